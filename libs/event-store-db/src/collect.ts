// A read to its end, within a time. What is read this way is small: one stream, or one event.
import { StreamNotFoundError, type StreamingRead } from '@eventstore/db-client';
import { Fault } from '@tillstream/event-sourcing';
import { within } from './deadline';

/** Empty for a stream that is not there. Rejects with what the client threw, or Fault `timeout`. */
export async function collect<E>(reading: StreamingRead<E>, ms: number): Promise<readonly E[]> {
  const all: E[] = [];
  const ended = new Promise<void>((resolve, reject) => {
    reading
      .on('data', (event: E) => all.push(event))
      .on('error', reject)
      .on('end', resolve);
  });
  try {
    await within(ms, ended, () => new Fault('timeout', `the event store did not answer a read within ${ms} ms`));
    return all;
  } catch (error) {
    if (error instanceof StreamNotFoundError) return [];
    reading.cancel().catch(() => undefined); // when it was late the server may still be sending
    throw error;
  }
}
