import fc from 'fast-check';
import { uuidV5 } from './ids';
import { propose } from './proposal';
import { foldOn, nothingYet } from './resource';
import { contextFor, drawer, type DrawerEvent } from './testing/drawer';

const coin: DrawerEvent = { type: 'CoinAdded', data: { amountAtom: 1 } };
const context = contextFor('add');
const empty = nothingYet(drawer, 'A');

describe('proposal', () => {
  it('makes the same bytes from the same input, and others from another', () => {
    const proposal = { type: drawer, folded: empty, events: [coin, coin], context, now: 1_000 };
    expect(propose(proposal)).toEqual(propose(proposal));
    const ids = [proposal, { ...proposal, now: 1_001 }, { ...proposal, context: contextFor('other') }].flatMap((each) =>
      propose(each).map(({ id }) => id),
    );
    expect(new Set(ids).size).toBe(6); // two equal events of one append differ, too
  });

  it('takes the event id from the hash', () => {
    const [event] = propose({ type: drawer, folded: empty, events: [coin], context, now: 1_000 });
    expect(event?.id).toBe(uuidV5(event?.metadata.hash ?? ''));
  });

  it('is frozen: this is stored', () => {
    const [event] = propose({
      type: drawer,
      folded: empty,
      events: [{ type: 'DrawerClosed', data: {} }],
      context: contextFor('close'),
      now: 1,
    });
    expect(event?.id).toBe('28d0ce18-1d61-5720-9691-16c7f5755250');
    expect(event?.metadata.hash).toBe('c46f4ac3f0012fc6ee7f7d021e636ac552104d7f25556729a9ea4f2cf6403287');
  });

  it('carries the whole context and the schema version', () => {
    const named = contextFor('add', { requestId: 'req', net: '192.0.2.0/24', reason: 'because' });
    const type = { ...drawer, versions: { CoinAdded: 3 } };
    const [added, opened] = propose({
      type,
      folded: empty,
      events: [coin, { type: 'DrawerOpened', data: { currency: 'EUR' } }],
      context: named,
      now: 5,
    });
    expect(added?.metadata).toMatchObject({
      v: 3,
      at: 5,
      accountId: named.accountId,
      actor: named.actor,
      commandId: named.commandId,
      requestHash: named.requestHash,
      requestId: 'req',
      $correlationId: named.correlationId,
      $causationId: named.causationId,
      net: '192.0.2.0/24',
      reason: 'because',
    });
    expect(opened?.metadata.v).toBe(1);
  });

  it('never lets time run backwards, whatever the clock does', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 20 }), (instants) => {
        let folded = empty;
        let highest = 0;
        for (const now of instants) {
          const before = folded.revision;
          const proposed = propose({ type: drawer, folded, events: [coin, coin], context, now });
          highest = Math.max(highest, now);
          expect(proposed.map(({ metadata }) => metadata.at)).toEqual([highest, highest]);
          folded = foldOn(
            drawer,
            folded,
            proposed.map((event, index) => ({ ...event, stream: 'drawer-A', revision: before + 1 + index, position: 0n })),
          );
        }
      }),
    );
  });

  it('refuses what JSON cannot carry', () => {
    const broken: DrawerEvent = { type: 'DrawerOpened', data: { currency: '\udc00' } };
    expect(() => propose({ type: drawer, folded: empty, events: [broken], context, now: 1 })).toThrow();
  });
});
