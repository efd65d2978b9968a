// till bench
import { InvalidArgumentError } from 'commander';
import { type AddCommand, withData, withJson } from '../command';
import { CommandFailure, ExitCode } from '../exit-codes';
import type { BenchFlags } from './bench';
import { benches } from './benches';

const names = Object.entries(benches).map(([name, { about }]) => `  ${name.padEnd(8)} ${about}`);
const help = `
${names.join('\n')}

Each benchmark starts an installation of its own in a temporary folder and removes it. What counts are ratios: the sides take turns in one
run, 64 connections each. The result is also written as JSON to bench/<name>.json in the data folder, or where --out says.`;

const numberOf = (text: string): number => {
  const value = Number(text);
  if (!(value > 0)) throw new InvalidArgumentError('It is a number above 0.');
  return value;
};

export const addBench: AddCommand = (program, invocation) => {
  withJson(withData(program.command('bench')))
    .description('measure, beside a reference in the same run')
    .argument('[name]', 'which benchmark', 'create')
    .option('--rounds <count>', 'alternating rounds', numberOf, 5)
    .option('--seconds <seconds>', 'length of one side of a round', numberOf, 3)
    .option('--sessions <count>', 'how many sessions there are to be (scale, memory)', numberOf, 10_000)
    .option('--out <file>', 'where the JSON goes')
    .addHelpText('after', help)
    .action(async (name: string, flags: BenchFlags) => {
      const bench = benches[name];
      if (!bench) throw new CommandFailure(ExitCode.usage, `There is no benchmark ${name}.${help}`);
      await (
        await import('./run-bench.js')
      ).runBench({ name, bench: await bench.load(), hasTwoApis: bench.hasTwoApis === true, flags }, invocation);
    });
};
