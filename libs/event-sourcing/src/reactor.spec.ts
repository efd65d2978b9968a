import type { StreamType } from './decider';
import type { RecordedEvent } from './event';
import { InMemoryEventStore } from './in-memory';
import type { Process } from './process';
import { reactionsTo, StreamFollower, stepsOf } from './reactor';

const counter: StreamType<number> = { category: 'counter', initial: 0, evolve: (count) => count + 1 };

const event = (revision: number, stream = 'counter-a'): RecordedEvent => ({
  id: `${stream}@${revision}`, type: 'Counted', data: {}, stream, revision, position: BigInt(revision),
  metadata: {
    v: 1, accountId: 'acc_dev_a', at: 100 + revision, actor: { kind: 'system', id: null }, commandId: 'c', requestHash: '', requestId: null,
    $correlationId: 'k', $causationId: 'k', net: null, reason: null, prevHash: null, hash: '',
  },
}); // prettier-ignore

describe('following streams', () => {
  const store = new InMemoryEventStore();
  beforeAll(() => store.append('counter-a', -1, [event(0), event(1), event(2)]));

  it('gives the states around each event', async () => {
    const follower = new StreamFollower(store, [counter]);
    const steps = [await follower.step(event(0)), await follower.step(event(1))];
    expect(steps.map((step) => [step?.before.state, step?.after.state])).toEqual([
      [0, 1],
      [1, 2],
    ]);
    expect(steps[0]?.before.revision).toBe(-1);
    expect(steps[1]?.after).toEqual({
      key: 'a', category: 'counter', accountId: 'acc_dev_a', revision: 1, createdAt: 100, updatedAt: 101, state: 2,
    }); // prettier-ignore
  });

  it('reads what came before when it begins in the middle or an event is repeated', async () => {
    const follower = new StreamFollower(store, [counter]);
    for (const revision of [2, 1, 1]) {
      expect(await follower.step(event(revision))).toMatchObject({ before: { state: revision }, after: { state: revision + 1 } });
    }
  });

  it('passes over what nobody follows', async () => {
    expect(await new StreamFollower(store, [counter]).step(event(0, 'other-a'))).toBeNull();
  });

  it('gives the same for a whole stream at once', () => {
    expect(stepsOf(counter, [event(0), event(1)]).map(({ before, after }) => [before.state, after.state])).toEqual([
      [0, 1],
      [1, 2],
    ]);
  });
});

describe('reactions', () => {
  const twice: Process<number> = {
    name: 'twice',
    category: 'counter',
    on: ['Counted'],
    react: () => [
      { type: 'A', data: {} },
      { type: 'B', data: {} },
    ],
  };
  const after = { key: 'a', category: 'counter', accountId: 'acc_dev_a', revision: 0, createdAt: 0, updatedAt: 0, state: 1 };

  it('have ids that follow from the event, each its own', () => {
    const ids = () => reactionsTo(twice, event(0), after).map(({ context }) => context.commandId);
    expect(ids()).toEqual(ids());
    expect(new Set([...ids(), ...reactionsTo(twice, event(1), after).map(({ context }) => context.commandId)]).size).toBe(4);
  });

  it('are caused by the event', () => {
    const [first] = reactionsTo(twice, event(0), after);
    expect(first).toMatchObject({
      effect: { type: 'A' },
      context: { causationId: 'counter-a@0', correlationId: 'k', accountId: 'acc_dev_a' },
    });
  });

  it('do not come of other events', () => expect(reactionsTo({ ...twice, on: ['Other'] }, event(0), after)).toEqual([]));
});
