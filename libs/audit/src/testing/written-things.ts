// A store with a few resources in it, written as every process writes them, and hands to alter what is stored: for the lib's own specs.
import {
  type AppendResult, type Clock, contributesNothing, EventStore, Executor, type Page, type PlainState, plainResource, type Position, Projector,
  type ProposedEvent, type RecordedEvent, SilentLog, StateCache, StreamReader, uuidV5, type View, ViewCatalog,
} from '@tillstream/event-sourcing'; // prettier-ignore
import { FakeClock, InMemoryEventStore, InMemoryViewStore } from '@tillstream/event-sourcing/in-memory';

export const ACCOUNT = 'acc_dev_00000000000000000001';
export const thing = plainResource<{ readonly name: string; readonly size: number | null }, 'Thing'>('thing', 'Thing');
const view: View<PlainState<{ readonly name: string; readonly size: number | null }>> = {
  type: thing,
  contributions: () => contributesNothing,
  // A piece with an id of its own, as a session has charges.
  parts: ({ key, createdAt, state }) =>
    state.status === 'absent' ? [] : [{ category: 'label', key: `l${key}`, createdAt, indexes: {}, facts: { name: state.fields.name } }],
};
export const things = new ViewCatalog([view]);

export type Alteration = (event: RecordedEvent) => readonly RecordedEvent[];

/** What somebody who got at the disk would make of the store. */
class AlteredStore extends EventStore {
  constructor(
    private readonly real: EventStore,
    private readonly alteration: () => Alteration,
  ) {
    super();
  }

  async read(stream: string, from = 0): Promise<readonly RecordedEvent[]> {
    return (await this.real.read(stream, from)).flatMap(this.alteration());
  }

  async *readAll(prefixes: readonly string[], after: Position | null = null): AsyncGenerator<RecordedEvent> {
    for await (const event of this.real.readAll(prefixes, after)) yield* this.alteration()(event);
  }

  readLast = (stream: string): Promise<RecordedEvent | null> => this.real.readLast(stream);
  append = (stream: string, expected: number, events: readonly ProposedEvent[]): Promise<AppendResult> =>
    this.real.append(stream, expected, events);
  subscribe = (prefixes: readonly string[], after: Position | null, signal: AbortSignal): AsyncIterable<Page> =>
    this.real.subscribe(prefixes, after, signal);
  limit = (stream: string, limits: { readonly maxCount?: number }): Promise<void> => this.real.limit(stream, limits);
  tombstone = (stream: string): Promise<void> => this.real.tombstone(stream);
  head = (): Promise<Position | null> => this.real.head();
}

export class WrittenThings {
  readonly clock: Clock = new FakeClock();
  readonly real = new InMemoryEventStore();
  readonly viewStore = new InMemoryViewStore(this.clock);
  alteration: Alteration = (event) => [event];
  readonly store: EventStore = new AlteredStore(this.real, () => this.alteration);
  private readonly projector = new Projector(things, this.real, this.viewStore);
  private commands = 0;
  private readonly executor = new Executor({
    store: this.real,
    reader: new StreamReader(this.real, new StateCache(100)),
    clock: this.clock,
    log: new SilentLog(),
  });

  async create(key: string, name: string): Promise<void> {
    await this.run(key, { type: 'Create', fields: { name, size: null } });
  }

  async rename(key: string, name: string): Promise<void> {
    await this.run(key, { type: 'Update', changes: { name } });
  }

  /** As a projector would, up to the present head. */
  async project(): Promise<void> {
    await this.projector.project(this.real.events);
    const checkpoint = { generation: 'g', position: await this.real.head(), complete: true };
    await this.viewStore.moveCheckpoint(await this.viewStore.checkpoint(), checkpoint);
  }

  private async run(key: string, command: Parameters<typeof thing.decide>[0]): Promise<void> {
    const commandId = uuidV5(`command ${this.commands++}`);
    const context = {
      commandId, requestHash: commandId, requestId: 'req-1', accountId: ACCOUNT, actor: { kind: 'api_token', id: 'tok_1' }, correlationId: commandId,
      causationId: commandId, net: '192.0.2.0/24', reason: 'because',
    } as const; // prettier-ignore
    const outcome = await this.executor.run(thing, { key, context }, command);
    if (outcome.kind === 'rejected') throw new Error(`rejected: ${JSON.stringify(outcome.reasons)}`);
  }
}
