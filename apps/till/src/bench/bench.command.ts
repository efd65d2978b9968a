// till bench
import { cpus } from 'node:os';
import path from 'node:path';
import { InvalidArgumentError } from 'commander';
import { type AddCommand, type CommonOptions, dataFolderOf, withData, withJson } from '../command';
import { CommandFailure, ExitCode } from '../exit-codes';
import { writeAtomically } from '../installation/data-folder';
import type { Terminal } from '../terminal/terminal';
import { table } from '../terminal/table';
import { withBenchStack } from './bench-stack';
import { benchCreate, type CreateBenchReport } from './create.bench';

interface BenchFlags extends CommonOptions {
  readonly out?: string;
  readonly rounds: number;
  readonly seconds: number;
}

const help = `
  create   sessions created over HTTP by 64 connections ÷ bare appends of equal events by 64 writers, same store (reach: 0.35, then 0.5)

Each benchmark starts an installation of its own in a temporary folder and removes it. What counts is the ratio: both sides take turns in
one run. The result is also written as JSON to bench/<name>.json in the data folder, or where --out says.`;

const numberOf = (text: string): number => {
  const value = Number(text);
  if (!(value > 0)) throw new InvalidArgumentError('It is a number above 0.');
  return value;
};

export const addBench: AddCommand = (program, { terminal }) => {
  withJson(withData(program.command('bench')))
    .description('measure, beside a reference in the same run')
    .argument('[name]', 'which benchmark', 'create')
    .option('--rounds <count>', 'alternating rounds', numberOf, 5)
    .option('--seconds <seconds>', 'length of one side of a round', numberOf, 3)
    .option('--out <file>', 'where the JSON goes')
    .addHelpText('after', help)
    .action(async (name: string, flags: BenchFlags) => {
      if (name !== 'create') throw new CommandFailure(ExitCode.usage, `There is no benchmark ${name}.${help}`);
      terminal.note(`About ${Math.round(flags.rounds * flags.seconds * 2 + 8)} s…`);
      const report = await withBenchStack(
        (sentence) => terminal.note(sentence),
        (stack) => benchCreate(stack, { rounds: flags.rounds, roundMs: flags.seconds * 1_000 }),
      );
      const written = { name, at: new Date().toISOString(), machine: machine(), ...report };
      const file = path.resolve(flags.out ?? dataFolderOf(flags).file('bench', `${name}.json`));
      writeAtomically(file, `${JSON.stringify(written, null, 2)}\n`);
      if (flags.json) return terminal.json(written);
      show(terminal, report);
      terminal.say(terminal.colours.dim(`\nWritten to ${file}`));
    });
};

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
