// Sessions that take the place of earlier ones, by several processes that die or pause at every call they make.
import {
  type CommandContext,
  Executor,
  Facts,
  Ids,
  Keyring,
  PersonKeys,
  SilentLog,
  StateCache,
  StreamReader,
  uuidV5,
} from '@tillstream/event-sourcing';
import { FakeClock, InMemoryBreakers, InMemoryEventStore } from '@tillstream/event-sourcing/in-memory';
import { ProcessorHealth } from '@tillstream/payments';
import type { CreateSessionPayload } from '../core/wanted-session';
import { checkoutSession } from './checkout-session.decider';
import { NewSessions } from './new-sessions';

const keyring = new Keyring(Buffer.alloc(32, 7));
const ids = new Ids('dev', keyring);
const accountId = 'acc_dev_00000000000000000001';

interface World {
  readonly store: InMemoryEventStore;
  readonly clock: FakeClock;
}
const world = (): World => ({ store: new InMemoryEventStore(), clock: new FakeClock() });

type Class<T> = new (...parts: never[]) => T;

/** As the container composes it: each collaborator by its class, those of the kernel as they are. */
function composed<T extends object>(type: Class<T>, kernel: readonly object[]): T {
  const known = kernel.find((part) => part instanceof type);
  if (known) return known as T;
  const types = (Reflect.getMetadata('design:paramtypes', type) ?? []) as readonly Class<object>[];
  return new type(...(types.map((one) => composed(one, kernel)) as never[]));
}

/** A process of its own: its own memory, the same store and time. */
function processOf({ store, clock }: World) {
  const reader = new StreamReader(store, new StateCache(100));
  const executor = new Executor({ store, reader, clock, log: new SilentLog() });
  const kernel: readonly object[] = [
    reader,
    executor,
    new Facts(reader, clock),
    new PersonKeys(store, clock, keyring),
    ids,
    keyring,
    clock,
    new ProcessorHealth({ breakers: new InMemoryBreakers(clock), clock, log: new SilentLog() }),
  ];
  return { sessions: composed(NewSessions, kernel), reader, executor };
}

const contextFor = (name: string): CommandContext => ({
  commandId: uuidV5(name), requestHash: name, requestId: null, accountId, actor: { kind: 'system', id: 'spec' }, correlationId: uuidV5(name),
  causationId: uuidV5(name), net: null, reason: null,
}); // prettier-ignore

const payload: CreateSessionPayload = {
  mode: 'payment', successUrl: 'https://shop.example/thanks', returnUrl: 'https://shop.example/cart', lifeMinutes: null, tiers: [{ lineItems: [] }],
  threeDsMode: 'prefer_non_3ds', setupProcessorKeys: null, allowPromotionCodes: null, reference: 'order-1', supersede: true,
}; // prettier-ignore

const keyOf = (name: string) => ids.derivedKey('spec', name);
const create = (by: ReturnType<typeof processOf>, name: string, changes: Partial<CreateSessionPayload> = {}) =>
  by.sessions.create(contextFor(name), keyOf(name), { ...payload, ...changes });
const statusesIn = async (here: World, ...names: string[]) => {
  const { reader } = processOf(here);
  const states = await Promise.all(names.map((name) => reader.current(checkoutSession, keyOf(name))));
  return states.map(({ state }) => (state.status === 'expired' ? (state.expired?.reason ?? '') : state.status));
};

/** Dies at the `at`-th call of the store, counted from 1: before it or after it. */
function dyingAt(at: number, when: 'before' | 'after'): { interceptor: InMemoryEventStore['interceptor']; hasDied: () => boolean } {
  let calls = 0;
  const interceptor = {
    [when]: () => {
      if (++calls === at) throw new Error('died');
    },
  };
  return { interceptor, hasDied: () => calls >= at };
}

