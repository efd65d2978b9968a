// Where a command's words go: the answer to stdout, everything about the work to stderr; colours only where somebody looks at them.
import { inspect } from 'node:util';
import pc from 'picocolors';

export type Colours = ReturnType<typeof pc.createColors>;

export class Terminal {
  readonly colours: Colours;

  constructor(
    private readonly streams: { readonly out: NodeJS.WriteStream; readonly err: NodeJS.WriteStream } = {
      out: process.stdout,
      err: process.stderr,
    },
  ) {
    // Not a terminal: `isTTY` is undefined there, which would mean "as you like".
    this.colours = pc.createColors(streams.out.isTTY ? pc.isColorSupported : false);
  }

  /** A line of the answer. */
  say(line = ''): void {
    this.streams.out.write(`${line}\n`);
  }

  /** A line about how it goes. */
  note(line: string): void {
    this.streams.err.write(`${line}\n`);
  }

  /** The answer for machines: one JSON value, indented where a person reads along. */
  json(value: unknown): void {
    this.say(JSON.stringify(value, null, this.streams.out.isTTY ? 2 : undefined));
  }

  /** A value on one line, for people. */
  shown(value: unknown): string {
    return inspect(value, { colors: this.colours.isColorSupported, breakLength: Infinity, depth: 4, compact: true });
  }
}
