import { PassThrough } from 'node:stream';
import { EventStoreDBClient } from '@eventstore/db-client';
import { guardAppends } from './append-stream-guard';
import { within } from './deadline';

/** A client whose streams are ours; nothing is connected before the first call. */
function clientWith(stream: unknown) {
  const strays: unknown[] = [];
  const client = EventStoreDBClient.connectionString('esdb://127.0.0.1:1?tls=false');
  Reflect.set(client, 'GRPCStreamCreator', () => () => Promise.resolve(stream));
  guardAppends(client, (error) => strays.push(error));
  const create = Reflect.get(client, 'GRPCStreamCreator') as (type: unknown, name: string) => () => Promise<unknown>;
  return { strays, open: (name: string) => create(null, name)() };
}

describe('the stream of all appends', () => {
  it('takes every write at once, also when the socket is full', async () => {
    const stream = new PassThrough({ objectMode: true, highWaterMark: 1 });
    const { open } = clientWith(stream);
    await open('appendToStream');
    expect([1, 2, 3].map((message) => stream.write(message))).toEqual([true, true, true]);
    expect([stream.read(), stream.read(), stream.read()]).toEqual([1, 2, 3]);
  });

  it('survives an answer that nobody waits for', async () => {
    const heard: unknown[] = [];
    const stream = new PassThrough({ objectMode: true }).on('data', (answer) => {
      if (answer === 'stray') throw new TypeError('undefined is not iterable');
      heard.push(answer);
    });
    const { open, strays } = clientWith(stream);
    await open('appendToStream');
    await open('appendToStream'); // the same one again: guarded once
    stream.write('stray');
    stream.write('mine');
    stream.end();
    await within(1_000, new Promise((resolve) => stream.on('end', resolve)), () => new Error('the stream did not flow'));
    expect(heard).toEqual(['mine']);
    expect(strays).toEqual([expect.any(TypeError)]);
  });

  it('is the only one that is touched', async () => {
    const stream = new PassThrough({ objectMode: true, highWaterMark: 1 });
    const { open } = clientWith(stream);
    await open('readStream');
    expect(stream.write(1)).toBe(false);
  });

  it('is only guarded in the client that this was written for', () => {
    const client = EventStoreDBClient.connectionString('esdb://127.0.0.1:1?tls=false');
    Reflect.set(client, 'GRPCStreamCreator', undefined);
    expect(() => guardAppends(client, () => undefined)).toThrow('6.2.1');
  });
});

describe('a wait with a bound', () => {
  it('is over when the time is, whatever becomes of the work', async () => {
    await expect(within(5, Promise.reject(new Error('at once')), () => new Error('late'))).rejects.toThrow('at once');
    await expect(within(1_000, Promise.resolve('done'), () => new Error('late'))).resolves.toBe('done');
    let fail = (_: Error): void => undefined;
    const work = new Promise<never>((_, reject) => (fail = reject));
    await expect(within(5, work, () => new Error('late'))).rejects.toThrow('late');
    fail(new Error('nobody hears this, and nothing breaks'));
  });
});
