import fc from 'fast-check';
import { v5 } from 'uuid';
import { derivedCommandId, Ids, ID_PREFIXES, requestCommandId, uuidV5 } from './ids';
import { Keyring } from './keyring';
import { causedBy, causedByTimer } from './context';
import type { RecordedEvent } from './event';
import { propose } from './proposal';
import { nothingYet } from './resource';
import { contextFor, drawer } from './testing/drawer';

const keyring = new Keyring(Buffer.alloc(32, 7));
const ids = new Ids('dev', keyring);
const UUID_V5 = /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('ids', () => {
  it('come back from their text, for every kind', () => {
    for (const prefix of ID_PREFIXES) {
      const key = ids.randomKey();
      expect(key).toMatch(/^[0-9A-Za-z]{20}$/);
      expect(ids.parse(prefix, ids.format(prefix, key))).toBe(key);
    }
  });

  it('are not those of another kind or environment', () => {
    const id = ids.format('price', ids.randomKey());
    expect(ids.parse('prod', id)).toBeNull();
    expect(new Ids('prod', keyring).parse('price', id)).toBeNull();
  });

  it.each([
    '',
    'cs_dev_',
    'cs_dev_short',
    `cs_dev_${'a'.repeat(21)}`,
    `cs_dev_${'a'.repeat(19)}-`,
    `cs_dev_${'a'.repeat(20)}\n`,
    `x${'a'.repeat(26)}`,
  ])('are null for %j', (text) => expect(ids.parse('cs', text)).toBeNull());

  it('never throw on any text', () => {
    fc.assert(fc.property(fc.string(), (text) => ids.parse('cs', text) === null));
  });

  it('are all different when drawn', () => {
    expect(new Set(Array.from({ length: 1_000 }, () => ids.randomKey())).size).toBe(1_000);
  });

  it('are the same from the same cause, and cannot be computed without the key', () => {
    expect(ids.derivedKey('attempt', 'A', 1)).toBe(ids.derivedKey('attempt', 'A', 1));
    expect(ids.derivedKey('attempt', 'A', 1)).toMatch(/^[0-9A-Za-z]{20}$/);
    expect(new Ids('dev', new Keyring(Buffer.alloc(32, 8))).derivedKey('attempt', 'A', 1)).not.toBe(ids.derivedKey('attempt', 'A', 1));
  });

  it('differ when their parts do, however these are cut', () => {
    const parts = fc.array(fc.oneof(fc.string(), fc.integer()), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(parts, parts, (left, right) => {
        fc.pre(JSON.stringify(left) !== JSON.stringify(right));
        return ids.derivedKey(...left) !== ids.derivedKey(...right);
      }),
    );
    expect(ids.derivedKey('ab', 'c')).not.toBe(ids.derivedKey('a', 'bc'));
    expect(ids.derivedKey('1')).not.toBe(ids.derivedKey(1));
  });

  it('are frozen: these are stored', () => {
    expect(uuidV5('tillstream')).toBe('3a383e7a-bdf5-598a-8950-1368b23b7762');
    expect(ids.derivedKey('frozen')).toBe('FBEU6LR7higs0M0bEkSk');
  });
});

describe('command ids', () => {
  const request = { accountId: 'acc', route: 'POST /x', resource: 'r', key: 'k' };

  it('are version 5 UUIDs', () => {
    fc.assert(fc.property(fc.string(), (name) => uuidV5(name) === v5(name, '8f4e0b6c-5d1a-4c7e-9b2f-3a6d7c8e9f10')));
    expect(uuidV5('x')).toMatch(UUID_V5);
    expect(derivedCommandId('event', 'process')).toMatch(UUID_V5);
    expect(requestCommandId(request)).toMatch(UUID_V5);
  });

  it.each(['accountId', 'route', 'resource', 'key'] as const)('depend on the %s of a request', (part) => {
    expect(requestCommandId({ ...request, [part]: 'another' })).not.toBe(requestCommandId(request));
  });

  it('of a reaction follow from the event and the process', () => {
    const [proposed] = propose({
      type: drawer,
      folded: nothingYet(drawer, 'A'),
      events: [{ type: 'DrawerClosed', data: {} }],
      context: contextFor('close', { requestId: 'req' }),
      now: 1,
    });
    const event = { ...proposed, stream: 'drawer-A', revision: 0, position: 1n } as RecordedEvent;
    const context = causedBy(event, 'sweep');
    expect(context).toEqual(causedBy(event, 'sweep'));
    expect(context.commandId).not.toBe(causedBy(event, 'other').commandId);
    expect(context).toMatchObject({
      causationId: event.id,
      correlationId: event.metadata.$correlationId,
      accountId: event.metadata.accountId,
      requestId: 'req',
      actor: { kind: 'system', id: 'sweep' },
    });
  });

  it('of a timer follow from the stream, the revision and the timer', () => {
    const timer = { accountId: 'acc', stream: 'drawer-A', revision: 3, name: 'close' };
    expect(causedByTimer(timer)).toEqual(causedByTimer(timer));
    for (const other of [{ stream: 'drawer-B' }, { revision: 4 }, { name: 'open' }]) {
      expect(causedByTimer({ ...timer, ...other }).commandId).not.toBe(causedByTimer(timer).commandId);
    }
  });
});

it('a keyring derives one key per purpose, and wants 32 bytes', () => {
  expect(keyring.derive('a').symmetricKeySize).toBe(32);
  expect(keyring.derive('a').equals(keyring.derive('a'))).toBe(true);
  expect(keyring.derive('a').equals(keyring.derive('b'))).toBe(false);
  expect(() => new Keyring(Buffer.alloc(31))).toThrow('32 bytes');
});
