// The embedded event store as its users meet it: a process of its own, spoken to by the official client.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import {
  type AllStreamResolvedEvent,
  ANY,
  BACKWARDS,
  type CommandError,
  ErrorType,
  binaryEvent,
  END,
  type EventData,
  eventTypeFilter,
  EventStoreDBClient,
  excludeSystemEvents,
  jsonEvent,
  NO_STREAM,
  type ReadStreamOptions,
  type ResolvedEvent,
  START,
  STREAM_EXISTS,
  streamNameFilter,
} from '@eventstore/db-client';

jest.setTimeout(60_000);

const root = join(__dirname, '..', '..');
const built = join(root, 'node_modules', '.cache', `event-store-e2e-${process.pid}`);
const folders: string[] = [];
const running = new Set<ChildProcess>();

beforeAll(() => {
  const swc = join(root, 'node_modules', '@swc', 'cli', 'bin', 'swc.js');
  const options = ['apps/event-store', '-d', built, '--config-file', '.swcrc', '--ignore', '**/*.spec.ts'];
  execFileSync(process.execPath, [swc, ...options], { cwd: root });
});
afterAll(async () => {
  for (const child of running) await end(child, 'SIGKILL');
  for (const folder of [...folders, built]) rmSync(folder, { recursive: true, force: true });
});

const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'event-store-e2e-'));
  folders.push(folder);
  return folder;
};

