// Runs a child as if it were this process: signals, terminal, exit code and ending by a signal all go through.
// Only modules of Node itself: see ../bootstrap.mjs.
import { spawn } from 'node:child_process';
import os from 'node:os';
import process from 'node:process';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Resolves with `{ code, signal }` once the child has ended. `onSignal` is told of each signal that this process receives.
 * @throws the error of spawn, when the command cannot be started.
 */
export function inForeground(command, args, { onSignal, ...options }) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: 'inherit' });
    const pass = (signal) => {
      onSignal?.(signal, child);
      if (signal === 'SIGTERM' || !onTerminal()) child.kill(signal);
    };
    for (const signal of signals) process.on(signal, pass);
    const watch = watchParent(() => pass('SIGTERM'));
    const settle = (action) => (result) => {
      clearInterval(watch);
      for (const signal of signals) process.off(signal, pass);
      action(result);
    };
    child.once('error', settle(reject));
    child.once('exit', (code, signal) => settle(resolve)({ code, signal }));
  });
}

/** A terminal sends Ctrl-C and its hang-up to the whole foreground group: the child has those already. */
const onTerminal = () => [process.stdin, process.stdout, process.stderr].some((stream) => stream.isTTY);

/** An npm that was killed says nothing to its script; the script must not outlive it. */
function watchParent(onGone) {
  if (process.env.npm_lifecycle_event === undefined) return undefined;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    onGone();
  }, 1000);
  return watch;
}

/** Ends this process as the child ended: with its exit code, or by the signal that ended it. */
export function endLike({ code, signal }) {
  if (!signal) process.exit(code ?? 1);
  setTimeout(() => process.exit(128 + (os.constants.signals[signal] ?? 0)), 500); // some signals do not end a process
  process.kill(process.pid, signal);
  return new Promise(() => {});
}
