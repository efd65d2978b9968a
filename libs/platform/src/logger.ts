// One line of JSON per entry on stderr: stdout belongs to whoever started the process.
import { type Level, type Logger, pino, destination } from 'pino';
import { masked } from './masking';

/** Has the shape of the kernel's Log. */
export class PinoLog {
  private readonly pino: Logger;

  constructor(
    options: { readonly process: string; readonly level: Level },
    stream: { write(line: string): void } = destination({ dest: 2, sync: true }),
  ) {
    this.pino = pino(
      { level: options.level, base: { process: options.process, pid: process.pid }, timestamp: pino.stdTimeFunctions.isoTime },
      { write: (line: string) => void stream.write(masked(line)) },
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
