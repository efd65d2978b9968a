// What a child says, kept in a file of its own and shown where somebody wants to read along.
import { createWriteStream, mkdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Readable } from 'node:stream';

const LARGEST_BYTES = 10 * 1024 * 1024;
const TAIL_CHARACTERS = 4_000;

export class LogFile {
  private readonly stream;
  private lastWords = '';

  /** @param show is given each line as well; undefined: the file alone. */
  constructor(
    readonly file: string,
    private readonly show: ((line: string) => void) | undefined,
  ) {
    mkdirSync(path.dirname(file), { recursive: true });
    if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > LARGEST_BYTES) renameSync(file, `${file}.1`);
    this.stream = createWriteStream(file, { flags: 'a', mode: 0o600 });
    this.stream.on('error', () => undefined); // a full disk must not end what works without a log
  }

  take(from: Readable): void {
    let half = '';
    from.setEncoding('utf8').on('data', (text: string) => {
      this.stream.write(text);
      this.lastWords = (this.lastWords + text).slice(-TAIL_CHARACTERS);
      const lines = (half + text).split('\n');
      half = lines.pop() ?? '';
      if (this.show) lines.forEach(this.show);
    });
  }

  begin(): void {
    this.lastWords = '';
  }

  /** The end of what it said since it began. */
  tail(): string {
    return this.lastWords.trim();
  }
}
