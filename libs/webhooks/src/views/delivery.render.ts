// A delivery as the API shows it: one message to one endpoint, with all its attempts so far.
import { type Ids, type Instant, isoTime, isoTimeOrNull, type LoggedAttempt } from '@tillstream/event-sourcing';

export interface DeliveryFacts {
  /** `evt_…` */
  readonly messageId: string;
  readonly messageAt: Instant;
  /** Key of the endpoint. */
  readonly endpoint: string;
  readonly url: string | null;
  /** Oldest first. */
  readonly attempts: readonly LoggedAttempt[];
  /** Null when it does not wait. */
  readonly waiting: { readonly nextAt: Instant | null } | null;
}

export interface RenderedDelivery {
  readonly id: string;
  readonly event_id: string;
  readonly webhook_endpoint_id: string;
  readonly webhook_endpoint_url: string | null;
  readonly status: 'pending' | 'delivered' | 'failed';
  readonly attempt_count: number;
  readonly last_attempt_at: string | null;
  readonly delivered_at: string | null;
  readonly next_retry_at: string | null;
  readonly response_status: number | null;
  readonly error: string | null;
  readonly created: string;
  readonly attempts: readonly {
    readonly id: string;
    readonly at: string;
    readonly latency_ms: number;
    readonly response_status: number | null;
    readonly response_body: string | null;
    readonly error: string | null;
  }[];
}

export function renderDelivery(facts: DeliveryFacts, ids: Ids): RenderedDelivery {
  const { messageId, messageAt, endpoint, url, attempts, waiting } = facts;
  const [first] = attempts;
  const last = attempts.at(-1);
  const delivered = attempts.findLast(({ outcome }) => outcome === 'delivered');
  return {
    id: ids.format('del', ids.derivedKey('delivery', messageId, endpoint)),
    event_id: messageId,
    webhook_endpoint_id: ids.format('we', endpoint),
    webhook_endpoint_url: last ? last.url : url,
    status: statusOf(waiting !== null, delivered !== undefined),
    attempt_count: attempts.length,
    last_attempt_at: isoTimeOrNull(last?.at),
    delivered_at: isoTimeOrNull(delivered && delivered.at + delivered.latencyMs),
    next_retry_at: waiting && last ? isoTimeOrNull(waiting.nextAt) : null,
    response_status: last ? last.status : null,
    error: last ? last.error : null,
    created: isoTime(first ? first.at : messageAt),
    attempts: attempts.map((attempt) => renderAttempt(attempt, ids)),
  };
}

function statusOf(isWaiting: boolean, isDelivered: boolean): RenderedDelivery['status'] {
  if (isWaiting) return 'pending';
  return isDelivered ? 'delivered' : 'failed';
}

const renderAttempt = ({ id, at, latencyMs, status, answer, error }: LoggedAttempt, ids: Ids): RenderedDelivery['attempts'][number] => ({
  id: ids.format('del', id),
  at: isoTime(at),
  latency_ms: latencyMs,
  response_status: status,
  response_body: answer,
  error,
});
