// Bugs of what one press may lead to.
import { firstChargeKeyOf, isOver } from '@tillstream/checkout';
import { accept } from '@tillstream/event-sourcing';
import { IDS } from '../service/ground';
import type { PlantedBug } from './planted-bug';
import { deciding } from './variants';

let presses = 0;

export const pressBugs: readonly PlantedBug[] = [
  {
    name: 'consent-ignored',
    what: 'every fallback counts as agreed to, also a dearer one',
    breaks: ['agreed-to'],
    within: 400,
    replacements: [
      deciding((command, state, really) => {
        const decision = really(command, state);
        if (command.type !== 'StartAttempt' || 'rejected' in decision || state.status === 'absent') return decision;
        const acceptedTiers = state.tiers.map((_, tier) => tier);
        return accept(
          ...decision.accepted.map((event) =>
            event.type === 'AttemptStarted' ? { ...event, data: { ...event.data, acceptedTiers } } : event,
          ),
        );
      }),
    ],
  },
  {
    name: 'double-click-starts-two-attempts',
    what: 'each click is an attempt of its own, whether or not another one runs',
    breaks: ['charged-once', 'agreed-to', 'all-ends'],
    within: 50,
    replacements: [
      deciding((command, state, really) => {
        if (command.type !== 'StartAttempt' || state.status === 'absent') return really(command, state);
        const attemptKey = `${command.attemptKey.slice(0, 12)}${String(++presses).padStart(8, '0')}`;
        const attempts = state.attempts.filter((attempt) => isOver(attempt) && attempt.number !== command.number);
        return really({ ...command, attemptKey, chargeKey: firstChargeKeyOf(IDS, attemptKey) }, { ...state, attempts });
      }),
    ],
  },
];
