// How a process tells its parent that it is ready: one line of JSON on stdout, and nothing else there.

/** @param fields at least where it listens, e.g. `{port: 3000}`. */
export function listening(fields: object): void {
  process.stdout.write(`${JSON.stringify({ event: 'listening', ...fields })}\n`);
}
