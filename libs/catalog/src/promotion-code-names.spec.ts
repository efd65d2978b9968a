// The claim on a code's name, with crashes between it and the code.
import { Executor, Facts, Ids, Keyring, SilentLog, StateCache, StreamReader } from '@tillstream/event-sourcing';
import { InMemoryEventStore } from '@tillstream/event-sourcing/in-memory';
import { contextFor, SkippingClock } from '@tillstream/event-sourcing/testing';
import type { PromotionCodeFields } from './core/promotion-code.fields';
import { promotionCode } from './core/promotion-code.stream';
import { PromotionCodeNames } from './promotion-code-names';

const { accountId } = contextFor('any');
const fields: PromotionCodeFields = {
  couponKey: 'coupon', code: 'Summer', isActive: true, maxRedemptions: null, expiresAt: null, metadata: {},
  restrictions: { firstTimeTransaction: false, minimumAmountAtom: null, minimumAmountCurrency: null },
}; // prettier-ignore

function world() {
  const clock = new SkippingClock();
  const store = new InMemoryEventStore();
  const reader = new StreamReader(store, new StateCache(100));
  const executor = new Executor({ store, reader, clock, log: new SilentLog() });
  const ids = new Ids('dev', new Keyring(Buffer.alloc(32, 1)));
  const names = new PromotionCodeNames(executor, reader, new Facts(reader, clock), ids);
  const make = (key: string) => executor.run(promotionCode, { key, context: contextFor(`make ${key}`) }, { type: 'Create', fields });
  const remove = (key: string) => executor.run(promotionCode, { key, context: contextFor(`remove ${key}`) }, { type: 'Delete' });
  return { names, make, remove };
}

describe('the name of a code', () => {
  it('finds the code, whatever its case', async () => {
    const { names, make } = world();
    await make(await names.claim(contextFor('a'), 'Summer', 'A'));
    expect((await names.find(accountId, ' SUMMER ', 'fresh'))?.key).toBe('A');
    expect(await names.find('acc_dev_00000000000000000002', 'Summer', 'fresh')).toBeNull();
  });
  it('belongs to the first', async () => {
    const { names, make } = world();
    await make(await names.claim(contextFor('a'), 'Summer', 'A'));
    expect(await names.claim(contextFor('b'), 'summer', 'B')).toBe('A');
  });
  it('leads to one and the same code while nobody has made it: a crash keeps it from nobody', async () => {
    const { names, make } = world();
    await names.claim(contextFor('a'), 'Summer', 'A');
    expect(await names.find(accountId, 'Summer', 'fresh')).toBeNull();
    await make(await names.claim(contextFor('b'), 'Summer', 'B'));
    expect((await names.find(accountId, 'Summer', 'fresh'))?.key).toBe('A');
  });
  it('finds no code that came to be named otherwise, and is free for others', async () => {
    const { names, make } = world();
    await names.claim(contextFor('a'), 'Winter', 'A'); // crashed here, and was asked again under the same key with another name
    await make(await names.claim(contextFor('b'), 'Summer', 'A'));
    expect(await names.find(accountId, 'Winter', 'fresh')).toBeNull();
    expect(await names.claim(contextFor('c'), 'Winter', 'C')).toBe('C');
    expect((await names.find(accountId, 'Summer', 'fresh'))?.key).toBe('A');
  });
  it('is free again once the code is deleted, also where a crash kept it from being given back', async () => {
    const { names, make, remove } = world();
    await make(await names.claim(contextFor('a'), 'Summer', 'A'));
    await remove('A');
    expect(await names.find(accountId, 'Summer', 'fresh')).toBeNull();
    expect(await names.claim(contextFor('b'), 'Summer', 'B')).toBe('B');
    await names.release(contextFor('late'), 'Summer', 'A'); // of another holder nothing is taken
    expect(await names.claim(contextFor('c'), 'Summer', 'C')).toBe('B');
  });
});
