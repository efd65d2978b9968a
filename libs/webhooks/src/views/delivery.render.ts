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

export function renderDelivery({ messageId, messageAt, endpoint, url, attempts, waiting }: DeliveryFacts, ids: Ids): RenderedDelivery {
  const last = attempts.at(-1);
  const delivered = attempts.findLast(({ outcome }) => outcome === 'delivered');
  return {
    id: ids.format('del', ids.derivedKey('delivery', messageId, endpoint)),
    event_id: messageId,
    webhook_endpoint_id: ids.format('we', endpoint),
    webhook_endpoint_url: last?.url ?? url,
    status: waiting ? 'pending' : delivered ? 'delivered' : 'failed',
    attempt_count: attempts.length,
    last_attempt_at: isoTimeOrNull(last?.at),
    delivered_at: isoTimeOrNull(delivered && delivered.at + delivered.latencyMs),
    next_retry_at: waiting && last ? isoTimeOrNull(waiting.nextAt) : null,
    response_status: last?.status ?? null,
    error: last?.error ?? null,
    created: isoTime(attempts[0]?.at ?? messageAt),
    attempts: attempts.map(({ id, at, latencyMs, status, answer, error }) => ({
      id: ids.format('del', id),
      at: isoTime(at),
      latency_ms: latencyMs,
      response_status: status,
      response_body: answer,
      error,
    })),
  };
}
