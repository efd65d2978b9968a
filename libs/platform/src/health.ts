// Whether a process may be given work: named checks, each with a time of its own, all at once.

export interface CheckResult {
  readonly ok: boolean;
  readonly ms: number;
  /** Why not. */
  readonly error?: string;
}

export interface HealthReport {
  readonly status: 'ok' | 'failing';
  readonly checks: Readonly<Record<string, CheckResult>>;
}

type Check = () => Promise<unknown>;

const WITHIN_MS = 1_000;

export class Health {
  private readonly checks = new Map<string, { readonly check: Check; readonly withinMs: number }>();

  /** `check` rejects when something is wrong. */
  add(name: string, check: Check, withinMs = WITHIN_MS): this {
    if (this.checks.has(name)) throw new Error(`two health checks are called ${name}`);
    this.checks.set(name, { check, withinMs });
    return this;
  }

  async report(): Promise<HealthReport> {
    const checks = await Promise.all(
      [...this.checks].map(async ([name, { check, withinMs }]) => [name, await result(check, withinMs)] as const),
    );
    return { status: checks.every(([, { ok }]) => ok) ? 'ok' : 'failing', checks: Object.fromEntries(checks) };
  }
}

async function result(check: Check, withinMs: number): Promise<CheckResult> {
  const startedAt = performance.now();
  const ms = () => Math.round(performance.now() - startedAt);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${withinMs} ms`)), withinMs);
  });
  try {
    await Promise.race([check(), late]);
    return { ok: true, ms: ms() };
  } catch (error) {
    return { ok: false, ms: ms(), error: error instanceof Error ? error.message : String(error) };
  } finally {
    clearTimeout(timer);
  }
}
