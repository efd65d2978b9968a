// How a process tells its parent that it is ready, and how it ends: in order, within a bound, at the second signal at once.
const END_WITHIN_MS = 10_000;
/** The terminal and a supervisor both pass one Ctrl-C on: only a later signal means that somebody is out of patience. */
const SAME_WISH_MS = 1_000;

/** The one JSON line on stdout that whoever started this process waits for. */
export function listening(fields: Readonly<Record<string, unknown>>): void {
  process.stdout.write(`${JSON.stringify({ event: 'listening', ...fields })}\n`);
}

export interface EndingLog {
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** The process itself, or in specs one that does not end. */
export interface Ending {
  on(event: string, listener: () => void): unknown;
  exit(code: number): void;
  readonly channel?: object | undefined | null;
}

/** Runs `end` once at SIGTERM, SIGINT, SIGHUP, or when the parent that holds our channel is gone; then exits 0, or 1 when it failed. */
export function endGracefully(end: () => Promise<void>, log: EndingLog, self: Ending = process): void {
  let begunAt: number | null = null;
  const begin = (why: string) => {
    begunAt = performance.now();
    const bound = setTimeout(() => {
      log.error({ why }, 'could not end in order in time');
      self.exit(1);
    }, END_WITHIN_MS);
    end().then(
      () => {
        clearTimeout(bound);
        self.exit(0);
      },
      (error: unknown) => {
        clearTimeout(bound);
        log.error({ why, error: String(error) }, 'ending failed');
        self.exit(1);
      },
    );
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    self.on(signal, () => {
      if (begunAt === null) begin(signal);
      else if (performance.now() - begunAt > SAME_WISH_MS) self.exit(1);
    });
  }
  // A supervisor that was killed without a word closes its end of our channel; one that ends in order does so after its signal.
  if (self.channel) self.on('disconnect', () => (begunAt === null ? begin('the parent is gone') : undefined));
}

/** For a process that cannot start: says why, in one place, and exits 1. */
export function failToStart(error: unknown): never {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