describe('a session that supersedes', () => {
  it('ends the earlier one with its reference, and no other', async () => {
    const here = world();
    const process = processOf(here);
    await create(process, 'one');
    await create(process, 'other', { reference: 'order-2' });
    await create(process, 'shared', { supersede: false });
    expect(await create(process, 'two')).toMatchObject({ kind: 'accepted', resource: { state: { status: 'open' } } });
    expect(await statusesIn(here, 'one', 'other', 'shared', 'two')).toEqual(['superseded', 'open', 'open', 'open']);
  });

  it('ends nothing when it is refused itself', async () => {
    const here = world();
    const process = processOf(here);
    await create(process, 'one');
    expect(await create(process, 'two', { successUrl: 'nowhere' })).toMatchObject({
      kind: 'rejected',
      reasons: [{ code: 'url-not-absolute' }],
    });
    expect(await statusesIn(here, 'one', 'two')).toEqual(['open', 'absent']);
  });

  it('answers a repeat with what it made, whoever holds the reference now', async () => {
    const here = world();
    const process = processOf(here);
    await create(process, 'one');
    await create(process, 'two');
    expect(await create(process, 'one')).toMatchObject({ kind: 'accepted', replayed: true, resource: { state: { status: 'open' } } });
    expect(await statusesIn(here, 'one', 'two')).toEqual(['superseded', 'open']);
  });

  it.each(['before', 'after'] as const)('is finished by its repeat, wherever its process died (%s a call)', async (when) => {
    for (let at = 1; ; at++) {
      const here = world();
      await create(processOf(here), 'one');
      const death = dyingAt(at, when);
      here.store.interceptor = death.interceptor;
      await create(processOf(here), 'two').catch((error: unknown) => expect(error).toMatchObject({ message: 'died' }));
      here.store.interceptor = {};
      if (!death.hasDied()) break;
      expect(await statusesIn(here, 'one', 'two')).not.toEqual(['open', 'open']);
      expect(await create(processOf(here), 'two')).toMatchObject({ kind: 'accepted' });
      expect(await statusesIn(here, 'one', 'two')).toEqual(['superseded', 'open']);
    }
  });

  it('leaves a claim without its session that counts for a minute', async () => {
    const here = world();
    here.store.interceptor = {
      before: ({ operation, stream }) => {
        if (operation === 'append' && stream?.startsWith('checkoutSession-')) throw new Error('died');
      },
    };
    await expect(create(processOf(here), 'one')).rejects.toThrow('died');
    here.store.interceptor = {};
    await here.clock.advance(59_999);
    expect(await create(processOf(here), 'two')).toMatchObject({ kind: 'rejected', reasons: [{ code: 'reference-claimed' }] });
    await here.clock.advance(1);
    expect(await create(processOf(here), 'two')).toMatchObject({ kind: 'accepted' });
    expect(await statusesIn(here, 'one', 'two')).toEqual(['absent', 'open']);
  });

  it('gives way when it was paused for longer than its claim counts', async () => {
    const here = world();
    let resume = () => {};
    const paused = new Promise<void>((resolve) => (resume = resolve));
    const reached = new Promise<void>((resolve) => {
      here.store.interceptor = {
        before: async ({ operation, stream }) => {
          if (operation !== 'append' || stream !== `checkoutSession-${keyOf('one')}`) return;
          resolve();
          await paused;
        },
      };
    });
    const slow = create(processOf(here), 'one');
    await reached;
    await here.clock.advance(60_000);
    expect(await create(processOf(here), 'two')).toMatchObject({ kind: 'accepted' });
    resume();
    expect(await slow).toMatchObject({ kind: 'rejected', reasons: [{ code: 'reference-claimed' }] });
    expect(await statusesIn(here, 'one', 'two')).toEqual(['superseded', 'open']);
  });

  it('comes out as one open session when many come at once', async () => {
    const here = world();
    const names = Array.from({ length: 8 }, (_, index) => `session-${index}`);
    const outcomes = await Promise.all(names.map((name) => create(processOf(here), name)));
    expect(outcomes.filter(({ kind }) => kind === 'accepted').length).toBeGreaterThan(0);
    expect((await statusesIn(here, ...names)).filter((status) => status === 'open')).toHaveLength(1);
  });
});
