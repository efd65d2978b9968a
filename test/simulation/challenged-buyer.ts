// What a buyer does who is shown a challenge: he passes it, fails it, leaves it, or forgets the page; and comes back through a process that may die.
import {
  checkoutSession, FinishActionCommand, FinishActionHandler, FinishedChallenges, findAttempt, runningChallenge,
} from '@tillstream/checkout'; // prettier-ignore
import type { CommandContext, StreamReader } from '@tillstream/event-sourcing';
import { CredentialBox } from '@tillstream/payments';
import type { Bank } from './bank';
import type { Chance } from './chance';

/** The same story has the same bytes: a real box closes with a nonce of its own. */
export class OpenBox extends CredentialBox {
  override close(credentials: Readonly<Record<string, string>>): string {
    return JSON.stringify(credentials);
  }

  override open(closed: string): Readonly<Record<string, string>> {
    return JSON.parse(closed) as Record<string, string>;
  }
}

export interface BackAtShop {
  readonly sessionKey: string;
  readonly attemptKey: string;
  readonly reader: StreamReader;
  readonly banks: Readonly<Record<string, Bank>>;
  /** What the bank calls the charge, or the card that is saved. */
  readonly referenceOf: (chargeKey: string | null) => string;
  readonly context: CommandContext;
  readonly handler: FinishActionHandler;
}

/** False: there is no challenge to answer, or the buyer has forgotten it. */
export async function answerChallenge(chance: Chance, at: BackAtShop): Promise<boolean> {
  const { state } = await at.reader.current(checkoutSession, at.sessionKey);
  const attempt = state.status === 'absent' ? null : findAttempt(state, at.attemptKey);
  const challenge = attempt && runningChallenge(attempt);
  const will = chance.oneOf('pass', 'pass', 'fail', 'leave', 'forget', 'return');
  if (!challenge || will === 'forget') return false;
  const reference = at.referenceOf(challenge.charge?.key ?? null);
  if (will === 'pass' || will === 'fail')
    at.banks[challenge.processorKey]?.answerChallenge(reference, will === 'pass' ? 'approved' : 'failed');
  const ended = {
    attemptKey: at.attemptKey,
    number: challenge.number,
    outcome: will === 'leave' ? ('abandoned' as const) : ('returned' as const),
  };
  const { settled } = await at.handler.execute(new FinishActionCommand(at.context, at.sessionKey, ended));
  await settled;
  return true;
}

export const finishActionHandler = (
  parts: ConstructorParameters<typeof FinishedChallenges>,
  own: {
    readonly executor: ConstructorParameters<typeof FinishActionHandler>[0];
    readonly owed: ConstructorParameters<typeof FinishActionHandler>[2];
    readonly clock: ConstructorParameters<typeof FinishActionHandler>[3];
  },
): FinishActionHandler => new FinishActionHandler(own.executor, new FinishedChallenges(...parts), own.owed, own.clock);
