// Documents for the suites about view stores.
import type { Contributions, ViewDocument, ViewStore } from '@tillstream/event-sourcing';

export interface ViewStoreBench {
  readonly store: ViewStore;
  /** Another process' way to the same views. */
  readonly other: ViewStore;
  /** Not made for load: what needs thousands of documents is left out. */
  readonly isSlow?: boolean;
  /** Forgets everything. */
  wipe(): Promise<void>;
  close(): Promise<void>;
}

export type DocumentParts = Partial<Omit<ViewDocument, 'contributions'>> & Partial<Contributions>;

export function aDocument({ indexes = {}, counters = {}, due = null, ...parts }: DocumentParts = {}): ViewDocument {
  return {
    key: 'a',
    category: 'checkoutSession',
    accountId: 'acc_dev_one',
    revision: 0,
    createdAt: 1_900_000_000_000,
    updatedAt: 1_900_000_000_001,
    state: { status: 'open' },
    ...parts,
    contributions: { indexes, counters, due },
  };
}

/** What reading the document has to give. */
export function resourceOf({ contributions: _, ...resource }: ViewDocument): Omit<ViewDocument, 'contributions'> {
  return resource;
}

export const allSessions = {
  accountId: 'acc_dev_one',
  category: 'checkoutSession',
  index: 'all',
  order: 'ascending',
  offset: 0,
  limit: 100,
} as const;

export async function keysOf(store: ViewStore, query: Partial<Parameters<ViewStore['list']>[0]> = {}): Promise<readonly string[]> {
  const { items } = await store.list({ ...allSessions, ...query });
  return items.map(({ key }) => key);
}
