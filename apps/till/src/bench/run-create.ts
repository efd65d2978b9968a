// One run of row 1: its table, and its figures as JSON.
import { cpus } from 'node:os';
import path from 'node:path';
import { type CommonOptions, dataFolderOf, type Invocation } from '../command';
import { writeAtomically } from '../installation/data-folder';
import type { Terminal } from '../terminal/terminal';
import { table } from '../terminal/table';
import { withBenchStack } from './bench-stack';
import { benchCreate, type CreateBenchReport } from './create.bench';

export interface BenchFlags extends CommonOptions {
  readonly out?: string;
  readonly rounds: number;
  readonly seconds: number;
}

export async function runCreate(flags: BenchFlags, { terminal }: Invocation): Promise<void> {
  terminal.note(`About ${Math.round(flags.rounds * flags.seconds * 2 + 8)} s…`);
  const report = await withBenchStack(
    (sentence) => terminal.note(sentence),
    (stack) => benchCreate(stack, { rounds: flags.rounds, roundMs: flags.seconds * 1_000 }),
  );
  const written = { name: 'create', at: new Date().toISOString(), machine: machine(), ...report };
  const file = path.resolve(flags.out ?? dataFolderOf(flags).file('bench', 'create.json'));
  writeAtomically(file, `${JSON.stringify(written, null, 2)}\n`);
  if (flags.json) {
    terminal.json(written);
    return;
  }
  show(terminal, report);
  terminal.say(terminal.colours.dim(`\nWritten to ${file}`));
}

const machine = () => ({ cpus: cpus().length, model: cpus()[0]?.model ?? '', node: process.version });

function show(terminal: Terminal, report: CreateBenchReport): void {
  const rows = report.rounds.map(({ http, bare, ratio }, index) => [
    String(index + 1),
    http.perSecond.toFixed(0),
    String(http.p50),
    String(http.p99),
    micros(http.cpuMicros['api']),
    micros(http.cpuMicros['event store']),
    bare.perSecond.toFixed(0),
    String(bare.p50),
    micros(bare.cpuMicros['event store']),
    ratio.toFixed(3),
  ]);
  const heading = ['round', 'HTTP/s', 'p50 ms', 'p99 ms', 'CPU µs api', 'CPU µs store', 'bare/s', 'p50 ms', 'CPU µs store', 'ratio'];
  for (const line of table([heading, ...rows])) terminal.say(line);
  terminal.say();
  terminal.say(
    terminal.colours.bold(`median: ${report.httpPerSecond} creations/s ÷ ${report.barePerSecond} appends/s = ${report.ratio.toFixed(3)}`),
  );
}

const micros = (value: number | null | undefined): string => (value == null ? '?' : String(value));
