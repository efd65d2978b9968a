// One line of JSON per entry on stderr: stdout belongs to whoever started the process.
import { destination, type Level, type Logger, pino } from 'pino';
import { masked } from './masking';

export interface PinoLogOptions {
  /** `api`, `worker`, … */
  readonly process: string;
  readonly level: Level;
  /** Texts that no pattern knows, such as an operator's own token: masked like the others. */
  readonly secrets?: readonly string[];
}

/** Has the shape of the kernel's Log. What is secret is masked in the finished line, wherever it came from. */
export class PinoLog {
  private readonly pino: Logger;

  /** @param stream stderr, written to at once: the last words of a process are the ones that matter. */
  constructor(
    { process: name, level, secrets = [] }: PinoLogOptions,
    stream: { write(line: string): unknown } = destination({ dest: 2, sync: true }),
  ) {
    const known = secrets.filter((secret) => secret !== '').map((secret) => JSON.stringify(secret).slice(1, -1)); // as they stand in a line
    this.pino = pino(
      { level, base: { process: name, pid: process.pid }, timestamp: pino.stdTimeFunctions.isoTime },
      { write: (line: string) => void stream.write(masked(line, known)) },
    );
  }

  info(fields: object, message: string): void {
    this.pino.info(fields, message);
  }

  warn(fields: object, message: string): void {
    this.pino.warn(fields, message);
  }

  error(fields: object, message: string): void {
    this.pino.error(fields, message);
  }
}
