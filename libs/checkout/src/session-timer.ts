// What the one timer of a session does when it rings: reads the session, and sends every command that is due. Ringing too early, twice or
// for a session that has moved on does nothing.
import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { causedByTimer, type CommandContext, type Instant, StreamReader } from '@tillstream/event-sourcing';
import { AbandonAttemptCommand } from './commands/abandon-attempt/abandon-attempt.handler';
import { checkoutSession } from './commands/checkout-session.decider';
import { ExpireSessionCommand } from './commands/expire-session/expire-session.handler';
import { FinishActionCommand } from './commands/finish-action/finish-action.handler';
import { RecoverChargeCommand, type RecoveryResult } from './commands/recover-charge/recover-charge.handler';
import { RepeatRefundCommand } from './commands/repeat-refund/repeat-refund.handler';
import { SettleRefundCommand } from './commands/settle-refund/settle-refund.handler';
import { findCharge } from './core/attempt';
import type { Session } from './core/checkout-session.state';
import { allDue, type DueCommand, inQuestionSince, nextInquiry, RECOVERY_DELAY_MS } from './core/next-due';
import { owedRefunds } from './core/owed-refund';
import { findRefund } from './core/refund';
import { SettlementAlarms, type Unsettled } from './settlement-alarms';

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
    private readonly alarms: SettlementAlarms,
  ) {}

  /** When to ring again; empty: the next state has a timer of its own. */
  async ring({ stream, now }: RungTimer): Promise<{ readonly runAgainAt?: number }> {
    const key = stream.slice(stream.indexOf('-') + 1);
    const { state, accountId, revision } = await this.reader.current(checkoutSession, key);
    if (state.status === 'absent') return {};
    const all = allDue(state);
    const session = { key, state, accountId, stream, revision, now };
    const again = all.flatMap(({ at }) => (at > now ? [at] : []));
    const unclear: Instant[] = [];
    const errors: unknown[] = [];
    let hasMoved = false;
    for (const { command } of all.filter(({ at }) => at <= now)) {
      try {
        const askAgainAt = await this.carryOut(command, session);
        if (askAgainAt === null) hasMoved = true;
        else unclear.push(askAgainAt);
      } catch (error) {
        errors.push(error); // what else is due does not wait for it
      }
    }
    if (errors.length > 0) throw errors[0]; // the job is repeated: what was done by then is not due any more
    // Whatever was written has a timer of its own, which knows everything that is still to be done.
    return hasMoved || again.length + unclear.length === 0 ? {} : { runAgainAt: Math.min(...again, ...unclear) };
  }

  /** When to ask again; null: it is done, or somebody else's by now. */
  private async carryOut(command: DueCommand, session: Rung): Promise<Instant | null> {
    const { key, state, now } = session;
    switch (command.type) {
      case 'ExpireSession': {
        await this.commandBus.execute(new ExpireSessionCommand(contextOf(session, 'expire-session'), key, 'time', now));
        return null;
      }
      case 'FinishAction': {
        const { attemptKey, number } = command;
        const context = contextOf(session, `finish-action/${attemptKey}/${number}`);
        await this.commandBus.execute(new FinishActionCommand(context, key, { attemptKey, number, outcome: 'timed_out', now }));
        return null;
      }
      case 'AbandonAttempt': {
        const { attemptKey } = command;
        const context = contextOf(session, `abandon-attempt/${attemptKey}`);
        await this.commandBus.execute(new AbandonAttemptCommand(context, key, { attemptKey, now }));
        return null;
      }
      case 'RecoverCharge': {
        const { chargeKey } = command;
        const context = contextOf(session, `recover-charge/${chargeKey}`);
        const result = await this.commandBus.execute<RecoverChargeCommand, RecoveryResult>(
          new RecoverChargeCommand(context, key, chargeKey),
        );
        const charge = findCharge(state, chargeKey)?.charge;
        return this.askAgain(result, session, { kind: 'charge', key: chargeKey, since: charge ? inQuestionSince(charge) : now });
      }
      case 'SettleRefund': {
        const { refundKey } = command;
        const context = contextOf(session, `settle-refund/${refundKey}`);
        const result = await this.commandBus.execute(new SettleRefundCommand(context, key, refundKey));
        const since = (findRefund(state, refundKey)?.requestedAt ?? now) + RECOVERY_DELAY_MS;
        return this.askAgain(result, session, { kind: 'refund', key: refundKey, since });
      }
      case 'RepeatRefund': {
        const { chargeKey } = command;
        const owed = owedRefunds(state).find(({ charge }) => charge.key === chargeKey);
        const context = contextOf(session, `repeat-refund/${chargeKey}/${owed?.refusals ?? 0}`);
        const result = await this.commandBus.execute(new RepeatRefundCommand(context, key, chargeKey));
        return this.askAgain(result, session, { kind: 'refund', key: chargeKey, since: owed?.since ?? now });
      }
    }
  }

  /** When; null: it is settled. After five days of asking it is told to whoever watches. */
  private askAgain(
    result: RecoveryResult,
    { key: sessionKey, accountId, now }: Rung,
    unsettled: Pick<Unsettled, 'kind' | 'key' | 'since'>,
  ): Instant | null {
    if (result !== 'settled') {
      this.alarms.consider({ ...unsettled, sessionKey, accountId }, now);
      return nextInquiry(unsettled.since, now);
    }
    this.alarms.settled(unsettled.key);
    return null;
  }
}

interface Rung {
  readonly key: string;
  readonly stream: string;
  readonly accountId: string;
  readonly revision: number;
  readonly state: Session;
  readonly now: Instant;
}

const contextOf = ({ accountId, stream, revision }: Rung, name: string): CommandContext =>
  causedByTimer({ accountId, stream, revision, name });
