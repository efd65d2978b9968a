// Of all processes with this role one is active, the others stand by and take over within five seconds. Correctness never rests on
// this: whoever works on without the lease loses every compare-and-set.
import type { Clock, Lease, Log } from '@tillstream/event-sourcing';
import type { RoleWork, RunningRole } from './role';

export interface SoleWorkerParts {
  readonly lease: Lease;
  readonly clock: Clock;
  readonly log: Log;
  /** Names this process among all. */
  readonly owner: string;
}

/** Held for this long after each renewal: as long as a dead process keeps the others waiting, at the most. */
const TTL_MS = 3_500;
const RENEW_EVERY_MS = 1_000;

export class SoleWorker implements RunningRole {
  standing: 'active' | 'standby' = 'standby';
  /** Resolves when it is known who has the role. */
  readonly taken: Promise<void>;
  private know: () => void = () => undefined;

  constructor(
    private readonly work: RoleWork,
    private readonly parts: SoleWorkerParts,
  ) {
    this.taken = new Promise((resolve) => {
      this.know = resolve;
    });
  }

  get role() {
    return this.work.role;
  }

  /** Resolves when `signal` is aborted, with the lease given back. */
  async run(signal: AbortSignal): Promise<void> {
    const { lease, clock, log, owner } = this.parts;
    while (!signal.aborted) {
      if (await this.acquire()) {
        log.info({ role: this.role, owner }, 'this process is the active one');
        await this.beActive(signal);
        await lease.release(this.role, owner).catch(() => undefined); // it runs out by itself
        log.info({ role: this.role, owner }, 'this process is no longer the active one');
      }
      await clock.sleep(RENEW_EVERY_MS, signal);
    }
    this.know();
  }

  private async beActive(signal: AbortSignal): Promise<void> {
    const tenure = new AbortController();
    const stop = () => tenure.abort();
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    this.standing = 'active';
    this.know();
    const renewing = this.renew(tenure);
    try {
      await this.work.run(tenure.signal);
    } catch (error) {
      this.parts.log.error({ role: this.role, error: String(error) }, 'a role broke off; it will be taken up again');
    } finally {
      this.standing = 'standby';
      stop();
      await renewing;
      signal.removeEventListener('abort', stop);
    }
  }

  /** Ends the tenure when another process has the lease, or when it ran out without an answer. */
  private async renew(tenure: AbortController): Promise<void> {
    let heldUntil = this.parts.clock.now() + TTL_MS;
    for (;;) {
      await this.parts.clock.sleep(RENEW_EVERY_MS, tenure.signal);
      if (tenure.signal.aborted) return;
      const isHeld = await this.parts.lease.acquire(this.role, this.parts.owner, TTL_MS).catch(() => null);
      const now = this.parts.clock.now();
      if (isHeld) heldUntil = now + TTL_MS;
      if (isHeld === false || now >= heldUntil) tenure.abort();
    }
  }

  private async acquire(): Promise<boolean> {
    const { lease, log, owner } = this.parts;
    try {
      const isOurs = await lease.acquire(this.role, owner, TTL_MS);
      if (!isOurs) this.know();
      return isOurs;
    } catch (error) {
      log.warn({ role: this.role, error: String(error) }, 'the lease cannot be asked for');
      return false;
    }
  }
}
