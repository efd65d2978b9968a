// The body of a delivery (webhooks-and-timers.md §1). The same message has the same bytes at every attempt and at every endpoint.
import type { Ids } from '@tillstream/event-sourcing';
import { formatMessageId } from './message-id';
import type { RenderedMessage, ToldMessage } from './told-messages';

export interface MessageBody {
  readonly id: string;
  readonly object: 'event';
  readonly type: string;
  /** Unix seconds. */
  readonly created: number;
  readonly livemode: boolean;
  readonly account_id: string;
  readonly sequence: number;
  readonly revision: number;
  readonly data: {
    readonly object: Readonly<Record<string, unknown>>;
    readonly previous_attributes: Readonly<Record<string, unknown>> | null;
  };
}

export const messageBody = (told: ToldMessage, { object, previousAttributes }: RenderedMessage, ids: Ids): MessageBody => ({
  id: formatMessageId(ids.environment, told.ref),
  object: 'event',
  type: told.type,
  created: unixSeconds(told.event.metadata.at),
  livemode: ids.environment === 'prod',
  account_id: told.after.accountId,
  sequence: told.sequence,
  revision: told.event.revision,
  data: { object, previous_attributes: previousAttributes },
});

export const unixSeconds = (at: number): number => Math.floor(at / 1_000);
