import type { FraudCondition, FraudRule, FraudSettings } from './fraud';
import { type JudgedPayment, matchingRule } from './fraud-match';

const payment = (changes: Partial<JudgedPayment> = {}): JudgedPayment => ({
  country: 'US', brand: 'visa', funding: 'prepaid', amount: 5_000, ...changes,
}); // prettier-ignore
const rule = (conditions: readonly FraudCondition[], changes: Partial<FraudRule> = {}): FraudRule => ({
  name: 'rule', logic: 'AND', isEnabled: true, reason: null, conditions, ...changes,
}); // prettier-ignore
const settings = (...fraudRules: readonly FraudRule[]): FraudSettings => ({ fraudEnabled: true, fraudRules, fraudMessage: null });
const matches = (condition: FraudCondition, known: Partial<JudgedPayment> = {}): boolean =>
  matchingRule(settings(rule([condition])), payment(known)) !== null;

describe('conditions', () => {
  it.each<[boolean, FraudCondition]>([
    [true, { field: 'country', operator: 'equals', value: 'us' }],
    [false, { field: 'country', operator: 'equals', value: 'GB' }],
    [true, { field: 'country', operator: 'not_equals', value: 'GB' }],
    [false, { field: 'country', operator: 'not_equals', value: 'US' }],
    [true, { field: 'brand', operator: 'in', value: ['mastercard', 'Visa'] }],
    [false, { field: 'brand', operator: 'in', value: ['mastercard'] }],
    [true, { field: 'funding', operator: 'not_in', value: ['credit', 'debit'] }],
    [false, { field: 'funding', operator: 'not_in', value: ['PREPAID'] }],
    [true, { field: 'amount', operator: 'greater_than', value: 4_999 }],
    [false, { field: 'amount', operator: 'greater_than', value: 5_000 }],
    [true, { field: 'amount', operator: 'less_than', value: 5_001 }],
    [false, { field: 'amount', operator: 'less_than', value: 5_000 }],
    [true, { field: 'amount', operator: 'equals', value: 5_000 }],
    [false, { field: 'amount', operator: 'not_equals', value: 5_000 }],
  ])('%s: %j', (expected, condition) => expect(matches(condition)).toBe(expected));

  it.each<FraudCondition>([
    { field: 'country', operator: 'equals', value: 'null' },
    { field: 'country', operator: 'not_equals', value: 'US' },
    { field: 'funding', operator: 'not_in', value: ['credit'] },
    { field: 'amount', operator: 'less_than', value: 100 },
  ])('are not met by what is not known: %j', (condition) => expect(matches(condition, { country: null, funding: null, amount: null })).toBe(false)); // prettier-ignore
});

describe('rules', () => {
  const isUs: FraudCondition = { field: 'country', operator: 'equals', value: 'US' };
  const isGb: FraudCondition = { field: 'country', operator: 'equals', value: 'GB' };
  const isLarge: FraudCondition = { field: 'amount', operator: 'greater_than', value: 1_000 };

  it('joined by AND need all of their conditions, by OR one', () => {
    expect(matchingRule(settings(rule([isUs, isLarge])), payment())).not.toBeNull();
    expect(matchingRule(settings(rule([isGb, isLarge])), payment())).toBeNull();
    expect(matchingRule(settings(rule([isGb, isLarge], { logic: 'OR' })), payment())).not.toBeNull();
    expect(matchingRule(settings(rule([isGb], { logic: 'OR' })), payment())).toBeNull();
  });

  it('without a condition refuse nobody', () => expect(matchingRule(settings(rule([])), payment())).toBeNull());

  it('that are switched off do not count, one by one or all', () => {
    expect(matchingRule(settings(rule([isUs], { isEnabled: false })), payment())).toBeNull();
    expect(matchingRule({ ...settings(rule([isUs])), fraudEnabled: false }, payment())).toBeNull();
  });

  it('are told in the order of the account', () => {
    const [first, second] = [rule([isLarge], { name: 'first' }), rule([isUs], { name: 'second' })];
    expect(matchingRule(settings(first, second), payment())?.name).toBe('first');
    expect(matchingRule(settings(rule([isGb]), second), payment())?.name).toBe('second');
  });
});
