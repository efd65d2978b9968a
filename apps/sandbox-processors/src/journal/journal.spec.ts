import { appendFile, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { asApproved, openedAs } from '../../testing/samples';
import type { Fact } from '../core/facts';
import { openJournal } from './journal';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sandbox-journal-'));
  file = path.join(folder, 'sandbox-processors.ndjson');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function factsIn(): Promise<Fact[]> {
  const facts: Fact[] = [];
  const journal = await openJournal(folder, (fact) => facts.push(fact));
  await journal.close();
  return facts;
}

async function write(...facts: Fact[]): Promise<void> {
  const journal = await openJournal(folder, () => {});
  for (const fact of facts) journal.append(fact);
  await journal.durable();
  await journal.close();
}

describe('the journal', () => {
  it('gives back what was appended, in order, over several lives', async () => {
    await write(openedAs('charge'));
    await write(asApproved, { type: 'EverythingForgotten', at: 3 });
    expect(await factsIn()).toEqual([openedAs('charge'), asApproved, { type: 'EverythingForgotten', at: 3 }]);
  });

  it('has everything in the file once durable, also for those who wait behind others', async () => {
    const journal = await openJournal(folder, () => {});
    const seen = await Promise.all(
      Array.from({ length: 50 }, async (_, at) => {
        journal.append({ type: 'EverythingForgotten', at });
        await journal.durable();
        return (await readFile(file, 'utf8')).includes(`"at":${at}}`);
      }),
    );
    await journal.close();
    expect(seen).not.toContain(false);
  });

  it('drops a torn last line and goes on after the whole ones', async () => {
    await write(openedAs('charge'));
    await appendFile(file, '{"type":"ChargeAppro');
    await write(asApproved);
    expect(await factsIn()).toEqual([openedAs('charge'), asApproved]);
  });

  it('drops a torn line that is longer than what is read at once', async () => {
    await write(openedAs('charge'));
    await appendFile(file, 'x'.repeat(200_000));
    expect(await factsIn()).toEqual([openedAs('charge')]);
  });

  it('drops a torn line that is the only one', async () => {
    await writeFile(file, '{"type"');
    expect(await factsIn()).toEqual([]);
    expect(await readFile(file, 'utf8')).toBe('');
  });

  it('does not guess at a spoilt line in the middle', async () => {
    await write(openedAs('charge'), asApproved);
    await truncate(file, 10);
    await appendFile(file, `\n${JSON.stringify(asApproved)}\n`);
    await expect(factsIn()).rejects.toThrow('line 1 cannot be read');
  });
});
