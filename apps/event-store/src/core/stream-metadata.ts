// A stream's metadata as its `$$` stream tells it, and the window of events that it leaves readable.

export interface StreamMetadata {
  readonly maxCount?: number;
  readonly maxAgeMs?: number;
  /** First revision that may still be read. */
  readonly truncateBefore?: number;
}

/** int64.max, which `JSON.parse` rounds to 2^63: no revision is ever that high, so nothing of the stream is readable. */
const SOFT_DELETED = 2 ** 63;
export const SOFT_DELETE_JSON = '{"$tb":9223372036854775807}';
export const isSoftDeleted = (metadata: StreamMetadata): boolean => metadata.truncateBefore === SOFT_DELETED;

const numberFrom = (least: number, value: unknown): number | undefined => (typeof value === 'number' && value >= least ? value : undefined);

/** An empty object for anything but a JSON object. */
function parseObject(data: Uint8Array): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(data).toString());
    return typeof parsed === 'object' && !Array.isArray(parsed) ? { ...parsed } : {};
  } catch {
    return {};
  }
}

/** Malformed JSON and values out of range count as absent. */
export function parseMetadata(data: Uint8Array): StreamMetadata {
  const { $maxCount, $maxAge, $tb } = parseObject(data);
  const maxAgeSeconds = numberFrom(1, $maxAge);
  const maxAgeMs = maxAgeSeconds === undefined ? undefined : maxAgeSeconds * 1000;
  return { maxCount: numberFrom(1, $maxCount), maxAgeMs, truncateBefore: numberFrom(0, $tb) };
}

/** The metadata of a soft-deleted stream that lives again: all as it was, readable from its first new event on. */
export const undeletedJson = (data: Uint8Array, firstRevision: number): string =>
  JSON.stringify({ ...parseObject(data), $tb: firstRevision });

export interface Window {
  readonly firstRevision: number;
  readonly createdFromMs: number;
}

/** The window of a stream without limits. */
export const WHOLE: Window = { firstRevision: 0, createdFromMs: 0 };

export const windowOf = ({ maxCount, maxAgeMs, truncateBefore = 0 }: StreamMetadata, last: number, nowMs: number): Window => ({
  firstRevision: Math.max(truncateBefore, maxCount === undefined ? 0 : last - maxCount + 1),
  createdFromMs: maxAgeMs === undefined ? 0 : nowMs - maxAgeMs,
});
