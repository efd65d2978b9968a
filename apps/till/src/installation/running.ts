// What runs where: written by `till up` once everything answers, read by every other command.
import { CommandFailure, ExitCode } from '../exit-codes';
import type { DataFolder } from './data-folder';
import { isLocked } from './folder-lock';

export interface RunningService {
  readonly name: string;
  readonly pid: number;
}

/** Addresses without a slash at their end. */
export interface Running {
  readonly pid: number;
  readonly api: string;
  readonly public_url: string;
  readonly event_store: string;
  readonly redis: string;
  readonly sandbox_processors: string;
  /** Ours alone; what somebody else runs is not among them. */
  readonly services: readonly RunningService[];
}

const FILE = 'running.json';

export const keepRunning = (data: DataFolder, running: Running): void => data.writeJson(FILE, running);
/** After one of them was started again; nothing before all are there. */
export function keepServices(data: DataFolder, services: readonly RunningService[]): void {
  const running = data.readJson(FILE) as Running | undefined;
  if (running) keepRunning(data, { ...running, services });
}

export const forgetRunning = (data: DataFolder): void => data.remove(FILE);

/** Undefined when nothing runs on this folder; a file that a killed `till up` left behind counts for nothing. */
export function findRunning(data: DataFolder): Running | undefined {
  return isLocked(data.file('lock.sqlite')) ? (data.readJson(FILE) as Running | undefined) : undefined;
}

export function runningOrFail(data: DataFolder): Running {
  const running = findRunning(data);
  if (!running) throw new CommandFailure(ExitCode.notRunning, `Nothing runs on ${data.folder}. Start it with: npm start`);
  return running;
}
