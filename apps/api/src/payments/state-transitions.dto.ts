// The states that an attempt went through, as answers show them.
import type { JsonObject } from '@tillstream/event-sourcing';
import { freeObject, listOf } from '../http/fields/compound.fields';
import { choice, dateTime, identifier, text } from '../http/fields/scalar.fields';

const STATES = ['created', 'processing', 'requires_action', 'unresolved', 'succeeded', 'failed'] as const;

export class StateTransitionAnswer {
  @text({ max: 80, description: 'Id of the transition.', example: 'cca_dev_4fGh2KpQ9sTvXyZa1bC3_1' })
  id!: string;

  @choice({ of: STATES, description: 'The state before; the first is created.', example: 'created' })
  from_state!: string;

  @choice({ of: STATES, description: 'The state after.', example: 'processing' })
  to_state!: string;

  @freeObject({
    nullable: true,
    description: 'Which call it was, and how it was settled (result, settled_by) where nobody knew; or why the attempt failed.',
    example: { tier_index: 0 },
  })
  context!: JsonObject | null;

  @dateTime({ description: 'When it happened.' })
  created_at!: string;
}

export class StateTransitionsAnswer {
  @identifier('cca', { description: 'The card attempt.' })
  card_checkout_attempt_id!: string;

  @listOf(() => StateTransitionAnswer, {
    maxItems: 1_000,
    description: 'In the order in which they happened.',
  })
  transitions!: StateTransitionAnswer[];
}
