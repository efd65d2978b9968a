// The stores of a running installation, opened for a command that looks at them, and closed after it.
import { isFault, SilentLog } from '@tillstream/event-sourcing';
import { given, readConfig, SystemClock } from '@tillstream/platform';
import { type OpenPorts, openPorts } from '@tillstream/runtime';
import { CommandFailure, ExitCode } from '../exit-codes';
import type { DataFolder } from './data-folder';
import { findRunning } from './running';
import { masterKeysOf } from './secrets';

/** A command reads much at once, and nobody waits for it. */
const VIEWS_TIMEOUT_MS = 5_000;

/** Throws CommandFailure `notRunning` when there are none, or they stop answering. */
export async function withStores<T>(data: DataFolder, action: (ports: OpenPorts) => Promise<T>): Promise<T> {
  const running = findRunning(data);
  const eventStoreUrl = given('EVENTSTORE_URL') ?? running?.event_store;
  const redisUrl = given('REDIS_URL') ?? running?.redis;
  if (eventStoreUrl === undefined || redisUrl === undefined)
    throw new CommandFailure(ExitCode.notRunning, `Nothing runs on ${data.folder}. Start it with: npm start`);
  const { environment } = readConfig({ required: ['environment'] });
  const ports = await openPorts({
    environment,
    eventStoreUrl,
    redisUrl,
    ...masterKeysOf(data),
    clock: new SystemClock(),
    log: new SilentLog(),
    viewsTimeoutMs: VIEWS_TIMEOUT_MS,
  });
  try {
    return await action(ports);
  } catch (error) {
    if (isFault(error)) throw new CommandFailure(ExitCode.notRunning, `A store does not answer: ${error.message}`);
    throw error;
  } finally {
    await ports.close();
  }
}
