import fc from 'fast-check';
import type { RecordedEvent } from './event';
import { propose } from './proposal';
import { foldOn, foldStream, nothingYet } from './resource';
import { contextFor, drawer, type DrawerEvent } from './testing/drawer';

const opened: DrawerEvent = { type: 'DrawerOpened', data: { currency: 'EUR' } };
const coin: DrawerEvent = { type: 'CoinAdded', data: { amountAtom: 5 } };

/** One append per command name, at 1000, 2000, … */
function history(...appends: readonly [name: string, ...events: DrawerEvent[]][]): readonly RecordedEvent[] {
  return appends.reduce<readonly RecordedEvent[]>((past, [name, ...events], index) => {
    const folded = foldStream(drawer, 'drawer-A', past);
    const proposed = propose({ type: drawer, folded, events, context: contextFor(name), now: (index + 1) * 1_000 });
    return [...past, ...proposed.map((event, place) => ({ ...event, stream: 'drawer-A', revision: past.length + place, position: 0n }))];
  }, []);
}

const past = history(['open', opened], ['add', coin, coin], ['more', coin]);

describe('a folded stream', () => {
  it('knows what the metadata says: account, times, revision, last hash', () => {
    expect(foldStream(drawer, 'drawer-A', past)).toMatchObject({
      key: 'A',
      category: 'drawer',
      accountId: contextFor('open').accountId,
      createdAt: 1_000,
      updatedAt: 3_000,
      revision: 3,
      state: { status: 'open', totalAtom: 15 },
      lastHash: past[3]?.metadata.hash,
    });
  });

  it('keeps the account and birth of its first event', () => {
    const later = past.map((event, index) => (index === 0 ? event : { ...event, metadata: { ...event.metadata, accountId: 'other' } }));
    expect(foldStream(drawer, 'drawer-A', later).accountId).toBe(contextFor('open').accountId);
    expect(foldOn(drawer, foldStream(drawer, 'drawer-A', past.slice(0, 1)), past.slice(1)).createdAt).toBe(1_000);
  });

  it('remembers each command with its last revision', () => {
    const { commands } = foldStream(drawer, 'drawer-A', past);
    expect([...commands]).toEqual(
      [['open', 0] as const, ['add', 2] as const, ['more', 3] as const].map(([name, revision]) => [
        contextFor(name).commandId,
        { requestHash: contextFor(name).requestHash, revision },
      ]),
    );
  });

  it('is nothing without events, with revision -1', () => {
    expect(foldStream(drawer, 'drawer-A', [])).toEqual(nothingYet(drawer, 'A'));
    expect(nothingYet(drawer, 'A').revision).toBe(-1);
  });

  it('is the same folded at once, in steps, or with events delivered again', () => {
    const whole = foldStream(drawer, 'drawer-A', past);
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(4), fc.nat(4))), (slices) => {
        let reached = nothingYet(drawer, 'A');
        for (const [from, length] of [...slices, [0, 4] as const]) {
          const contiguous = from <= reached.revision + 1 ? past.slice(from, from + length) : [];
          reached = foldOn(drawer, reached, contiguous);
        }
        expect(reached).toEqual(whole);
      }),
    );
  });

  it('counts an event that comes twice in one list once', () => {
    const twice = past.flatMap((event) => [event, event]);
    expect(foldStream(drawer, 'drawer-A', twice)).toEqual(foldStream(drawer, 'drawer-A', past));
  });

  it('does not change what it was folded from', () => {
    const before = foldStream(drawer, 'drawer-A', past.slice(0, 3));
    const copy = { ...before, commands: new Map(before.commands) };
    foldOn(drawer, before, past);
    expect(before).toEqual(copy);
  });
});