function launch(folder: string, ...options: string[]): ChildProcess {
  const main = join(built, 'apps', 'event-store', 'src', 'main.js');
  const child = spawn(process.execPath, [main, '--data', folder, '--port', '0', ...options], { stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

async function start(folder: string) {
  const child = launch(folder);
  child.stderr?.resume();
  const [line] = (await once(createInterface({ input: child.stdout ?? process.stdin }), 'line')) as [string];
  const { port } = JSON.parse(line) as { port: number };
  const client = EventStoreDBClient.connectionString(`esdb://127.0.0.1:${port}?tls=false`);
  return { child, port, client };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    const exit = once(child, 'exit');
    child.kill(signal);
    await exit;
  }
  return child.exitCode;
}

async function eventually(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`Never came true: ${String(condition)}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

const told = (n: number, id = randomUUID()) => jsonEvent({ id, type: 'Told', data: { n }, metadata: { from: n } });
const numbers = (events: readonly ResolvedEvent[]): unknown[] => events.map(({ event }) => (event?.data as { n?: unknown } | undefined)?.n);
const credentials = { username: 'someone', password: 'something' };
const stream = (prefix = 'story'): string => `${prefix}-${randomUUID()}`;

describe('the event store', () => {
  let server: Awaited<ReturnType<typeof start>>;
  let client: EventStoreDBClient;
  const data = newFolder();
  beforeAll(async () => {
    server = await start(data);
    client = server.client;
  });

  async function read(name: string, options?: ReadStreamOptions): Promise<ResolvedEvent[]> {
    const events: ResolvedEvent[] = [];
    for await (const event of client.readStream(name, options)) events.push(event);
    return events;
  }

  it('gives back what was appended, unchanged and in order', async () => {
    const name = stream();
    const before = Date.now();
    const json = jsonEvent({ type: 'Told', data: { text: 'zwölf €', deep: [{ a: null }] }, metadata: { why: 1 } });
    const binary = binaryEvent({ type: 'Drawn', data: Buffer.from([0, 255, 1]) });
    const result = await client.appendToStream(name, [json, binary], { expectedRevision: NO_STREAM });
    const [first, second] = await read(name);
    expect(first?.event).toMatchObject({
      streamId: name,
      id: json.id,
      revision: 0n,
      type: 'Told',
      data: json.data,
      metadata: json.metadata,
      isJson: true,
    });
    expect(second?.event).toMatchObject({ id: binary.id, revision: 1n, type: 'Drawn', isJson: false, metadata: undefined });
    expect(Buffer.from(second?.event?.data as Uint8Array)).toEqual(Buffer.from([0, 255, 1]));
    expect(result).toEqual({ success: true, nextExpectedRevision: 1n, position: second?.event?.position });
    expect(Math.abs((first?.event?.created.getTime() ?? 0) - before)).toBeLessThan(5_000);
  });

  it('reads streams and everything from any place, in both directions', async () => {
    const name = stream();
    const { position } = await client.appendToStream(name, [0, 1, 2, 3, 4].map((n) => told(n))); // prettier-ignore
    expect(numbers(await read(name, { fromRevision: 2n, maxCount: 2 }))).toEqual([2, 3]);
    expect(numbers(await read(name, { fromRevision: 2n, direction: BACKWARDS }))).toEqual([2, 1, 0]);
    expect(numbers(await read(name, { fromRevision: END, direction: BACKWARDS, maxCount: 1 }))).toEqual([4]);
    expect(await read(name, { fromRevision: 9n })).toEqual([]);
    const all = async (options: Parameters<typeof client.readAll>[0]): Promise<unknown[]> => {
      const events: AllStreamResolvedEvent[] = [];
      for await (const event of client.readAll(options)) events.push(event);
      return numbers(events);
    };
    expect(await all({ fromPosition: END, direction: BACKWARDS, maxCount: 2 })).toEqual([4, 3]);
    expect(await all({ fromPosition: position })).toEqual([4]);
    expect(await all({ fromPosition: position, direction: BACKWARDS, maxCount: 1 })).toEqual([3]);
    await expect(read(stream())).rejects.toMatchObject({ type: 'stream-not-found' });
  });

  it.each([
    ['one call of many', {}],
    ['a call of its own', { credentials }],
  ])('refuses a wrong version: %s', async (_call, options) => {
    const name = stream();
    const append = (expectedRevision: bigint | 'no_stream' | 'stream_exists') =>
      client.appendToStream(name, told(0), { expectedRevision, ...options });
    await expect(append(STREAM_EXISTS)).rejects.toMatchObject({ expectedVersion: 'stream_exists', actualVersion: 'no_stream' });
    await append(NO_STREAM);
    const refused = { type: 'wrong-expected-version', streamName: name, actualVersion: 0n };
    await expect(append(NO_STREAM)).rejects.toMatchObject({ ...refused, expectedVersion: 'no_stream' });
    await expect(append(7n)).rejects.toMatchObject({ ...refused, expectedVersion: 7n });
    expect(await append(0n)).toMatchObject({ success: true, nextExpectedRevision: 1n });
    await expect(client.deleteStream(name, { expectedRevision: 7n })).rejects.toMatchObject({
      ...refused,
      actualVersion: 1n,
      expectedVersion: 7n,
    });
  });

  it.each([
    ['one call of many', {}],
    ['a call of its own', { credentials }],
  ])('answers a repeated append as before: %s', async (_call, options) => {
    const name = stream();
    const call = [told(0), told(1)];
    const first = await client.appendToStream(name, call, { expectedRevision: NO_STREAM, ...options });
    await client.appendToStream(name, told(2), options);
    expect(await client.appendToStream(name, call, { expectedRevision: NO_STREAM, ...options })).toEqual(first);
    expect(await client.appendToStream(name, call, { expectedRevision: ANY, ...options })).toEqual(first);
    expect(numbers(await read(name))).toEqual([0, 1, 2]);
  });

  it.each([
    ['one call of many', {}],
    ['a call of its own', { credentials }],
  ])('refuses what is too large or malformed: %s', async (_call, options) => {
    const name = stream();
    const large = (bytes: number): EventData => jsonEvent({ type: 'Told', data: { text: 'x'.repeat(bytes) } });
    const tooLarge = { type: 'maximum-append-size-exceeded', maxAppendSize: 1024 * 1024 };
    await expect(client.appendToStream(name, large(1024 * 1024), options)).rejects.toMatchObject(tooLarge);
    await expect(client.appendToStream(name, large(5 * 1024 * 1024), options)).rejects.toMatchObject(tooLarge);
    const chunks = Array.from({ length: 8 }, () => large(900_000));
    await expect(client.appendToStream(name, chunks, { batchAppendSize: 1_000_000, ...options })).rejects.toMatchObject(tooLarge);
    await expect(client.appendToStream(name, jsonEvent({ id: 'no-uuid', type: 'Told', data: {} }), options)).rejects.toThrow(/UUID/);
    await expect(client.appendToStream('', told(0), options)).rejects.toThrow(/name/);
    expect(await client.appendToStream(name, large(1_000_000), { expectedRevision: NO_STREAM, ...options })).toMatchObject({
      success: true,
    });
  });

  it('follows everything under a prefix, from the past into the present, and goes on behind a checkpoint', async () => {
    const prefix = randomUUID();
    const [mine, other] = [`${prefix}-a`, stream()];
    for (let n = 0; n < 3; n++) await client.appendToStream(mine, told(n));
    for (let n = 0; n < 39; n++) await client.appendToStream(other, told(-1));
    const head = await client.appendToStream(other, told(-1));
    const seen: AllStreamResolvedEvent[] = [];
    const checkpoints: bigint[] = [];
    const filter = streamNameFilter({ prefixes: [prefix], checkpointReached: async (_, { commit }) => void checkpoints.push(commit) });
    const subscription = client.subscribeToAll({ fromPosition: START, filter });
    subscription.on('data', (event) => seen.push(event));
    await once(subscription, 'caughtUp');
    expect(numbers(seen)).toEqual([0, 1, 2]);
    const last = checkpoints.at(-1) ?? 0n;
    expect(last).toBe(head.position?.commit);
    expect(checkpoints).toEqual([...new Set(checkpoints)].sort((a, b) => Number(a - b)));
    await client.appendToStream(mine, told(3));
    await eventually(() => seen.length === 4);
    for (let n = 0; n < 40; n++) await client.appendToStream(other, told(-1));
    await eventually(() => (checkpoints.at(-1) ?? 0n) > last);
    await subscription.unsubscribe();

    const resumed = client.subscribeToAll({
      fromPosition: { commit: last, prepare: last },
      filter: streamNameFilter({ prefixes: [prefix] }),
    });
    const [next] = (await once(resumed, 'data')) as [AllStreamResolvedEvent];
    expect(numbers([next])).toEqual([3]);
    await resumed.unsubscribe();
  });

  it('filters by pattern and by type', async () => {
    const name = stream();
    const { position } = await client.appendToStream(name, [told(0), jsonEvent({ type: 'Kept', data: { n: 1 } })]);
    await client.setStreamMetadata(name, { maxCount: 5 });
    await client.appendToStream(name, told(2));
    const first = async (filter: Parameters<typeof client.subscribeToAll>[0]): Promise<unknown> => {
      const subscription = client.subscribeToAll(filter);
      const [event] = (await once(subscription, 'data')) as [AllStreamResolvedEvent];
      await subscription.unsubscribe();
      return event.event?.type;
    };
    expect(await first({ filter: eventTypeFilter({ prefixes: ['Ke', 'None'] }) })).toBe('Kept');
    expect(await first({ filter: streamNameFilter({ regex: `^\\$\\$${name}$` }) })).toBe('$metadata');
    if (position) expect(await first({ fromPosition: position, filter: excludeSystemEvents() })).toBe('Told');
    await expect(first({ filter: eventTypeFilter({ regex: '(' }) })).rejects.toThrow(/pattern/);
  });

  it('sends a subscriber that is too slow everything once, in order', async () => {
    const name = stream();
    const subscription = client.subscribeToStream(name, { fromRevision: START }, { highWaterMark: 1 });
    await once(subscription, 'caughtUp');
    const page = () => Array.from({ length: 10 }, () => jsonEvent({ type: 'Told', data: { text: 'x'.repeat(60_000) } }));
    for (let n = 0; n < 15; n++) await client.appendToStream(name, page());
    const revisions: bigint[] = [];
    for await (const { event } of subscription) if (revisions.push(event?.revision ?? -1n) === 150) break;
    expect(revisions).toEqual(Array.from({ length: 150 }, (_, n) => BigInt(n)));
  });

  it('keeps to the metadata of a stream', async () => {
    const name = stream();
    await client.appendToStream(name, [told(0), told(1), told(2)]);
    await client.setStreamMetadata(name, { maxCount: 2, own: 'x' });
    expect(numbers(await read(name))).toEqual([1, 2]);
    expect(await client.getStreamMetadata(name)).toMatchObject({ metadata: { maxCount: 2, own: 'x' } });
    expect((await client.getStreamMetadata(stream())).metadata).toBeUndefined();
  });

  it('deletes softly: absent, then alive again with its numbers going on', async () => {
    const name = stream();
    await client.appendToStream(name, [told(0), told(1)]);
    await client.deleteStream(name, { expectedRevision: 1n });
    await expect(read(name)).rejects.toMatchObject({ type: 'stream-not-found', streamName: expect.anything() as unknown });
    expect(await client.appendToStream(name, told(2), { expectedRevision: NO_STREAM })).toMatchObject({ nextExpectedRevision: 2n });
    expect(numbers(await read(name))).toEqual([2]);
    await expect(client.deleteStream(stream())).rejects.toMatchObject({ type: 'wrong-expected-version', actualVersion: 'no_stream' });
  });

  it('deletes for good: followers are told, nobody can go on, and the content is gone from the files', async () => {
    const name = stream('ключ');
    const secret = randomUUID();
    await client.appendToStream(name, jsonEvent({ type: 'Told', data: { secret } }));
    const filesHold = (text: string): boolean => readdirSync(data).some((file) => readFileSync(join(data, file)).includes(text));
    expect(filesHold(secret)).toBe(true);
    const subscription = client.subscribeToStream(name, { fromRevision: END });
    const types: unknown[] = [];
    subscription.on('data', ({ event }) => types.push(event?.type, event?.revision));
    await once(subscription, 'caughtUp');
    const failure = once(subscription, 'error');
    await client.tombstoneStream(name);
    expect(filesHold(secret)).toBe(false);
    expect(await failure).toMatchObject([{ type: 'stream-deleted' }]);
    expect(types).toEqual(['$streamDeleted', 2n ** 63n - 1n]);
    const gone = { type: 'stream-deleted' };
    for (const options of [{}, { credentials }]) await expect(client.appendToStream(name, told(1), options)).rejects.toMatchObject(gone);
    await expect(read(name)).rejects.toMatchObject(gone);
    await expect(client.setStreamMetadata(name, {})).rejects.toMatchObject(gone);
    await expect(once(client.subscribeToStream(name), 'data')).rejects.toMatchObject(gone);
    await expect(client.deleteStream(name)).rejects.toMatchObject(gone);
  });

  it('resolves links on request, also those that point at nothing', async () => {
    const [name, links] = [stream(), stream('links')];
    await client.appendToStream(name, [told(0), told(1)]);
    const link = (target: string): EventData => binaryEvent({ type: '$>', data: Buffer.from(target) });
    await client.appendToStream(links, [link(`1@${name}`), link(`5@${name}`)]);
    const [found, lost] = await read(links, { resolveLinkTos: true });
    expect(found).toMatchObject({ event: { streamId: name, revision: 1n }, link: { streamId: links, revision: 0n } });
    expect([lost?.event, lost?.link?.revision]).toEqual([undefined, 1n]);
    expect((await read(links))[0]?.event?.type).toBe('$>');
  });

  it('is found by discovery', async () => {
    const discovering = EventStoreDBClient.connectionString(`esdb+discover://127.0.0.1:${server.port}?tls=false`);
    expect(await discovering.appendToStream(stream(), told(0))).toMatchObject({ success: true });
    await discovering.dispose();
  });
});

