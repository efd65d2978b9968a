// What a session costs, now and later, as answers show it.
import { listOf, nested } from '../http/fields/compound.fields';
import { amountAtom, choice, flag, integer, text } from '../http/fields/scalar.fields';

const LARGEST = Number.MAX_SAFE_INTEGER;

export class RecurringDiscountAnswer {
  @amountAtom({ max: LARGEST, description: 'Taken off each payment that it holds for.', example: 100 })
  amount_atom!: number;

  @choice({
    of: ['once', 'repeating', 'forever'],
    description: 'once: the first paid period; repeating: so many months from the first paid period on.',
    example: 'repeating',
  })
  duration!: string;

  @integer({ min: 1, max: 1_000, nullable: true, description: 'Months, where it is repeating.', example: 3 })
  duration_in_months!: number | null;
}

export class RecurringAmountAnswer {
  @choice({ of: ['day', 'week', 'month', 'year'], description: 'Unit of the period.', example: 'month' })
  interval!: string;

  @integer({ min: 1, max: 1_000, description: 'Units per period.', example: 1 })
  interval_count!: number;

  @amountAtom({ max: LARGEST, description: 'Per period, before the discount.', example: 1_000 })
  amount_atom!: number;

  @nested(() => RecurringDiscountAnswer, { nullable: true, description: 'The discount that goes along after today.' })
  discount!: RecurringDiscountAnswer | null;

  @integer({ min: 0, max: 10_000, description: 'Days before the first paid period, every extension included.', example: 0 })
  trial_days!: number;

  @integer({ min: 1, max: 10_000, nullable: true, description: 'Periods that the buyer is bound for.', example: 12 })
  contract_term_multiple!: number | null;

  @flag({ nullable: true, description: 'Whether it goes on after the term.', example: true })
  auto_renew!: boolean | null;
}

export class SessionAmountsAnswer {
  @text({ min: 3, max: 3, nullable: true, description: 'ISO 4217, lower case; null without line items.', example: 'usd' })
  currency!: string | null;

  @amountAtom({ max: LARGEST, description: 'Due now, before the discount.', example: 2_000 })
  subtotal_atom!: number;

  @amountAtom({ max: LARGEST, description: 'Taken off what is due now.', example: 0 })
  discount_atom!: number;

  @amountAtom({ max: LARGEST, description: 'Due now.', example: 2_000 })
  total_atom!: number;

  @listOf(() => RecurringAmountAnswer, { maxItems: 100, description: 'What recurs, one entry per group of equal terms.' })
  recurring!: RecurringAmountAnswer[];
}
