// Entry of the sandbox: opens the journal, listens, says so in one line on stdout, and ends at once when told to.
import { buildApp } from './app';
import { type Arguments, readArguments, usage } from './arguments';
import { Sandbox } from './sandbox';

function complain(fault: unknown): void {
  process.stderr.write(`${fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)}\n`);
}

/** Memory may be ahead of the disk, or the code is wrong: better no processor than one that forgets a charge. */
function giveUp(fault: unknown): void {
  complain(fault);
  process.exit(1);
}

function argumentsOrUsage(): Arguments {
  try {
    return readArguments(process.argv.slice(2));
  } catch (fault) {
    process.stderr.write(`${fault instanceof Error ? fault.message : String(fault)}\n${usage}\n`);
    process.exit(2);
  }
}

async function main(): Promise<void> {
  const { port, host, data, publicUrl } = argumentsOrUsage();
  const sandbox = await Sandbox.open(data, giveUp);
  const app = buildApp(sandbox, { publicUrl, onFault: complain });

  const stop = async () => {
    await app.close();
    await sandbox.close();
    process.exit(0); // slow cards may still be waiting; nothing was charged for them
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop().catch(giveUp));

  await app.listen({ port, host });
  const address = app.server.address();
  process.stdout.write(`${JSON.stringify({ event: 'listening', port: typeof address === 'object' ? address?.port : port })}\n`);
}

main().catch(giveUp);
