import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type StoredEvent, TOMBSTONE } from '../core/event';
import { WHOLE } from '../core/stream-metadata';
import { Journal } from './journal';
import { lockFolder } from './lock';
import { Reader } from './reader';
import { type Draft, emptyDraft, transactionOf } from './transaction';

let folder: string;
let journal: Journal;
let reader: Reader;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'event-store-'));
  journal = new Journal(folder);
  reader = new Reader(folder);
});
afterEach(() => {
  reader.close();
  journal.close();
  rmSync(folder, { recursive: true });
});

type Event = Pick<StoredEvent, 'position' | 'revision'> & { stream: number; data?: string; metadata?: string };
const id = (position: number): string => `id-${position}`;

function draft(events: readonly Event[], more: Partial<Draft> = {}): Draft {
  const keyed = events.map(({ stream, position, revision, data = '', metadata = '' }) => ({
    ...{ position, revision, streamKey: stream, stream: `s${stream}`, id: id(position), type: 'Told', json: true, createdMs: 5 },
    ...{ data: Buffer.from(data), metadata: Buffer.from(metadata) },
  }));
  return { ...emptyDraft(), events: keyed, ...more };
}
const commit = (...drafts: Draft[]): void => journal.commit(transactionOf(drafts));
const all = (): StoredEvent[] => reader.allForward(0, 1000);
const filesHold = (text: string): boolean => readdirSync(folder).some((file) => readFileSync(join(folder, file)).includes(text));

describe('the journal', () => {
  it('gives content back as it was, also none', () => {
    commit(draft([{ stream: 1, position: 10, revision: 0 }], { streams: [[1, 's1']] }));
    commit(draft([{ stream: 1, position: 20, revision: 1, data: 'data', metadata: 'meta' }]));
    const [empty, full] = all();
    expect(empty).toEqual({
      position: 10,
      stream: 's1',
      revision: 0,
      id: id(10),
      type: 'Told',
      json: true,
      createdMs: 5,
      ...bytes('', ''),
    });
    expect(full).toMatchObject(bytes('meta', 'data'));
  });

  it('writes all drafts of a transaction or none', () => {
    const good = draft([{ stream: 1, position: 10, revision: 0 }], { streams: [[1, 's1']] });
    expect(() => commit(good, draft([{ stream: 1, position: 20, revision: 0 }]))).toThrow(/UNIQUE/);
    expect(all()).toEqual([]);
    commit(good);
    expect(all()).toHaveLength(1);
  });

  it('walks a stream and everything, in both directions, within bounds', () => {
    const places = [0, 1, 2, 3].map((revision) => ({ stream: 1 + (revision % 2), position: 10 * (revision + 1), revision: revision >> 1 }));
    commit(draft(places, { streams: [[1, 's1'], [2, 's2']] })); // prettier-ignore
    const positions = (events: StoredEvent[]): number[] => events.map(({ position }) => position);
    expect(positions(reader.allForward(20, 2))).toEqual([20, 30]);
    expect(positions(reader.allBackward(30, 5))).toEqual([20, 10]);
    expect(positions(reader.forward({ key: 1, window: WHOLE }, 0, 5))).toEqual([10, 30]);
    expect(positions(reader.backward({ key: 2, window: WHOLE }, 1, 1))).toEqual([40]);
    expect(positions(reader.forward({ key: 1, window: { firstRevision: 1, createdFromMs: 0 } }, 0, 5))).toEqual([30]);
    expect(positions(reader.forward({ key: 1, window: { firstRevision: 0, createdFromMs: 6 } }, 0, 5))).toEqual([]);
  });

  it('leaves nothing of an erased stream in any file, and all of its neighbours', () => {
    const secret = (position: number): string => `secret-${position}-${'x'.repeat(position % 7 === 0 ? 20_000 : 300)}`;
    const events = Array.from({ length: 200 }, (_, index) => {
      return {
        stream: 1 + (index % 2),
        position: index + 1,
        revision: index >> 1,
        data: secret(index + 1),
        metadata: `hidden-${index + 1}-`,
      };
    });
    commit(draft(events, { streams: [[1, 's1'], [2, 's2']] })); // prettier-ignore
    expect(filesHold('secret-1-')).toBe(true);
    commit(draft([{ stream: 1, position: 1_000, revision: TOMBSTONE, data: 'tombstone' }], { erase: [1] }));
    for (const { position, stream } of events) expect([position, filesHold(`secret-${position}-`)]).toEqual([position, stream === 2]);
    expect(filesHold('hidden-1-')).toBe(false);
    expect(all().map(({ stream }) => stream)).toEqual([...Array<string>(100).fill('s2'), 's1']);
    expect(reader.stream('s1')).toEqual({ key: 1, last: TOMBSTONE });
    expect(reader.stream('$$s1')?.last).toBe(TOMBSTONE);
  });
});

const bytes = (metadata: string, data: string) => ({
  metadata: new Uint8Array(Buffer.from(metadata)),
  data: new Uint8Array(Buffer.from(data)),
});

describe('the lock of a data folder', () => {
  it('is one process’s until it lets go', () => {
    const mine = lockFolder(join(folder, 'new'));
    expect(mine).toBeDefined();
    expect(lockFolder(join(folder, 'new'))).toBeUndefined();
    mine?.close();
    const again = lockFolder(join(folder, 'new'));
    expect(again).toBeDefined();
    again?.close();
  });
});
