// The other end of the warden's pipe. Should the warden itself die, another takes its place and is told the same.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { wardenProgram } from '../installation/project';

export class WardenPipe {
  private readonly children = new Set<number>();
  private warden: ChildProcess | undefined;
  private isClosed = false;

  begun(pid: number): void {
    this.children.add(pid);
    this.tell(`+${pid}`);
  }

  ended(pid: number): void {
    this.children.delete(pid);
    if (this.warden) this.tell(`-${pid}`);
  }

  /** The warden ends whatever is still there, and then itself. */
  async close(): Promise<void> {
    this.isClosed = true;
    const { warden } = this;
    if (!warden) return;
    const ended = once(warden, 'exit');
    warden.stdin?.end();
    await ended; // it is bounded by itself
  }

  private tell(line: string): void {
    const pipe = this.pipe();
    if (pipe.writable) pipe.write(`${line}\n`);
  }

  private pipe(): Writable {
    if (this.warden?.stdin) return this.warden.stdin;
    // In a group of its own: a Ctrl-C in the terminal is for `till up` alone.
    const warden = spawn(process.execPath, [wardenProgram], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
    warden.stdin.on('error', () => undefined); // it has died; its end is seen below
    warden.once('exit', () => {
      this.warden = undefined;
      if (!this.isClosed) for (const pid of this.children) this.tell(`+${pid}`);
    });
    this.warden = warden;
    return warden.stdin;
  }
}
