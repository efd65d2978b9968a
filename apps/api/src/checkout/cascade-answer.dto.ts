// Cascade pricing as answers show it: the fallback tiers as they were sent, and what has come of all tiers.
import { integers, listOf } from '../http/fields/compound.fields';
import { amountAtom, choice, identifier, integer, text } from '../http/fields/scalar.fields';
import { RecurringAmountAnswer } from './session-amounts.dto';

const LARGEST = Number.MAX_SAFE_INTEGER;
const OUTCOMES = [
  'not_attempted', 'processing', 'approved', 'declined', 'requires_action', 'unknown', 'not_sent', 'not_charged', 'voided',
] as const; // prettier-ignore

export class CascadeItemAnswer {
  @identifier('price', { description: 'The price.' })
  price_id!: string;

  @integer({ min: 1, max: 999_999, description: 'How many.', example: 1 })
  quantity!: number;

  @text({ min: 0, max: 500, nullable: true, description: 'Shown to the buyer beside the product.', example: 'Blue, size M' })
  description!: string | null;
}

export class CascadeTierAnswer {
  @listOf(() => CascadeItemAnswer, { maxItems: 100, description: 'What is sold when the tiers before fail.' })
  line_items!: CascadeItemAnswer[];

  @identifier('proute', { nullable: true, description: 'The route of this tier; null: the session’s.' })
  processor_route_id!: string | null;
}

export class TierStatusAnswer {
  @amountAtom({ max: LARGEST, description: 'Due now, after the discount.', example: 1_500 })
  amount_atom!: number;

  @listOf(() => RecurringAmountAnswer, { maxItems: 100, description: 'What recurs, one entry per group of equal terms.' })
  recurring!: RecurringAmountAnswer[];

  @choice({
    of: OUTCOMES,
    description: 'Of the charge that was approved, or whose end is awaited; else of its last one, in whichever attempt.',
    example: 'not_attempted',
  })
  outcome!: string;
}

export class CascadeStatusAnswer {
  @integer({ min: 2, max: 11, description: 'The session’s own and the fallbacks.', example: 2 })
  total_tiers!: number;

  @integers({
    min: 0,
    max: LARGEST,
    maxItems: 11,
    description: 'Due now by tier; the first is the session’s own.',
    example: [2_000, 1_500],
  })
  tier_amounts!: number[];

  @integer({ min: 0, max: 10, nullable: true, description: 'The tier that was asked for last, while the session is open.', example: 1 })
  current_tier!: number | null;

  @integer({ min: 0, max: 10, nullable: true, description: 'The tier that was paid.', example: 1 })
  charged_tier!: number | null;

  @listOf(() => TierStatusAnswer, { minItems: 2, maxItems: 11, description: 'Each tier, in order.' })
  tiers!: TierStatusAnswer[];
}
