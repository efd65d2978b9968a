// Whether the API may be given work, as it says itself.
import { setTimeout as pause } from 'node:timers/promises';

export interface ApiHealth {
  /** `degraded`: it works, but lists or Redis are not there yet. `silent`: no answer. */
  readonly status: 'ok' | 'degraded' | 'failing' | 'silent';
  /** What it said, or why it said nothing. */
  readonly said: string;
}

const WITHIN_MS = 3_000;
const LOOK_EVERY_MS = 50;
const DEGRADED_FOR_MS = 10_000;
const LONGEST_SAYING = 500;

export async function apiHealth(baseUrl: string): Promise<ApiHealth> {
  try {
    const response = await fetch(`${baseUrl}/health/ready`, { signal: AbortSignal.timeout(WITHIN_MS) });
    const said = (await response.text()).slice(0, LONGEST_SAYING);
    if (!response.ok) return { status: 'failing', said: `${response.status} ${said}` };
    return { status: said.includes('"degraded"') ? 'degraded' : 'ok', said };
  } catch (error) {
    return { status: 'silent', said: error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error) };
  }
}

/**
 * Resolves once all is well, or when it has been degraded for a while: after a long history the lists take their time to come back.
 * Throws after `withinMs` without that, with what it said last.
 */
export async function untilAnswering(baseUrl: string, withinMs: number): Promise<ApiHealth> {
  const endsAt = performance.now() + withinMs;
  let degradedSince: number | undefined;
  for (;;) {
    const health = await apiHealth(baseUrl);
    const now = performance.now();
    degradedSince = health.status === 'degraded' ? (degradedSince ?? now) : undefined;
    if (health.status === 'ok' || now - (degradedSince ?? now) > DEGRADED_FOR_MS) return health;
    if (now > endsAt) throw new Error(`the API does not become ready: ${health.said}`);
    await pause(LOOK_EVERY_MS);
  }
}
