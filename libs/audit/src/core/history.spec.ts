import { isoTime, type PlainState, type Resource } from '@tillstream/event-sourcing';
import { thing, WrittenThings } from '../testing/written-things';
import { historyOf } from './history';

const KEY = 'A'.repeat(20);

function render({ state, revision, updatedAt }: Resource, now: number) {
  const present = state as PlainState<{ name: string; size: number | null }>;
  return present.status === 'absent' ? null : { ...present.fields, revision, updated_at: updatedAt, url: 'https://secret', shown_at: now };
}

async function history() {
  const written = new WrittenThings();
  await written.create(KEY, 'first');
  await written.rename(KEY, 'second');
  const events = await written.store.read(`thing-${KEY}`);
  return { events, entries: historyOf({ type: thing, events, render }) };
}

describe('the history of a resource', () => {
  it('tells of each event who did it, why, and by which command', async () => {
    const { events, entries } = await history();
    const [event] = events;
    expect(entries).toHaveLength(2);
    expect(entries[0]).toMatchObject({
      revision: 0,
      event_id: event?.id,
      type: 'ThingCreated',
      at: isoTime(event?.metadata.at ?? 0),
      actor: { kind: 'api_token', id: 'tok_1' },
      command_id: event?.metadata.commandId,
      request_id: 'req-1',
      correlation_id: event?.metadata.$correlationId,
      causation_id: event?.metadata.$causationId,
      net: '192.0.2.0/24',
      reason: 'because',
    });
  });

  it('tells what each event changed, and nothing else', async () => {
    const { events, entries } = await history();
    expect(entries[0]?.changes).toEqual({ name: { from: null, to: 'first' }, shown_at: { from: null, to: events[0]?.metadata.at } });
    expect(entries[1]?.changes).toEqual({ name: { from: 'first', to: 'second' } });
  });
});
