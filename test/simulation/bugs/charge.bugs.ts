// Bugs of asking for money, and of finding out what came of it.
import {
  AbandonAttemptHandler, type AbandonAttemptCommand, attemptKeyOf, ChargeInquiry, ConnectedProcessors, firstChargeKeyOf, isOver, StartAttemptHandler,
} from '@tillstream/checkout'; // prettier-ignore
import { accept } from '@tillstream/event-sourcing';
import { ProcessorAdapters } from '@tillstream/payments';
import { numberOf } from '../processors/cards';
import { replacing } from '../service/container';
import { IDS } from '../service/ground';
import type { PlantedBug } from './planted-bug';
import { deciding, like, misled } from './variants';

const approvedCard = { number: numberOf('approved'), expMonth: 1, expYear: 2044, cvc: null, name: null };
const approved = (reference: string) => ({ kind: 'approved' as const, reference, networkTransactionId: null, threeDs: null, token: null });

export const chargeBugs: readonly PlantedBug[] = [
  {
    name: 'second-charge-in-place-of-inquiry',
    what: 'recovery charges once more in place of asking',
    breaks: ['taken-is-known'],
    within: 100,
    replacements: [
      misled(ChargeInquiry, (adapter) => ({
        inquire: async (charge) => {
          const again = { ...charge, merchantReference: `${charge.merchantReference}-again` };
          await adapter.open({ ...again, amountAtom: 2_000, currency: 'usd', description: '', offSessionLater: false, requestedAt: 0 });
          await adapter.confirm({ reference: again.merchantReference, card: approvedCard, saveCard: false, returnUrl: '' });
          return adapter.inquire(again);
        },
      })),
    ],
  },
  {
    name: 'recovery-confirms-again',
    what: 'recovery confirms the very same charge, with a card that it kept',
    breaks: ['charged-once', 'taken-is-known'],
    within: 400,
    replacements: [
      misled(ChargeInquiry, (adapter) => ({
        inquire: async (charge) => {
          const found = await adapter.inquire(charge);
          if (found.kind !== 'open') return found;
          const answer = await adapter.confirm({ reference: found.reference, card: approvedCard, saveCard: false, returnUrl: '' });
          return answer.kind === 'unknown' || answer.kind === 'not_sent' ? found : { kind: 'closed' };
        },
      })),
    ],
  },
  {
    name: 'cascade-on-time-out',
    what: 'a confirmation without an answer counts as declined, and the next processor is asked',
    breaks: ['charged-once', 'taken-is-known'],
    within: 400,
    replacements: [
      misled(ConnectedProcessors, (adapter) => ({
        confirm: async (asked) => {
          const answer = await adapter.confirm(asked);
          const declined = { kind: 'declined' as const, reference: asked.reference, code: 'processing_error', advice: null };
          return answer.kind === 'unknown' ? declined : answer;
        },
      })),
    ],
  },
  {
    name: 'no-write-ahead',
    what: 'the first charge is made before it is written down',
    breaks: ['charged-once', 'taken-is-known', 'agreed-to'],
    within: 50,
    replacements: [
      replacing(StartAttemptHandler, (original, container) =>
        like(original, {
          execute: async (command) => {
            const { sessionKey, pressed } = command;
            const adapter = container.get(ProcessorAdapters).for({ key: 'alpha', fields: {} as never });
            const merchantReference = IDS.format('pa', firstChargeKeyOf(IDS, attemptKeyOf(IDS, sessionKey, pressed.number)));
            await adapter.open({
              merchantReference,
              amountAtom: 2_000,
              currency: 'usd',
              description: '',
              offSessionLater: false,
              requestedAt: 0,
            });
            await adapter.confirm({ reference: merchantReference, card: approvedCard, saveCard: false, returnUrl: '' });
            return original.execute(command);
          },
        }),
      ),
    ],
  },
  {
    name: 'not-charged-without-closing',
    what: 'recovery takes "still open" for "not charged"',
    breaks: ['charged-once', 'taken-is-known'],
    within: 500,
    replacements: [misled(ChargeInquiry, () => ({ close: () => Promise.resolve({ kind: 'closed' as const }) }))],
  },
  {
    name: 'closed-is-approved',
    what: 'recovery takes "closed" for "approved"',
    breaks: ['taken-is-known', 'books-agree'],
    within: 100,
    replacements: [
      misled(ChargeInquiry, (adapter) => ({
        close: async (charge) => {
          const answer = await adapter.close(charge);
          return answer.kind === 'closed' ? approved(charge.merchantReference) : answer;
        },
      })),
    ],
  },
  {
    name: 'late-success-dropped',
    what: 'money that comes when its attempt is over is written down, and nothing follows',
    breaks: ['charged-once', 'taken-is-known'],
    within: 1500,
    replacements: [
      deciding((command, state, really) => {
        const decision = really(command, state);
        const isSettling = command.type === 'RecordOutcome' || command.type === 'ResolveCharge';
        if (!isSettling || 'rejected' in decision || state.status === 'absent') return decision;
        const attempt = state.attempts.find(({ charges }) => charges.some(({ key }) => key === command.chargeKey));
        return attempt && isOver(attempt) ? accept(...decision.accepted.slice(0, 1)) : decision;
      }),
    ],
  },
  {
    name: 'silent-attempt-kept',
    what: 'nobody gives up an attempt whose process has died',
    breaks: ['all-ends'],
    within: 600,
    replacements: [
      replacing(AbandonAttemptHandler, (original) =>
        like(original, { execute: (_: AbandonAttemptCommand) => Promise.resolve(null as never) }),
      ),
    ],
  },
];
