// How a process tells its parent that it is ready, and how it ends: in order, within a bound, at the second signal at once.
const END_WITHIN_MS = 10_000;

/** The one JSON line on stdout that whoever started this process waits for. */
export function listening(fields: Readonly<Record<string, unknown>>): void {
  process.stdout.write(`${JSON.stringify({ event: 'listening', ...fields })}\n`);
}

export interface EndingLog {
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Runs `end` once at SIGTERM, SIGINT, SIGHUP, or when the parent that holds our standard input is gone; then exits 0. */
export function endGracefully(end: () => Promise<void>, log: EndingLog): void {
  let isEnding = false;
  const begin = (why: string) => {
    if (isEnding) process.exit(1);
    isEnding = true;
    const bound = setTimeout(() => {
      log.error({ why }, 'could not end in order in time');
      process.exit(1);
    }, END_WITHIN_MS);
    end().then(
      () => {
        clearTimeout(bound);
        process.exit(0);
      },
      (error: unknown) => {
        log.error({ why, error: String(error) }, 'ending failed');
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => begin(signal));
  // A supervisor that was killed without a word closes its end of our channel.
  if (process.channel) process.on('disconnect', () => begin('the parent is gone'));
}

/** For a process that cannot start: says why, in one place, and exits 1. */
export function failToStart(error: unknown): never {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