describe('its process', () => {
  it('has a data folder to itself', async () => {
    const folder = newFolder();
    const { child } = await start(folder);
    const second = launch(folder);
    let complaint = '';
    second.stderr?.on('data', (text: Buffer) => (complaint += text.toString()));
    await once(second, 'exit');
    expect([second.exitCode, complaint]).toEqual([2, expect.stringContaining('Another event store is running on the data folder')]);
    await end(child, 'SIGKILL');
    expect(await end((await start(folder)).child, 'SIGTERM')).toBe(0);
  });

  it('warns when it can be reached from outside', async () => {
    const child = launch(newFolder(), '--host', '0.0.0.0');
    const [warning] = (await once(createInterface({ input: child.stderr ?? process.stdin }), 'line')) as [string];
    expect(warning).toContain('Listening on 0.0.0.0');
    await end(child, 'SIGKILL');
  });

  it('loses nothing acknowledged and halves nothing when it is ended under load, whichever way', async () => {
    const folder = newFolder();
    const writers = Array.from({ length: 24 }, (_, n) => new CautiousWriter(`load-${n}`));
    const acknowledged = (): number => writers.reduce((sum, writer) => sum + writer.acknowledged, 0);
    for (const signal of ['SIGKILL', 'SIGKILL', 'SIGKILL', 'SIGTERM', 'SIGKILL', 'SIGKILL', 'SIGKILL'] as const) {
      const { child, client } = await start(folder);
      for (const writer of writers) await writer.check(client);
      const goal = acknowledged() + 30 + Math.floor(Math.random() * 200);
      const exit = once(child, 'exit');
      const work = writers.map((writer) => writer.writeUntilCutOff(client, () => acknowledged() === goal && child.kill(signal)));
      await Promise.all(work);
      expect(await exit).toEqual(signal === 'SIGTERM' ? [0, null] : [null, signal]);
      await client.dispose();
    }
    const { child, client } = await start(folder);
    for (const writer of writers) await writer.check(client);
    await client.dispose();
    await end(child, 'SIGTERM');
  });
});

