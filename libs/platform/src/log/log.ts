// One line of JSON per remark, on stderr: stdout belongs to what a parent process waits for.
import pino, { type DestinationStream, type Logger } from 'pino';
import { redacted, redactText } from './redaction';

export interface LogOptions {
  /** The process: `api`, `worker`, … */
  readonly name: string;
  readonly level: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** Texts that no pattern knows, such as an operator's own token. */
  readonly secrets?: readonly string[];
  /** For specs; stderr otherwise. */
  readonly destination?: DestinationStream;
}

/** Has the shape of the kernel's `Log`. Fields come first; what may be secret in them is masked. */
export class PinoLog {
  private readonly logger: Logger;
  private readonly secrets: readonly string[];

  constructor({ name, level, secrets = [], destination }: LogOptions) {
    // Written at once: the last words of a process are the ones that matter.
    this.logger = pino({ name, level, timestamp: pino.stdTimeFunctions.isoTime }, destination ?? pino.destination({ fd: 2, sync: true }));
    this.secrets = secrets.filter((secret) => secret.length > 0);
  }

  debug(fields: object, message: string): void {
    this.write('debug', fields, message);
  }

  info(fields: object, message: string): void {
    this.write('info', fields, message);
  }

  warn(fields: object, message: string): void {
    this.write('warn', fields, message);
  }

  error(fields: object, message: string): void {
    this.write('error', fields, message);
  }

  private write(level: 'debug' | 'info' | 'warn' | 'error', fields: object, message: string): void {
    if (!this.logger.isLevelEnabled(level)) return;
    this.logger[level](redacted(fields, this.secrets) as object, redactText(message, this.secrets));
  }
}
