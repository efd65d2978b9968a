// Where facts go so that a kill -9 loses none: one JSON line each in an append-only file, forced to the disk before anybody is
// told. Many appends share one fsync. A crash in the middle of a line leaves a torn tail, which was never answered to anyone.
import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Fact } from '../core/facts';

export interface Journal {
  /** Queues a fact, in the order of the calls. */
  append(fact: Fact): void;
  /** Resolves when everything appended so far would survive a power cut. */
  durable(): Promise<void>;
  close(): Promise<void>;
}

/** Without a folder: nothing is kept. */
export const memoryJournal: Journal = { append: () => {}, durable: () => Promise.resolve(), close: () => Promise.resolve() };

const fileName = 'sandbox-processors.ndjson';

/** Reads what is there, hands each fact on, and goes on after it. Throws with the line's number for a line it cannot read. */
export async function openJournal(folder: string, replay: (fact: Fact) => void): Promise<Journal> {
  await mkdir(folder, { recursive: true });
  const file = await open(join(folder, fileName), 'a+');
  try {
    await dropTornTail(file);
    await replayAll(file, replay);
    await syncFolder(folder);
  } catch (fault) {
    await file.close();
    throw fault;
  }
  return new FileJournal(file);
}

async function replayAll(file: FileHandle, replay: (fact: Fact) => void): Promise<void> {
  let number = 0;
  for await (const line of file.readLines({ start: 0, autoClose: false })) {
    number += 1;
    replayLine(line, number, replay);
  }
}

function replayLine(line: string, number: number, replay: (fact: Fact) => void): void {
  try {
    replay(JSON.parse(line) as Fact);
  } catch (cause) {
    throw new Error(`${fileName}, line ${number} cannot be read`, { cause });
  }
}

class FileJournal implements Journal {
  private pending: string[] = [];
  private tail: Promise<void> = Promise.resolve();

  constructor(private readonly file: FileHandle) {}

  append(fact: Fact): void {
    this.pending.push(`${JSON.stringify(fact)}\n`);
  }

  // Each caller queues one flush; the first takes all lines that are waiting and the others find none. After a failed
  // write every later one fails too: memory is ahead of the disk then, and no answer may be given from it.
  durable(): Promise<void> {
    this.tail = this.tail.then(() => this.flush());
    return this.tail;
  }

  async close(): Promise<void> {
    await this.durable();
    await this.file.close();
  }

  private async flush(): Promise<void> {
    if (this.pending.length === 0) return;
    const lines = this.pending.join('');
    this.pending = [];
    await this.file.appendFile(lines);
    await this.file.datasync();
  }
}

/** Cuts the file after its last whole line. */
async function dropTornTail(file: FileHandle): Promise<void> {
  const { size } = await file.stat();
  const chunk = Buffer.alloc(65_536);
  for (let end = size; end > 0;) {
    const start = Math.max(0, end - chunk.length);
    const { bytesRead } = await file.read(chunk, 0, end - start, start);
    const newline = chunk.subarray(0, bytesRead).lastIndexOf('\n');
    if (newline >= 0) return start + newline + 1 < size ? file.truncate(start + newline + 1) : undefined;
    end = start;
  }
  if (size > 0) await file.truncate(0);
}

/** A new file is only certain to be there once its folder is on the disk as well. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}
