// till bench
import { InvalidArgumentError } from 'commander';
import { type AddCommand, withData, withJson } from '../command';
import { CommandFailure, ExitCode } from '../exit-codes';
import type { BenchFlags } from './run-create';

const help = `
  create   sessions created over HTTP by 64 connections ÷ bare appends of equal events by 64 writers, same store (reach: 0.35, then 0.5)

Each benchmark starts an installation of its own in a temporary folder and removes it. What counts is the ratio: both sides take turns in
one run. The result is also written as JSON to bench/<name>.json in the data folder, or where --out says.`;

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
    .option('--out <file>', 'where the JSON goes')
    .addHelpText('after', help)
    .action(async (name: string, flags: BenchFlags) => {
      if (name !== 'create') throw new CommandFailure(ExitCode.usage, `There is no benchmark ${name}.${help}`);
      await (await import('./run-create.js')).runCreate(flags, invocation);
    });
};
