// One child of `till up`: started, known to be ready, started again when it dies, ended in time.
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { environmentWith } from '@tillstream/platform';
import { compileCache, projectRoot } from '../installation/project';
import type { LogFile } from './log-file';
import { saysListening, until } from './readiness';
import type { WardenPipe } from './warden-pipe';

export interface ServicePlan {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Asked again and again; absent: it says so itself, by a line on stdout. */
  readonly answers?: () => Promise<boolean>;
  /** SIGKILL for one that has nothing to save and hears nothing else. */
  readonly stopSignal?: 'SIGTERM' | 'SIGKILL';
}

/** It ended before it was ready: starting it again would end the same. */
export class RefusesToStart extends Error {
  override readonly name = 'RefusesToStart';
  constructor(
    readonly service: string,
    readonly how: string,
    readonly lastWords: string,
    readonly isUnknownProgram: boolean,
  ) {
    super(`${service} did not start (${how}).${lastWords ? `\n${plain(lastWords)}` : ''}`);
  }
}

/** Lines of a JSON log as sentences. */
const plain = (log: string): string =>
  log
    .split('\n')
    .slice(-LAST_LINES)
    .map((line) => /"msg":"((?:[^"\\]|\\.)*)"/.exec(line)?.[1] ?? line)
    .map((line) => `  ${line}`)
    .join('\n');

export interface ServiceParts {
  readonly warden: Pick<WardenPipe, 'begun' | 'ended'>;
  readonly log: LogFile;
  /** A sentence for whoever watches. */
  readonly tell: (sentence: string) => void;
  /** It was started again, as another process. */
  readonly onRestart?: () => void;
  /** It dies again and again: nothing more is tried. */
  readonly giveUp: (service: Service) => void;
}

type Child = ChildProcessByStdio<null, Readable, Readable>;

const READY_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 8_000;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 10_000;
const STEADY_AFTER_MS = 30_000;
const MOST_TRIES = 12;
const LAST_LINES = 12;

export class Service {
  private child: Child | undefined;
  private isEnding = false;

  constructor(
    readonly plan: ServicePlan,
    private readonly parts: ServiceParts,
  ) {}

  get pid(): number | null {
    return this.child?.pid ?? null;
  }

  /** Resolves once it is ready. Throws RefusesToStart. */
  async start(): Promise<void> {
    const child = await this.launch();
    this.watch(child, performance.now());
  }

  async stop(): Promise<void> {
    this.isEnding = true;
    const { child } = this;
    if (child?.pid === undefined || hasEnded(child)) return;
    const ended = once(child, 'exit');
    child.kill(this.plan.stopSignal ?? 'SIGTERM');
    child.kill('SIGCONT'); // one that is paused would never see the other
    const bound = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
    await ended.finally(() => clearTimeout(bound));
  }

  private async launch(): Promise<Child> {
    const { name, command, args, env } = this.plan;
    const { warden, log } = this.parts;
    log.begin();
    // A group of its own: a Ctrl-C in the terminal reaches `till up` alone, which ends its children in order.
    const child = spawn(command, args, {
      cwd: projectRoot,
      env: environmentWith({ NODE_COMPILE_CACHE: compileCache, ...env }),
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    log.take(child.stdout);
    log.take(child.stderr);
    const { pid } = child;
    if (pid !== undefined) {
      warden.begun(pid);
      child.once('exit', () => warden.ended(pid));
    }
    const giveUp = AbortSignal.timeout(READY_WITHIN_MS);
    const ended = endOf(child);
    const late = once(giveUp, 'abort').then(() => `no word within ${READY_WITHIN_MS / 1_000} s`);
    const ready = this.plan.answers ? until(this.plan.answers, giveUp) : saysListening(child.stdout);
    const how = await Promise.race([ready.then(() => null).catch(() => late), ended, late]);
    if (how === null) return child;
    child.kill('SIGKILL');
    throw new RefusesToStart(name, how, log.tail(), pid === undefined);
  }

  private isUnwanted(): boolean {
    return this.isEnding;
  }

  private watch(child: Child, readyAt: number, tries = 0): void {
    const begin = (how: string) => {
      const soFar = performance.now() - readyAt > STEADY_AFTER_MS ? 0 : tries;
      this.parts.tell(`${this.plan.name} ended (${how}).`);
      void this.again(soFar + 1);
    };
    if (hasEnded(child)) begin(howItEnded(child));
    else child.once('exit', () => this.isEnding || begin(howItEnded(child)));
  }

  private async again(tries: number): Promise<void> {
    for (let count = tries; count <= MOST_TRIES; count++) {
      await pause(Math.min(FIRST_PAUSE_MS * 2 ** (count - 1), LONGEST_PAUSE_MS));
      if (this.isUnwanted()) return;
      try {
        const child = await this.launch();
        this.parts.tell(`${this.plan.name} runs again.`);
        this.parts.onRestart?.();
        this.watch(child, performance.now(), count);
        return;
      } catch (error) {
        if (this.isUnwanted()) return;
        this.parts.tell(error instanceof Error ? error.message : String(error));
      }
    }
    this.parts.giveUp(this);
  }
}

const hasEnded = (child: Child): boolean => child.exitCode !== null || child.signalCode !== null;
const howItEnded = (child: Child): string => child.signalCode ?? `exit code ${String(child.exitCode)}`;

/** Resolves with how it ended, also when it could not be started at all; never rejects. */
function endOf(child: Child): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', () => resolve(howItEnded(child))); // its pipes are read to the end by then
  });
}
