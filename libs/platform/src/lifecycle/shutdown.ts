// The end of a process: what was begun last is ended first, one after another, within a bound. What is cut off by it is repeated
// after the next start: nothing rests on a clean end.

export interface ShutdownOptions {
  readonly log: {
    info(fields: object, message: string): void;
    error(fields: object, message: string): void;
  };
  /** For all hooks together, in milliseconds: 10,000. */
  readonly withinMs?: number;
  /** For specs. */
  readonly process?: {
    on(signal: 'SIGTERM' | 'SIGINT', listener: (signal: 'SIGTERM' | 'SIGINT') => void): unknown;
    exit(code: number): void;
  };
}

interface Hook {
  readonly name: string;
  readonly end: () => Promise<unknown>;
}

const WITHIN_MS = 10_000;
const SIGNALLED = { SIGINT: 130, SIGTERM: 143 } as const;

export class Shutdown {
  private readonly hooks: Hook[] = [];
  private readonly begun = new AbortController();

  constructor(private readonly options: ShutdownOptions) {}

  /** Aborted as soon as the end begins: for loops that run on their own. */
  get signal(): AbortSignal {
    return this.begun.signal;
  }

  /** What is added last is ended first. */
  add(name: string, end: () => Promise<unknown>): this {
    this.hooks.push({ name, end });
    return this;
  }

  /** From now on SIGTERM and SIGINT end the process; the second one at once. */
  install(): this {
    const target = this.options.process ?? process;
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      target.on(signal, () => {
        if (this.begun.signal.aborted) target.exit(SIGNALLED[signal]);
        else void this.run(signal);
      });
    }
    return this;
  }

  /** Ends everything and the process: with 0, or 1 when a hook failed or the time was over. */
  async run(reason: string): Promise<void> {
    const { log, withinMs = WITHIN_MS, process: target = process } = this.options;
    this.begun.abort();
    log.info({ reason }, 'ending');
    let current = '';
    const bound = setTimeout(() => {
      log.error({ hook: current, withinMs }, 'ending took too long');
      target.exit(1);
    }, withinMs);
    let code = 0;
    for (const { name, end } of this.hooks.toReversed()) {
      current = name;
      await end().catch((error: unknown) => {
        code = 1;
        log.error({ hook: name, error: String(error) }, 'ending failed');
      });
    }
    clearTimeout(bound);
    target.exit(code);
  }
}
