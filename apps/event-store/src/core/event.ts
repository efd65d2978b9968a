// What an append proposes and what the store keeps of it. Content is opaque: bytes go out as they came in.

/** Stands for int64.max, the number of a tombstone, wherever revisions are plain numbers. */
export const TOMBSTONE = Number.MAX_SAFE_INTEGER;
export const NO_BYTES: Uint8Array = new Uint8Array(0);

export interface ProposedEvent {
  /** Lower-case UUID. */
  readonly id: string;
  readonly type: string;
  readonly json: boolean;
  readonly metadata: Uint8Array;
  readonly data: Uint8Array;
}

export interface StoredEvent extends ProposedEvent {
  /** Place in the total order: increasing, not consecutive, never 0. */
  readonly position: number;
  readonly stream: string;
  readonly revision: number;
  readonly createdMs: number;
}

export const metastreamOf = (stream: string): string => `$$${stream}`;
/** The stream that `stream` holds the metadata of, if it is a metadata stream at all. */
export const originalOf = (stream: string): string | undefined => (stream.startsWith('$$') ? stream.slice(2) : undefined);

/** Where a link event points: its data is `revision@stream`, and stream names may hold further `@`. */
export function linkTarget(event: ProposedEvent): { readonly stream: string; readonly revision: number } | undefined {
  if (event.type !== '$>') return undefined;
  const [, revision, stream] = /^(\d{1,15})@(.+)$/s.exec(Buffer.from(event.data).toString()) ?? [];
  return revision && stream ? { revision: Number(revision), stream } : undefined;
}
