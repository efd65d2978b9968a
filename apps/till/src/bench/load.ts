// The same work by so many at once, for a while.

export interface Load {
  readonly operations: number;
  readonly seconds: number;
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

/** Throws what `work` throws: a benchmark of failures says nothing. */
export async function load(
  { workers, forMs }: { readonly workers: number; readonly forMs: number },
  work: () => Promise<void>,
): Promise<Load> {
  const begunAt = performance.now();
  const durations: number[] = [];
  const one = async () => {
    while (performance.now() - begunAt < forMs) durations.push(await timed(work));
  };
  await Promise.all(Array.from({ length: workers }, one));
  return summed(durations, performance.now() - begunAt);
}

/** One item after another, by one worker. */
export async function each<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<Load> {
  const begunAt = performance.now();
  const durations: number[] = [];
  for (const item of items) durations.push(await timed(() => work(item)));
  return summed(durations, performance.now() - begunAt);
}

async function timed(work: () => Promise<void>): Promise<number> {
  const at = performance.now();
  await work();
  return performance.now() - at;
}

function summed(durations: number[], forMs: number): Load {
  const seconds = forMs / 1_000;
  durations.sort((a, b) => a - b);
  const at = (share: number) => Number((durations[Math.min(durations.length - 1, Math.floor(durations.length * share))] ?? 0).toFixed(2));
  return { operations: durations.length, seconds, perSecond: durations.length / seconds, p50: at(0.5), p99: at(0.99) };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[middle] ?? NaN) : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
}
