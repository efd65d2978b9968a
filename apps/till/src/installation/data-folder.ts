// The folder that an installation lives in: made, recognised, emptied. Nothing of anybody else's is ever touched.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { CommandFailure, ExitCode } from '../exit-codes';
import { lockFolder, type Lock } from './folder-lock';

const MARKER = 'tillstream.json';
const LOCK = 'lock.sqlite';
/** The build keeps its locks in the project's own folder, whoever else lives there. */
const OF_THE_BUILD = /^(install|build)\.lock/;

export class DataFolder {
  /** @param folder absolute. */
  constructor(readonly folder: string) {}

  /** Made here some time ago, and not yet removed. */
  get exists(): boolean {
    return existsSync(this.file(MARKER));
  }

  file(...names: readonly string[]): string {
    return path.join(this.folder, ...names);
  }

  /** Makes it when it is not there. Throws when something else is in it. */
  open(): void {
    if (this.exists) return;
    const others = existsSync(this.folder)
      ? readdirSync(this.folder).filter((name) => !OF_THE_BUILD.test(name) && !name.startsWith(LOCK))
      : [];
    if (others.length > 0)
      throw new CommandFailure(
        ExitCode.usage,
        `${this.folder} holds ${others[0] ?? ''} and is no data folder of Tillstream: take another one.`,
      );
    mkdirSync(this.folder, { recursive: true });
    this.writeJson(MARKER, { kind: 'tillstream data', version: 1, createdAt: new Date().toISOString() });
  }

  /** Held until the process ends, however it does; undefined when another process has it. */
  lock(): Lock | undefined {
    return lockFolder(this.file(LOCK));
  }

  /** Removes all that an installation keeps. Its lock must be held. Throws when it is none of ours. */
  reset(): void {
    if (!existsSync(this.folder)) return;
    this.open(); // refuses a stranger's
    for (const name of readdirSync(this.folder)) {
      if (!OF_THE_BUILD.test(name) && !name.startsWith(LOCK)) rmSync(this.file(name), { recursive: true, force: true });
    }
  }

  /** Undefined when there is no such file. */
  read(name: string): string | undefined {
    return existsSync(this.file(name)) ? readFileSync(this.file(name), 'utf8') : undefined;
  }

  readJson(name: string): unknown {
    const text = this.read(name);
    return text === undefined ? undefined : JSON.parse(text);
  }

  /** Whole or not at all; readable by its owner alone. */
  write(name: string, text: string): void {
    writeAtomically(this.file(name), text);
  }

  writeJson(name: string, value: unknown): void {
    this.write(name, `${JSON.stringify(value, null, 2)}\n`);
  }

  remove(name: string): void {
    rmSync(this.file(name), { force: true });
  }
}

/** A crash in here leaves the file as it was, and at most a half one beside it. */
export function writeAtomically(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  const aside = `${file}.${process.pid}.new`;
  writeFileSync(aside, text, { mode: 0o600 });
  renameSync(aside, file);
}
