// All sub-commands of `till`, as the shell sees them.
import { Command, CommanderError } from 'commander';
import { addAudit } from './audit/audit.command';
import { addBench } from './bench/bench.command';
import type { AddCommand } from './command';
import { addDemo } from './demo/demo.command';
import { addDoctor } from './doctor/doctor.command';
import { addRebuild } from './doctor/rebuild.command';
import { ExitCode, exitCodeHelp } from './exit-codes';
import { addPayments } from './payments/payments.command';
import { addSeed } from './seed/seed.command';
import type { Terminal } from './terminal/terminal';
import { addStatus } from './up/status.command';
import { addUp } from './up/up.command';

const commands: readonly AddCommand[] = [addUp, addStatus, addDemo, addSeed, addAudit, addPayments, addDoctor, addRebuild, addBench];

/** Answers a function from the process' arguments to its exit code. */
export function buildProgram(terminal: Terminal): (argv: readonly string[]) => Promise<number> {
  let exitCode: number = ExitCode.ok;
  const end = (code: number) => {
    exitCode = code;
  };
  const program = new Command('till')
    .description('Tillstream on the command line: brings everything up, shows it, checks it.')
    .addHelpText('after', exitCodeHelp)
    .showHelpAfterError('(--help says more)')
    .exitOverride();
  for (const add of commands) add(program, { terminal, end });
  return async (argv) => {
    try {
      await program.parseAsync([...argv]);
      return exitCode;
    } catch (error) {
      if (!(error instanceof CommanderError)) throw error;
      return error.exitCode === 0 ? ExitCode.ok : ExitCode.usage; // it has said what was wrong
    }
  };
}
