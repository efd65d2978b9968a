// Messages and their deliveries as requests name them and answers show them.
import { AccountPath } from '../accounts/account.dto';
import { listOf, nested, texts } from '../http/fields/compound.fields';
import { choice, dateTime, identifier, integer, text } from '../http/fields/scalar.fields';
import { listAnswerOf } from '../http/list/list-answer.dto';
import { type ListParameters, listQuery } from '../http/list/list-query.dto';
import { openObject } from './open-object.field';

const eventId = { max: 100, description: 'Id of the message; the same in /events, in the body and in the header of a delivery.' };
const example = 'evt_dev_s4fGh2KpQ9sTvXyZa1bC3_3_s';

export const EVENT_FILTERS = ['event_id', 'aggregate_id', 'aggregate_type', 'event_type'] as const;

const ListQuery = listQuery({ filters: EVENT_FILTERS, sorts: ['created'], search: 'an exact id of a message or of a resource' });

export class ListEventsQuery extends ListQuery implements ListParameters {
  @text({ max: 100, optional: true, description: 'The one message with this id.', example })
  event_id?: string | null;

  @text({
    max: 100,
    optional: true,
    description: 'Messages about this resource, however old. Without it: those of the last 30 days.',
    example: 'cs_dev_4fGh2KpQ9sTvXyZa1bC3',
  })
  aggregate_id?: string | null;

  @text({ max: 100, optional: true, description: 'Messages about this kind of resource.', example: 'checkout_session' })
  aggregate_type?: string | null;

  @text({ max: 100, optional: true, description: 'Messages of this type.', example: 'checkout_session.completed' })
  event_type?: string | null;
}

export class EventPath extends AccountPath {
  @text({ ...eventId, example })
  event_id!: string;
}

export class RedeliverBody {
  @identifier('we', { optional: true, description: 'The endpoint; every active one that wants this type when absent.' })
  webhook_endpoint_id?: string | null;
}

export class RedeliverAnswer {
  @text({ ...eventId, example })
  event_id!: string;

  @texts({ maxItems: 1_000, maxLength: 64, description: 'The endpoints that it is sent to again.', example: [] })
  webhook_endpoint_ids!: readonly string[];
}

export class EventAnswer {
  @text({ ...eventId, example })
  id!: string;

  @choice({ of: ['event'], description: 'What this is.', example: 'event' })
  object!: string;

  @identifier('acc', { description: 'The account.' })
  account_id!: string;

  @text({ max: 100, description: 'What happened.', example: 'checkout_session.completed' })
  type!: string;

  @text({ max: 100, description: 'Kind of the resource.', example: 'checkout_session' })
  aggregate_type!: string;

  @text({ max: 100, description: 'Id of the resource.', example: 'cs_dev_4fGh2KpQ9sTvXyZa1bC3' })
  aggregate_id!: string;

  @openObject({ description: 'The whole resource right after it happened.', example: {} })
  data!: Readonly<Record<string, unknown>>;

  @openObject({ nullable: true, description: 'What changed, as it was before; null for the first message.', example: {} })
  previous_data!: Readonly<Record<string, unknown>> | null;

  @openObject({ description: 'Who caused it, and by which request.', example: {} })
  metadata!: Readonly<Record<string, unknown>>;

  @text({
    max: 100,
    nullable: true,
    description: 'The same for everything that one request caused.',
    example: '7b1e9c1c-8a42-5f5a-9a43-3d0f4a2b1c5d',
  })
  correlation_id!: string | null;

  @integer({ min: 1, max: 1_000_000_000, description: 'Counts the messages of the resource: 1, 2, 3 …', example: 2 })
  version!: number;

  @dateTime({ description: 'When it happened.' })
  created!: string;
}

export class AttemptAnswer {
  @identifier('del', { description: 'As in the header of this attempt.' })
  id!: string;

  @dateTime({ description: 'When it began.' })
  at!: string;

  @integer({ min: 0, max: 1_000_000, description: 'How long it took, in milliseconds.', example: 42 })
  latency_ms!: number;

  @integer({ min: 100, max: 999, nullable: true, description: 'HTTP status of the answer.', example: 200 })
  response_status!: number | null;

  @text({ min: 0, max: 2_048, nullable: true, description: 'Beginning of the answer.', example: 'ok' })
  response_body!: string | null;

  @text({ max: 500, nullable: true, description: 'Why there was no answer.', example: 'no answer within 15000 ms' })
  error!: string | null;
}

export class DeliveryAnswer {
  @identifier('del', { description: 'Id of the delivery.' })
  id!: string;

  @text({ ...eventId, example })
  event_id!: string;

  @identifier('we', { description: 'The endpoint.' })
  webhook_endpoint_id!: string;

  @text({ max: 2_048, nullable: true, description: 'Where it went last.', example: 'https://shop.example/webhooks' })
  webhook_endpoint_url!: string | null;

  @choice({ of: ['pending', 'delivered', 'failed'], description: 'What became of it.', example: 'delivered' })
  status!: string;

  @integer({ min: 0, max: 1_000, description: 'How many attempts there were.', example: 1 })
  attempt_count!: number;

  @dateTime({ nullable: true, description: 'When the last attempt began.' })
  last_attempt_at!: string | null;

  @dateTime({ nullable: true, description: 'When it was taken.' })
  delivered_at!: string | null;

  @dateTime({ nullable: true, description: 'When it is tried again.' })
  next_retry_at!: string | null;

  @integer({ min: 100, max: 999, nullable: true, description: 'HTTP status of the last answer.', example: 200 })
  response_status!: number | null;

  @text({ max: 500, nullable: true, description: 'Why the last attempt got no answer.', example: 'no answer within 15000 ms' })
  error!: string | null;

  @dateTime({ description: 'When the first attempt was due.' })
  created!: string;

  @listOf(() => AttemptAnswer, { maxItems: 200, description: 'Oldest first.' })
  attempts!: readonly AttemptAnswer[];
}

export class FullEventAnswer {
  @nested(() => EventAnswer, { description: 'The message.' })
  event!: EventAnswer;

  @listOf(() => DeliveryAnswer, { maxItems: 1_000, description: 'One per endpoint.' })
  deliveries!: readonly DeliveryAnswer[];
}

export const EventList = listAnswerOf(EventAnswer);
