// Entry of `till`: one sub-command per thing one wants; each ends with a code that scripts can go by.
import { CommandFailure, ExitCode } from './exit-codes';
import { buildProgram } from './program';
import { Terminal } from './terminal/terminal';

const terminal = new Terminal();

async function main(): Promise<number> {
  try {
    return await buildProgram(terminal)(process.argv);
  } catch (error) {
    terminal.note(error instanceof Error ? error.message : String(error));
    return error instanceof CommandFailure ? error.exitCode : ExitCode.failed;
  }
}

void main().then((code) => {
  process.exitCode = code;
  // Connections that linger must not keep anybody waiting; what was written is flushed first.
  process.stdout.write('', () => process.exit(code));
});
