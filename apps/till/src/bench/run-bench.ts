// One run of a benchmark: its table, and its figures as JSON.
import { cpus } from 'node:os';
import path from 'node:path';
import { dataFolderOf, type Invocation } from '../command';
import { writeAtomically } from '../installation/data-folder';
import { table } from '../terminal/table';
import type { Bench, BenchFlags } from './bench';
import { withBenchStack } from './bench-stack';

export interface BenchRun {
  readonly name: string;
  readonly bench: Bench;
  readonly hasTwoApis: boolean;
  readonly flags: BenchFlags;
}

export async function runBench({ name, bench, hasTwoApis, flags }: BenchRun, { terminal }: Invocation): Promise<void> {
  const tell = (sentence: string) => terminal.note(sentence);
  const options = { rounds: flags.rounds, roundMs: flags.seconds * 1_000, sessions: flags.sessions, tell };
  const result = await withBenchStack({ tell, hasTwoApis }, (stack) => bench(stack, options));
  const written = { name, at: new Date().toISOString(), machine: machine(), ...result.figures };
  const file = path.resolve(flags.out ?? dataFolderOf(flags).file('bench', `${name}.json`));
  writeAtomically(file, `${JSON.stringify(written, null, 2)}\n`);
  if (flags.json) {
    terminal.json(written);
    return;
  }
  for (const line of table(result.table)) terminal.say(line);
  terminal.say();
  for (const verdict of result.verdicts) terminal.say(terminal.colours.bold(verdict));
  terminal.say(terminal.colours.dim(`\nWritten to ${file}`));
}

const machine = () => ({ cpus: cpus().length, model: cpus()[0]?.model ?? '', node: process.version });
