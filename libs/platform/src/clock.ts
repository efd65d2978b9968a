// The one real clock; everything that decides is told the time.

/** Milliseconds since 1970, UTC, and waiting. Has the shape of the kernel's `Clock`. */
export class SystemClock {
  now(): number {
    return Date.now();
  }

  /** Resolves after `ms`, or at once when `signal` is aborted; never rejects. */
  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    const until = performance.now() + ms; // the wall clock may be set while somebody sleeps
    for (let left = ms; left > 0 && !signal?.aborted; left = until - performance.now()) await nap(Math.min(left, LONGEST_TIMER_MS), signal);
  }
}

/** Node's timers turn longer times into 1 ms. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

function nap(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const wake = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', wake);
      resolve();
    };
    const timer = setTimeout(wake, Math.max(1, Math.ceil(ms)));
    signal?.addEventListener('abort', wake);
  });
}
