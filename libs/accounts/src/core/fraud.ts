// An account's own rules against fraud: each a set of conditions on a payment, joined by AND or OR. Here is what a rule may say.
import type { Loc } from '@tillstream/event-sourcing';

export const FRAUD_LOGICS = ['AND', 'OR'] as const;
export type FraudLogic = (typeof FRAUD_LOGICS)[number];

/** `amount` is in the currency's smallest unit. */
export const FRAUD_FIELDS = ['country', 'brand', 'funding', 'amount'] as const;
export type FraudField = (typeof FRAUD_FIELDS)[number];

export const FRAUD_OPERATORS = ['equals', 'not_equals', 'in', 'not_in', 'greater_than', 'less_than'] as const;
export type FraudOperator = (typeof FRAUD_OPERATORS)[number];

/** A list for `in` and `not_in`, a number for `amount`, else a text. */
export type FraudValue = string | number | readonly string[];

export interface FraudCondition {
  readonly field: FraudField;
  readonly operator: FraudOperator;
  readonly value: FraudValue;
}

export interface FraudRule {
  readonly name: string;
  readonly logic: FraudLogic;
  readonly isEnabled: boolean;
  /** Recorded where the rule refuses a payment; for the merchant. */
  readonly reason: string | null;
  readonly conditions: readonly FraudCondition[];
}

export interface FraudSettings {
  readonly fraudEnabled: boolean;
  readonly fraudRules: readonly FraudRule[];
  /** Shown to the buyer in place of the general words. */
  readonly fraudMessage: string | null;
}

export type FraudRejection =
  { readonly code: 'operator-not-for-field'; readonly loc: Loc } | { readonly code: 'value-not-for-condition'; readonly loc: Loc };

/** @param at where the settings stand in the request. */
export const fraudFaults = (rules: readonly FraudRule[], at: Loc): readonly FraudRejection[] =>
  rules.flatMap(({ conditions }, rule) =>
    conditions.flatMap((condition, index) => conditionFaults(condition, [...at, 'fraud_rules', rule, 'conditions', index])),
  );

function conditionFaults({ field, operator, value }: FraudCondition, loc: Loc): readonly FraudRejection[] {
  const isAmount = field === 'amount';
  if (isAmount ? isOfLists(operator) : isOfNumbers(operator)) return [{ code: 'operator-not-for-field', loc: [...loc, 'operator'] }];
  const wanted = isAmount ? 'number' : isOfLists(operator) ? 'object' : 'string';
  return typeof value === wanted ? [] : [{ code: 'value-not-for-condition', loc: [...loc, 'value'] }];
}

const isOfLists = (operator: FraudOperator): boolean => operator === 'in' || operator === 'not_in';
const isOfNumbers = (operator: FraudOperator): boolean => operator === 'greater_than' || operator === 'less_than';
