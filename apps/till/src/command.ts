// What a sub-command is, and the options that all of them share.
import path from 'node:path';
import type { Command } from 'commander';
import { DataFolder } from './installation/data-folder';
import { projectRoot } from './installation/project';
import type { Terminal } from './terminal/terminal';

/** What a command has to work with. */
export interface Invocation {
  readonly terminal: Terminal;
  /** Ends the command with this code when it is done; 0 without. */
  readonly end: (exitCode: number) => void;
}

export type AddCommand = (program: Command, invocation: Invocation) => void;

export interface CommonOptions {
  readonly data: string;
  readonly json?: true;
}

export const withData = (command: Command): Command =>
  command.option('--data <folder>', 'the data folder', path.join(projectRoot, '.tillstream'));
export const withJson = (command: Command): Command => command.option('--json', 'answer with JSON, for scripts');

export const dataFolderOf = ({ data }: Pick<CommonOptions, 'data'>): DataFolder => new DataFolder(path.resolve(data));
