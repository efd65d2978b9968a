// Writes down each attempt, for 30 days.
import { Injectable } from '@nestjs/common';
import { DeliveryLog } from '@tillstream/event-sourcing';
import { type ActiveEndpoint, type Attempt, isSuccess } from './message-delivery';

@Injectable()
export class AttemptLog {
  constructor(private readonly log: DeliveryLog) {}

  /** `nextAt`: when it is tried again; null: never. */
  async record(
    { key, state }: ActiveEndpoint,
    message: string,
    { attempt, nextAt }: { attempt: Attempt; nextAt: number | null },
  ): Promise<void> {
    const { id, answer, startedAt, endedAt } = attempt;
    const answered =
      answer.kind === 'answered'
        ? { status: answer.status, answer: answer.answer, error: null }
        : { status: null, answer: null, error: answer.error };
    const shared = { id, endpoint: key, url: state.url, at: startedAt, latencyMs: endedAt - startedAt, ...answered };
    if (isSuccess(attempt)) await this.log.record(message, { ...shared, outcome: 'delivered', nextAt: null });
    else await this.log.record(message, { ...shared, outcome: nextAt === null ? 'failed' : 'retrying', nextAt });
  }
}
