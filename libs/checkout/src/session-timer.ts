// What the one timer of a session does when it rings: reads the session, and sends the command that is due. Ringing too early, twice or
// for a session that has moved on does nothing.
import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { causedByTimer, StreamReader } from '@tillstream/event-sourcing';
import { AbandonAttemptCommand } from './commands/abandon-attempt/abandon-attempt.handler';
import { checkoutSession } from './commands/checkout-session.decider';
import { ExpireSessionCommand } from './commands/expire-session/expire-session.handler';
import { RecoverChargeCommand, type RecoveryResult } from './commands/recover-charge/recover-charge.handler';
import { findCharge } from './core/attempt';
import { nextDue, nextInquiry } from './core/next-due';

export interface RungTimer {
  /** `checkoutSession-<key>` */
  readonly stream: string;
  /** The earlier of the worker's clock and the queue's: never early, also when a clock jumps. */
  readonly now: number;
}

@Injectable()
export class SessionTimer {
  constructor(
    private readonly reader: StreamReader,
    private readonly commandBus: CommandBus,
  ) {}

  /** When to ring again; empty: the next state has a timer of its own. */
  async ring({ stream, now }: RungTimer): Promise<{ readonly runAgainAt?: number }> {
    const key = stream.slice(stream.indexOf('-') + 1);
    const { state, accountId, revision } = await this.reader.current(checkoutSession, key);
    const due = nextDue(state);
    if (!due || state.status === 'absent') return {};
    if (due.at > now) return { runAgainAt: due.at };
    if (due.command.type === 'ExpireSession') {
      const context = causedByTimer({ accountId, stream, revision, name: 'expire-session' });
      await this.commandBus.execute(new ExpireSessionCommand(context, key, 'time', now));
      return {};
    }
    if (due.command.type === 'AbandonAttempt') {
      const { attemptKey } = due.command;
      const context = causedByTimer({ accountId, stream, revision, name: `abandon-attempt/${attemptKey}` });
      await this.commandBus.execute(new AbandonAttemptCommand(context, key, { attemptKey, now }));
      return {};
    }
    const { chargeKey } = due.command;
    const context = causedByTimer({ accountId, stream, revision, name: `recover-charge/${chargeKey}` });
    const result = await this.commandBus.execute<RecoverChargeCommand, RecoveryResult>(new RecoverChargeCommand(context, key, chargeKey));
    const since = findCharge(state, chargeKey)?.charge.outcome?.at ?? due.at;
    return result === 'settled' ? {} : { runAgainAt: nextInquiry(since, now) };
  }
}
