import { scenariosFor } from '@tillstream/event-sourcing/testing';
import { initialSettings } from '../core/account.fields';
import type { FraudCondition } from '../core/fraud';
import { accountDecider } from './account.decider';

const given = scenariosFor(accountDecider);

const created = {
  type: 'AccountCreated',
  data: {
    ...initialSettings, name: 'Acme', organizationId: 'o', description: null, accountType: 'standard', defaultProcessorRouteKey: null,
    defaultProcessorKey: null,
  },
} as const; // prettier-ignore

const changing = (...conditions: FraudCondition[]) => {
  const fraudRules = [{ name: 'r', logic: 'AND', isEnabled: true, reason: null, conditions }] as const;
  return { fraudRules, scenario: given(created).when({ type: 'Update', changes: { fraudRules } }) };
};
const at = (index: number, name: string) => ['body', 'fraud_rules', 0, 'conditions', index, name];

describe('the fraud rules of an account', () => {
  it('are kept as they are said', () => {
    const { fraudRules, scenario } = changing(
      { field: 'country', operator: 'not_in', value: ['GB', 'IE'] },
      { field: 'funding', operator: 'equals', value: 'prepaid' },
      { field: 'amount', operator: 'greater_than', value: 50_000 },
    );
    scenario.then({ type: 'AccountUpdated', data: { fraudRules } });
  });

  it('compare amounts with numbers, everything else with words or lists of them', () => {
    changing(
      { field: 'country', operator: 'greater_than', value: 'GB' },
      { field: 'amount', operator: 'in', value: ['100'] },
      { field: 'amount', operator: 'less_than', value: '100' },
      { field: 'brand', operator: 'in', value: 'visa' },
      { field: 'brand', operator: 'equals', value: ['visa'] },
      { field: 'brand', operator: 'equals', value: 4 },
    ).scenario.rejected(
      { code: 'operator-not-for-field', loc: at(0, 'operator') },
      { code: 'operator-not-for-field', loc: at(1, 'operator') },
      { code: 'value-not-for-condition', loc: at(2, 'value') },
      { code: 'value-not-for-condition', loc: at(3, 'value') },
      { code: 'value-not-for-condition', loc: at(4, 'value') },
      { code: 'value-not-for-condition', loc: at(5, 'value') },
    );
  });
});
