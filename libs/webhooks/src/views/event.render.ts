// A message as `/events` shows it: the same news as in a delivery, with what the audit knows about it.
import { type Ids, isoTime } from '@tillstream/event-sourcing';
import { formatMessageId } from '../core/message-id';
import type { RenderedMessage, ToldMessage } from '../core/told-messages';

export interface RenderedEvent {
  readonly id: string;
  readonly object: 'event';
  readonly account_id: string;
  readonly type: string;
  readonly aggregate_type: string;
  readonly aggregate_id: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly previous_data: Readonly<Record<string, unknown>> | null;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly correlation_id: string;
  /** The how-manieth message of its resource. */
  readonly version: number;
  readonly created: string;
}

export function renderEvent(told: ToldMessage, { object, previousAttributes }: RenderedMessage, ids: Ids): RenderedEvent {
  const { metadata, revision } = told.event;
  return {
    id: formatMessageId(ids.environment, told.ref),
    object: 'event',
    account_id: told.after.accountId,
    type: told.type,
    aggregate_type: told.kind.aggregateType,
    aggregate_id: ids.format(told.kind.prefix, told.resourceKey),
    data: object,
    previous_data: previousAttributes,
    metadata: {
      revision,
      actor: metadata.actor,
      request_id: metadata.requestId,
      causation_id: metadata.$causationId,
      reason: metadata.reason,
      hash: metadata.hash,
    },
    correlation_id: metadata.$correlationId,
    version: told.sequence,
    created: isoTime(metadata.at),
  };
}
