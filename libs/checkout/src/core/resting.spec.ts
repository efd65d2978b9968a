import type { PlannedProcessor, PlannedTier } from './checkout-session.events';
import { withoutResting } from './resting';

const one = (processorKey: string, skipped: PlannedProcessor['skipped'] = null): PlannedProcessor => ({ processorKey, skipped });
const tier = (number: number, ...processors: readonly PlannedProcessor[]): PlannedTier => ({ tier: number, amountAtom: 100, processors });
const told = (plan: readonly PlannedTier[]) =>
  plan.map(({ processors }) => processors.map(({ processorKey, skipped }) => `${processorKey} ${skipped ?? 'asked'}`));

describe('processors at rest', () => {
  it('are passed over in every tier, with that reason', () =>
    expect(told(withoutResting([tier(0, one('a'), one('b')), tier(1, one('b'), one('a'))], [0], { a: 10 }))).toEqual([
      ['a unhealthy', 'b asked'],
      ['b asked', 'a unhealthy'],
    ]));

  it('keep another reason that they are skipped for', () =>
    expect(told(withoutResting([tier(0, one('a', 'disabled'), one('b'))], [0], { a: 10 }))).toEqual([['a disabled', 'b asked']]));

  it('are tried where nobody else is left: the one that failed longest ago', () =>
    expect(told(withoutResting([tier(0, one('a'), one('b'), one('c', 'currency'))], [0], { a: 10, b: 20 }))).toEqual([['a unhealthy', 'b asked', 'c currency']])); // prettier-ignore

  it('are tried in the first tier that was agreed to', () => {
    const plan = [tier(0, one('a', 'below-minimum')), tier(1, one('a')), tier(2, one('b'))];
    expect(told(withoutResting(plan, [0, 1], { a: 10 }))).toEqual([['a below-minimum'], ['a asked'], ['b asked']]);
    expect(told(withoutResting(plan, [0, 1, 2], { a: 10 }))).toEqual([['a below-minimum'], ['a unhealthy'], ['b asked']]);
  });

  it('do not make a plan where there was none', () =>
    expect(told(withoutResting([tier(0, one('a', 'currency')), tier(1, one('b'))], [0], { b: 10 }))).toEqual([['a currency'], ['b unhealthy']])); // prettier-ignore

  it('are nobody where nothing is known', () => {
    const plan = [tier(0, one('a'), one('b'))];
    expect(withoutResting(plan, [0])).toEqual(plan);
  });
});
