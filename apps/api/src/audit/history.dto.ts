// The history of a session as answers show it.
import { freeObject, listOf, nested } from '../http/fields/compound.fields';
import { choice, dateTime, integer, text } from '../http/fields/scalar.fields';

const ACTORS = ['api_token', 'buyer', 'system', 'operator', 'processor'] as const;
const UUID = '8f0e7f6c-3c0a-5b4e-9d0f-2a1b3c4d5e6f';

export class ActorAnswer {
  @choice({ of: ACTORS, description: 'What kind of actor.', example: 'api_token' })
  kind!: string;

  @text({
    max: 200,
    nullable: true,
    description: 'Id of the API token, name of the process, or null for a buyer.',
    example: 'tok_dev_4fGh2KpQ9sTvXyZa1bC3',
  })
  id!: string | null;
}

export class HistoryEntryAnswer {
  @integer({ min: 0, max: 1_000_000, description: 'Place of the event in the history; `as_of` takes it.', example: 0 })
  revision!: number;

  @text({ max: 40, description: 'Id of the event.', example: UUID })
  event_id!: string;

  @text({ max: 100, description: 'What happened.', example: 'SessionCreated' })
  type!: string;

  @dateTime({ description: 'When it happened.' })
  at!: string;

  @nested(() => ActorAnswer, { description: 'Who did it.' })
  actor!: ActorAnswer;

  @text({ max: 40, description: 'The command that caused it; events of one command stand together.', example: UUID })
  command_id!: string;

  @text({ max: 128, nullable: true, description: 'The request, as its X-Request-Id said.', example: 'order-1001' })
  request_id!: string | null;

  @text({ max: 40, description: 'Shared by everything that one request set off.', example: UUID })
  correlation_id!: string;

  @text({ max: 40, description: 'The event or command that it follows from.', example: UUID })
  causation_id!: string;

  @text({ max: 60, nullable: true, description: 'Network of the client, never its whole address.', example: '192.0.2.0/24' })
  net!: string | null;

  @text({ max: 1_000, nullable: true, description: 'Why, where somebody said so.', example: 'requested by the customer' })
  reason!: string | null;

  @freeObject({
    description: 'Each field of the session that it changed, as {from, to}; the first event changes every field from null.',
    example: { state: { from: 'open', to: 'success' } },
  })
  changes!: Record<string, unknown>;
}

export class HistoryAnswer {
  @listOf(() => HistoryEntryAnswer, { maxItems: 10_000, description: 'Every event, oldest first.' })
  items!: HistoryEntryAnswer[];
}
