// Bugs of what processors tell on their own account.
import { QueryBus } from '@nestjs/cqrs';
import {
  type Charge, checkoutSession, type CheckoutSessionState, FindSessionOfQuery, NoticedParts, type ResolveCharge, SessionsOfParts, TakeNoticeHandler,
} from '@tillstream/checkout'; // prettier-ignore
import { derivedCommandId, Executor, StreamReader } from '@tillstream/event-sourcing';
import { replacing } from '../service/container';
import type { PlantedBug } from './planted-bug';
import { deciding, like } from './variants';

let arrivals = 0;

const anewEachTime = replacing(Executor, (executor) =>
  like(executor, {
    run: (decider, target, command) => {
      const commandId = derivedCommandId(String(++arrivals), 'arrival');
      return executor.run(decider, { ...target, context: { ...target.context, commandId } }, command);
    },
  }),
);

export const noticeBugs: readonly PlantedBug[] = [
  {
    name: 'notice-dropped-where-views-know-nothing',
    what: 'a notice whose charge stands in no view is about nothing of ours, also while the views are being made',
    breaks: ['notices-count'],
    within: 600,
    replacements: [
      replacing(SessionsOfParts, (original, container) =>
        like(original, {
          holding: ({ accountId, part, key }) =>
            container
              .get(QueryBus)
              .execute(new FindSessionOfQuery(accountId, part, key))
              .catch(() => null),
        }),
      ),
    ],
  },
  {
    name: 'notice-settles-whatever-waits',
    what: 'a notice settles the newest charge of its session, whichever it names',
    breaks: ['taken-is-known', 'books-agree'],
    within: 300,
    replacements: [
      replacing(NoticedParts, (original, container) =>
        like(original, {
          find: async (sender, notice) => {
            const part = await original.find(sender, notice);
            if (!part || notice.kind !== 'charge') return part;
            const { state } = await container.get(StreamReader).current(checkoutSession, part.sessionKey);
            return { ...part, key: newestOf(state)?.key ?? part.key };
          },
        }),
      ),
    ],
  },
  {
    name: 'notice-counts-each-time',
    what: 'each arrival of a notice is a command of its own, and nothing looks whether its charge was settled before',
    breaks: ['charged-once', 'taken-is-known', 'books-agree', 'all-ends', 'replays'],
    within: 100,
    replacements: [
      deciding((command, state, really) =>
        really(command, command.type === 'ResolveCharge' && command.by === 'notice' ? inDoubtAgain(state, command) : state),
      ),
      replacing(TakeNoticeHandler, (_, container) => container.remade(TakeNoticeHandler, anewEachTime)),
    ],
  },
];

const newestOf = (state: CheckoutSessionState): Charge | null =>
  state.status === 'absent' ? null : (state.attempts.flatMap((attempt) => attempt.charges).at(-1) ?? null);

/** As if nobody had said yet what became of it. */
function inDoubtAgain(state: CheckoutSessionState, { chargeKey }: ResolveCharge): CheckoutSessionState {
  if (state.status === 'absent') return state;
  const attempts = state.attempts.map((attempt) => ({
    ...attempt,
    charges: attempt.charges.map((charge) => (charge.key === chargeKey ? { ...charge, outcome: null, resolved: null } : charge)),
  }));
  return { ...state, attempts };
}
