// What the test command says, and the programs that it runs in the foreground.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

export const root = path.resolve(import.meta.dirname, '../..');

export const say = (text) => process.stdout.write(`${text}\n`);
export const title = (name) => say(`\n── ${name} ${'─'.repeat(Math.max(0, 76 - name.length))}`);

export const hasRealRedis = () =>
  process.env.REDIS_URL !== undefined ||
  (process.env.PATH ?? '').split(path.delimiter).some((folder) => existsSync(path.join(folder, 'redis-server')));

/** The path of a program that a package in node_modules brings. */
export const installed = (file) => path.join(root, 'node_modules', file);

/**
 * Runs Node on a script, with its output shown, as the head of a process group of its own, and resolves with its exit code. Signals
 * for this process go to the whole group. What is left of the group when it ends (a process that a spec forgot) is ended, too.
 * `isOverdue` is asked every second: once it is true the group is ended and the exit code is 1.
 */
export function runNode(args, { isOverdue = () => false } = {}) {
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], detached: true });
  const signalGroup = (signal) => {
    try {
      process.kill(-child.pid, signal);
      return true;
    } catch {
      return false; // nobody is left
    }
  };
  const stop = (signal) => {
    signalGroup(signal);
    setTimeout(() => process.exit(130), 5000).unref();
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, stop);
  const watch = setInterval(() => isOverdue() && signalGroup('SIGKILL'), 1000);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      clearInterval(watch);
      for (const name of signals) process.off(name, stop);
      if (signalGroup('SIGKILL')) say('(processes that were left behind have been ended)');
      if (signal === 'SIGINT' || signal === 'SIGTERM') process.exit(130);
      resolve(code ?? 1);
    });
  });
}
