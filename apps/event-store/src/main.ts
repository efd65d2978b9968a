// `node main.js --data DIR [--port 2113] [--host 127.0.0.1]`: prints one line of JSON on stdout once it listens, logs to stderr.
// Ends with 0 on SIGTERM and SIGINT, with 2 if the data folder is another process's, with 1 on any other failure.
import { isIPv4 } from 'node:net';
import { parseArgs } from 'node:util';
import pino from 'pino';
import { type RunningServer, startServer } from './server';

const EXIT_FAILED = 1;
const EXIT_FOLDER_TAKEN = 2;
/** Whatever happens, the process has ended this long after the signal. What was acknowledged is safe by then in any case. */
const LAST_MOMENT_MS = 1_900;

const log = pino({ name: 'event-store' }, pino.destination({ fd: 2, sync: true }));

function exit(code: number, message: string): never {
  log.fatal(message);
  process.exit(code);
}

function parseOptions(): { folder: string; host: string; port: number } {
  const { values } = parseArgs({
    options: { port: { type: 'string', default: '2113' }, data: { type: 'string' }, host: { type: 'string', default: '127.0.0.1' } },
  });
  if (!values.data || !/^\d{1,5}$/.test(values.port)) throw new Error('usage: node main.js --data DIR [--port 2113] [--host 127.0.0.1]');
  return { folder: values.data, host: values.host, port: Number(values.port) };
}

const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'));

async function main(): Promise<void> {
  const { folder, host, port } = parseOptions();
  if (!isLoopback(host)) log.warn(`Listening on ${host}: everybody who reaches it can read, write and delete everything, unencrypted.`);
  const onDeath = (error: Error): never => exit(EXIT_FAILED, `The writer has died: ${error.message}`);
  const server = await startServer({ folder, host, port, log, onDeath });
  if (!server) exit(EXIT_FOLDER_TAKEN, `Another event store is running on the data folder ${folder}.`);

  let stopping: Promise<void> | undefined;
  const stop = (): void => void (stopping ??= end(server));
  process.on('SIGTERM', stop).on('SIGINT', stop);
  process.stdout.write(`${JSON.stringify({ event: 'listening', port: server.port, host })}\n`);
}

async function end(server: RunningServer): Promise<void> {
  setTimeout(() => process.exit(0), LAST_MOMENT_MS);
  await server.stop().catch((error: unknown) => exit(EXIT_FAILED, `The store did not close: ${String(error)}`));
  process.exit(0);
}

main().catch((error: unknown) => exit(EXIT_FAILED, error instanceof Error ? error.message : String(error)));
