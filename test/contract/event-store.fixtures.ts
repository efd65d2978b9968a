// Events for the suites about event stores.
import type { EventStore, Page, Position, ProposedEvent, RecordedEvent, Upcasting } from '@tillstream/event-sourcing';
import { Fault, type FaultKind, uuidV5 } from '@tillstream/event-sourcing';

export interface EventStoreBench {
  readonly store: EventStore;
  close(): Promise<void>;
}

export type OpenEventStore = (upcasting: Upcasting) => Promise<EventStoreBench>;

/** Event `number` of a stream: the same for the same names. */
export function anEvent(stream: string, number: number, changes: Partial<ProposedEvent> = {}): ProposedEvent {
  const id = uuidV5(`${stream}/${number}`);
  return {
    id,
    type: 'CoinAdded',
    data: { amountAtom: number },
    metadata: {
      v: 1,
      accountId: 'acc_dev_00000000000000000001',
      at: 1_900_000_000_000 + number,
      actor: { kind: 'system', id: 'spec' },
      commandId: id,
      requestHash: 'hash',
      requestId: null,
      $correlationId: id,
      $causationId: id,
      net: null,
      reason: null,
      prevHash: null,
      hash: 'f'.repeat(64),
    },
    ...changes,
  };
}

/** `count` events from `first` on. */
export const someEvents = (stream: string, count: number, first = 0): readonly ProposedEvent[] =>
  Array.from({ length: count }, (_, index) => anEvent(stream, first + index));

/** Appends what must succeed. */
export async function put(
  store: EventStore,
  stream: string,
  what: number | { readonly count: number; readonly from: number },
): Promise<{ revision: number; position: Position }> {
  const { count, from } = typeof what === 'number' ? { count: what, from: 0 } : what;
  const result = await store.append(stream, from - 1, someEvents(stream, count, from));
  if (result.kind !== 'appended') throw new Error(`${stream} is at ${result.actual}, not at ${from - 1}`);
  return result;
}

export const placesOf = (events: readonly RecordedEvent[]): readonly string[] =>
  events.map(({ stream, revision }) => `${stream}@${revision}`);

export async function all<T>(things: AsyncIterable<T>): Promise<readonly T[]> {
  const found: T[] = [];
  for await (const thing of things) found.push(thing);
  return found;
}

/** Pages up to and including the first one for which `isLast` is true. */
export async function pagesUntil(
  pages: AsyncIterable<Page>,
  isLast: (page: Page, soFar: readonly Page[]) => boolean,
): Promise<readonly Page[]> {
  const found: Page[] = [];
  for await (const page of pages) {
    found.push(page);
    if (isLast(page, found)) break;
  }
  return found;
}

/** The kind of fault that some work ends with; null when it ends well. */
export const faultKindOf = (work: Promise<unknown>): Promise<FaultKind | null> =>
  work.then(
    () => null,
    (error: unknown) => (error instanceof Fault ? error.kind : Promise.reject(error as Error)),
  );
