// The tree as the architecture specs see it: every source file with its text, and what its place in the tree says about it.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const root = path.resolve(__dirname, '../..');

export interface SourceFile {
  /** From the root, with slashes. */
  readonly path: string;
  readonly text: string;
}

const source = /\.(ts|tsx|mts|mjs|cjs)$/;

/** All files below these folders that people write code in. */
export function sourceFiles(...folders: string[]): SourceFile[] {
  return folders
    .flatMap((folder) =>
      readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => path.posix.join(folder, file)),
    )
    .filter((file) => source.test(file) && !file.includes('node_modules'))
    .map((file) => ({ path: file, text: readFileSync(path.join(root, file), 'utf8') }));
}

/** The folders directly below this one. */
export const foldersIn = (folder: string): string[] =>
  readdirSync(path.join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => `${folder}/${entry.name}`);

/** The lines of a text, the empty one after the last line break not counted. */
export const lineCount = (text: string): number => text.split('\n').length - (text.endsWith('\n') ? 1 : 0);

/** A file of tests: a spec, or a suite that specs run against each implementation of a port. */
export const isSpec = ({ path: file }: SourceFile): boolean => /\.(spec|contract)\.tsx?$/.test(file);
export const isBarrel = ({ path: file }: SourceFile): boolean => /(^|\/)index(\.core|\.browser)?\.ts$/.test(file);
