import { CommitQueue, NotStored } from './commit-queue';
import { type Draft, emptyDraft, type Transaction } from './transaction';
import type { Writer } from './writer';

/** A writer whose commits end when the test says so. */
class SlowWriter implements Writer {
  readonly transactions: Transaction[] = [];
  readonly ends: { done: () => void; fail: (error: Error) => void }[] = [];
  closed = false;

  commit(transaction: Transaction): Promise<void> {
    this.transactions.push(transaction);
    return new Promise((done, fail) => this.ends.push({ done, fail }));
  }

  close(): Promise<void> {
    this.closed = true;
    return Promise.resolve();
  }

  /** Waits until the nth commit is under way. */
  async started(n: number): Promise<{ done: () => void; fail: (error: Error) => void }> {
    for (let turn = 0; turn < 100; turn++) {
      const end = this.ends[n];
      if (end) return end;
      await new Promise(setImmediate);
    }
    throw new Error(`Commit ${n} was never started.`);
  }
}

function draft(position: number): Draft {
  const event = { position, revision: 0, stream: 's', streamKey: 1, id: '', type: '', json: true, createdMs: 0 };
  return { ...emptyDraft(), events: [{ ...event, metadata: new Uint8Array(), data: new Uint8Array() }] };
}

function setUp() {
  const writer = new SlowWriter();
  const heard: (number | 'failed')[] = [];
  const queue = new CommitQueue(writer, {
    committed: (events) => heard.push(...events.map(({ position }) => position)),
    failed: () => heard.push('failed'),
  });
  const positions = (n: number) => writer.transactions[n]?.rows.map(({ values }) => values[0]);
  return { writer, queue, heard, positions };
}

describe('group commit', () => {
  it('puts what arrives during a commit into the next one', async () => {
    const { writer, queue, heard, positions } = setUp();
    const first = queue.commit(draft(1));
    const commit = await writer.started(0);
    const others = [queue.commit(draft(2)), queue.commit(draft(3))];
    commit.done();
    await first;
    (await writer.started(1)).done();
    await Promise.all(others);
    expect([positions(0), positions(1)]).toEqual([[1], [2, 3]]);
    expect(heard).toEqual([1, 2, 3]);
  });

  it('refuses what waits behind a failed commit, and goes on', async () => {
    const { writer, queue, heard, positions } = setUp();
    const failing = [queue.commit(draft(1))];
    const commit = await writer.started(0);
    failing.push(queue.commit(draft(2)), queue.settled());
    commit.fail(new Error('disk full'));
    for (const promise of failing) await expect(promise).rejects.toEqual(new NotStored('refused', 'disk full'));
    expect(heard).toEqual(['failed']);
    const next = queue.commit(draft(3));
    (await writer.started(1)).done();
    await next;
    expect(positions(1)).toEqual([3]);
  });

  it('settles once all that was handed over is durable, at once when nothing was', async () => {
    const { writer, queue, heard } = setUp();
    await queue.settled();
    expect(writer.transactions).toEqual([]);
    void queue.commit(draft(1));
    const settled = queue.settled().then(() => [...heard]);
    (await writer.started(0)).done();
    expect(await settled).toEqual([1]);
  });

  it('finishes what it has before it closes, and takes no more', async () => {
    const { writer, queue } = setUp();
    const last = queue.commit(draft(1));
    const closed = queue.close();
    await expect(queue.commit(draft(2))).rejects.toMatchObject({ kind: 'closing' });
    expect(writer.closed).toBe(false);
    (await writer.started(0)).done();
    await Promise.all([last, closed]);
    expect(writer.closed).toBe(true);
  });
});
