// Why `till up` ends: a signal, which is fine, or because going on is pointless. A second Ctrl-C waits for nothing: the warden ends
// what is left.
import { CommandFailure, ExitCode } from '../exit-codes';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** A terminal may send the same Ctrl-C to us and to npm, which passes it on: that is one. */
const SAME_PRESS_MS = 500;

export class Ending {
  readonly begun: Promise<undefined>;
  private begin: () => void = () => undefined;
  private begunAt: number | undefined;
  private fault: string | undefined;

  constructor() {
    this.begun = new Promise((resolve) => {
      this.begin = () => {
        this.begunAt ??= performance.now();
        resolve(undefined);
      };
    });
    for (const signal of SIGNALS) process.on(signal, () => this.hear(signal));
  }

  /** Ends it because of a fault. */
  give(fault: string): void {
    this.fault ??= fault;
    this.begin();
  }

  /** Throws when it ended because of a fault. */
  assertWanted(): void {
    if (this.fault !== undefined) throw new CommandFailure(ExitCode.failed, this.fault);
  }

  private hear(signal: (typeof SIGNALS)[number]): void {
    const isAgain = this.begunAt !== undefined && performance.now() - this.begunAt > SAME_PRESS_MS;
    if (isAgain && signal !== 'SIGHUP') process.exit(ExitCode.failed);
    this.begin();
  }
}
