import { type DomainEvent, Ids, Keyring, type MessageSource, type RecordedEvent } from '@tillstream/event-sourcing';
import { thingMessages } from '../testing/things';
import { messageBody } from './message-body';
import { renderMessage, toldMessages } from './told-messages';

const ids = new Ids('dev', new Keyring(Buffer.alloc(32)));
const KEY = '4Zr8Qm1xYtB6nKc0VdLs';
const PART = 'part0000000000000001';

const history = (...events: DomainEvent[]): readonly RecordedEvent[] =>
  events.map((event, revision) => ({
    ...event,
    id: `id-${revision}`,
    stream: `thing-${KEY}`,
    revision,
    position: BigInt(revision),
    metadata: {
      v: 1, accountId: 'acc_dev_a', at: 1_700_000_000_500 + revision, actor: { kind: 'system', id: null }, commandId: '', requestHash: '',
      requestId: null, $correlationId: '', $causationId: '', net: null, reason: null, prevHash: null, hash: '',
    },
  })); // prettier-ignore

const events = history(
  { type: 'ThingMade', data: { name: 'a' } },
  { type: 'ThingTouched', data: {} },
  { type: 'PartAdded', data: { part: PART } },
  { type: 'ThingRenamed', data: { name: 'b' } },
);
const told = toldMessages(thingMessages, events);
const render = (index: number) => {
  const message = told[index];
  if (!message) throw new Error('no such message');
  return messageBody(message, renderMessage(message, { ids, open: () => null }), ids);
};

/** A thing whose name is somebody's, and is sealed. */
const secretive: MessageSource<{ readonly status: string }> = {
  type: { category: 'thing', initial: { status: 'absent' }, evolve: (_, { type }) => ({ status: type === 'ThingDeleted' ? 'deleted' : 'present' }) },
  letter: 's',
  resources: {
    s: { aggregateType: 'thing', prefix: 'cs', render: ({ state }, { open }) => ({ ...state, name: open({ k: '', c: '', h: '' }, { stream: '', field: '' }) }) },
  },
  types: [],
  messagesOf: ({ type }) => [{ type, letter: 's' }],
}; // prettier-ignore

describe('the messages of a stream', () => {
  it('are counted without a gap, for each of its resources', () => {
    expect(told.map(({ type, sequence, ref }) => [type, sequence, ref.revision])).toEqual([
      ['thing.made', 1, 0],
      ['part.added', 1, 2],
      ['thing.renamed', 2, 3],
    ]);
  });

  it('are the same however much of the stream is read', () => {
    expect(toldMessages(thingMessages, events.slice(0, 3))).toEqual(told.slice(0, 2));
  });

  it('carry the whole resource as it was, and what was different before', () => {
    expect(render(2)).toEqual({
      id: `evt_dev_s${KEY}_3_s`,
      object: 'event',
      type: 'thing.renamed',
      created: 1_700_000_000,
      livemode: false,
      account_id: 'acc_dev_a',
      sequence: 2,
      revision: 3,
      data: {
        object: { id: `cs_dev_${KEY}`, name: 'b', parts: 1, rendered_at: 1_700_000_000_503 },
        previous_attributes: { name: 'a', rendered_at: 1_700_000_000_502 },
      },
    });
  });

  it('have nothing before where the resource had no past', () => {
    expect(render(0).data.previous_attributes).toBeNull();
    expect(render(1).data).toEqual({ object: { id: `re_dev_${PART}` }, previous_attributes: null });
  });

  it('open nothing any more when they tell of a deletion, though the key may still be there', () => {
    const erased = toldMessages(secretive, history({ type: 'ThingMade', data: {} }, { type: 'ThingDeleted', data: {} }));
    const rendered = erased.map((message) => renderMessage(message, { ids, open: () => 'Ada' }));
    expect(rendered).toEqual([
      { object: { status: 'present', name: 'Ada' }, previousAttributes: null },
      { object: { status: 'deleted', name: null }, previousAttributes: { status: 'present' } },
    ]);
  });
});
