// Bugs of what happens at the buyer's bank.
import { ChargeInquiry, type CheckoutSessionEvent, ConnectedProcessors, findAttempt, runningChallenge } from '@tillstream/checkout';
import { accept } from '@tillstream/event-sourcing';
import type { PlantedBug } from './planted-bug';
import { deciding, misled } from './variants';

export const challengeBugs: readonly PlantedBug[] = [
  {
    name: 'put-aside-not-closed',
    what: 'a challenge that nobody is shown counts as voided, and stays open at its processor',
    breaks: ['charged-once', 'taken-is-known'],
    within: 800,
    replacements: [
      misled(ChargeInquiry, (adapter) => ({
        close: async (charge) => {
          const found = await adapter.inquire(charge);
          return found.kind === 'requires_action' ? { kind: 'closed' } : adapter.close(charge);
        },
      })),
    ],
  },
  {
    name: 'challenge-left-is-not-charged',
    what: 'a challenge that the buyer left ends its attempt at once, without closing anything',
    breaks: ['charged-once', 'taken-is-known'],
    within: 1500,
    replacements: [
      deciding((command, state, really) => {
        const decision = really(command, state);
        if (command.type !== 'FinishAction' || command.outcome === 'returned' || 'rejected' in decision) return decision;
        const attempt = state.status === 'absent' ? null : findAttempt(state, command.attemptKey);
        const chargeKey = attempt && runningChallenge(attempt)?.charge?.key;
        if (!chargeKey || decision.accepted.length === 0) return decision;
        const { attemptKey, now: at } = command;
        const nothing = { by: 'closing', reference: null, code: null, savedCard: null } as const;
        const failed = { reason: 'not-charged', code: null, messageId: 'not-charged' } as const;
        return accept<CheckoutSessionEvent>(
          ...decision.accepted,
          { type: 'ChargeResolved', data: { attemptKey, chargeKey, result: 'voided', ...nothing, at } },
          { type: 'AttemptFailed', data: { attemptKey, ...failed, at } },
        );
      }),
    ],
  },
  {
    name: 'return-is-approval',
    what: 'who comes back from his bank counts as recognised, and as charged',
    breaks: ['taken-is-known', 'books-agree'],
    within: 600,
    replacements: [
      misled(ConnectedProcessors, () => ({
        finishAction: ({ merchantReference }) =>
          Promise.resolve({ kind: 'approved', reference: merchantReference, networkTransactionId: null, threeDs: null, token: null }),
      })),
    ],
  },
];
