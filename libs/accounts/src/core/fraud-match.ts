// Whether an account's own rules refuse a payment. What nobody knows of it yet (a new card's funding and country are told by its processor
// only) matches no condition, whichever way it is compared; and it is not looked at again once the money was taken.
import type { FraudCondition, FraudField, FraudRule, FraudSettings } from './fraud';

/** What is known of a payment before any processor is asked. Null: not known, or not there. */
export interface JudgedPayment {
  /** Of the card's issuer; ISO 3166. */
  readonly country: string | null;
  readonly brand: string | null;
  readonly funding: string | null;
  /** In the currency's smallest unit; null where nothing is charged. */
  readonly amount: number | null;
}

/** The first rule that refuses it, in the account's order. */
export const matchingRule = ({ fraudEnabled, fraudRules }: FraudSettings, payment: JudgedPayment): FraudRule | null =>
  (fraudEnabled && fraudRules.find((rule) => rule.isEnabled && isMatched(rule, payment))) || null;

function isMatched({ logic, conditions }: FraudRule, payment: JudgedPayment): boolean {
  const holds = (condition: FraudCondition) => isMet(condition, payment[condition.field]);
  return conditions.length > 0 && (logic === 'AND' ? conditions.every(holds) : conditions.some(holds));
}

function isMet({ operator, value }: FraudCondition, known: JudgedPayment[FraudField]): boolean {
  if (known === null) return false;
  switch (operator) {
    case 'equals':
      return same(known, value);
    case 'not_equals':
      return !same(known, value);
    case 'in':
      return isOneOf(known, value);
    case 'not_in':
      return !isOneOf(known, value);
    case 'greater_than':
      return known > value;
    case 'less_than':
      return known < value;
  }
}

/** Words are compared without their case: people write `US` and `Visa` as well as `us` and `visa`. */
const same = (known: string | number, value: unknown): boolean => String(known).toLowerCase() === String(value).toLowerCase();

const isOneOf = (known: string | number, value: FraudCondition['value']): boolean =>
  Array.isArray(value) && value.some((one) => same(known, one));
