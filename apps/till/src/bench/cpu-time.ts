// CPU time of processes, where the system tells it (Linux): wall time alone says little on a machine that others use too.
import { readFileSync } from 'node:fs';

/** What the kernel of Linux counts in, on every usual machine. */
const TICKS_PER_SECOND = 100;
const USER_TIME = 13;
const SYSTEM_TIME = 14;

/** Seconds that a process has computed for; null where nobody knows. */
export function cpuSeconds(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' '); // the name before may hold spaces; the first field after it is the third
    return (Number(fields[USER_TIME - 2]) + Number(fields[SYSTEM_TIME - 2])) / TICKS_PER_SECOND;
  } catch {
    return null;
  }
}

export type CpuByProcess = Readonly<Record<string, number | null>>;

export const cpuOf = (pids: Readonly<Record<string, number>>): CpuByProcess =>
  Object.fromEntries(Object.entries(pids).map(([name, pid]) => [name, cpuSeconds(pid)]));

/** Microseconds per operation that each process computed for between two looks. */
export const cpuPerOperation = (before: CpuByProcess, after: CpuByProcess, operations: number): CpuByProcess =>
  Object.fromEntries(
    Object.entries(after).map(([name, seconds]) => {
      const earlier = before[name];
      return [name, seconds === null || earlier == null ? null : Math.round(((seconds - earlier) / operations) * 1e6)];
    }),
  );
