// What the kernel says to whoever is on call. Implemented by pino in `platform`; fields are plain values.
export abstract class Log {
  abstract info(fields: object, message: string): void;
  abstract warn(fields: object, message: string): void;
  abstract error(fields: object, message: string): void;
}

export class SilentLog extends Log {
  info(): void {
    /* silence is its purpose */
  }
  warn(): void {
    /* silence is its purpose */
  }
  error(): void {
    /* silence is its purpose */
  }
}
