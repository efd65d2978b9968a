// How `till` ends: scripts go by these numbers.
export const ExitCode = {
  ok: 0,
  /** Something failed; the text says what. */
  failed: 1,
  /** Wrong arguments, or an id that names nothing. */
  usage: 2,
  /** The installation does not run, or does not answer. */
  notRunning: 3,
  /** It ran to its end and found something: differences, a broken chain, a check that failed. */
  found: 4,
} as const;

/** Ends the command with a sentence on stderr and a code. */
export class CommandFailure extends Error {
  override readonly name = 'CommandFailure';
  constructor(
    readonly exitCode: number,
    message: string,
  ) {
    super(message);
  }
}

export const exitCodeHelp = `
Exit codes: 0 fine, 1 failed, 2 wrong arguments or unknown id, 3 the installation does not answer, 4 something was found.`;
