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
  const durations: number[] = [];
  const begunAt = performance.now();
  const one = async () => {
    while (performance.now() - begunAt < forMs) {
      const at = performance.now();
      await work();
      durations.push(performance.now() - at);
    }
  };
  await Promise.all(Array.from({ length: workers }, one));
  const seconds = (performance.now() - begunAt) / 1_000;
  durations.sort((a, b) => a - b);
  const at = (share: number) => Number((durations[Math.min(durations.length - 1, Math.floor(durations.length * share))] ?? 0).toFixed(2));
  return { operations: durations.length, seconds, perSecond: durations.length / seconds, p50: at(0.5), p99: at(0.99) };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[middle] ?? NaN) : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
}