/** Writes calls of one to four events to a stream of its own, and knows exactly what must be there. */
class CautiousWriter {
  acknowledged = 0;
  private readonly calls: EventData[][] = [];
  private revision = -1n;

  constructor(private readonly name: string) {}

  /** Ends with the connection. The last call is then in doubt: it is repeated first thing next time, and may already be there. */
  async writeUntilCutOff(client: EventStoreDBClient, onAcknowledged: () => void): Promise<void> {
    for (;;) {
      if (this.calls.length === this.acknowledged) this.calls.push(Array.from({ length: 1 + (this.calls.length % 4) }, (_, n) => told(n)));
      const expectedRevision = this.revision < 0n ? NO_STREAM : this.revision;
      try {
        const result = await client.appendToStream(this.name, this.calls.at(-1) ?? [], { expectedRevision });
        this.revision = result.nextExpectedRevision;
        this.acknowledged += 1;
        onAcknowledged();
      } catch (error) {
        const { type } = error as CommandError;
        if (type === ErrorType.DEADLINE_EXCEEDED) continue; // a disk that is busy with others; the call is repeated
        expect([ErrorType.UNAVAILABLE, ErrorType.CANCELLED]).toContain(type);
        return;
      }
    }
  }

  async check(client: EventStoreDBClient): Promise<void> {
    const stored: string[] = [];
    if (this.acknowledged > 0) for await (const { event } of client.readStream(this.name)) stored.push(event?.id ?? '');
    const sure = this.calls.slice(0, this.acknowledged).flat();
    const all = this.calls.flat();
    expect([sure.length, all.length]).toContain(stored.length);
    expect(stored).toEqual(all.slice(0, stored.length).map(({ id }) => id));
  }
}
