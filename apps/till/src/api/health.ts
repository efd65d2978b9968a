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

/** Resolves once all is well. Throws after `withinMs` with what it said last. */
export async function untilWell(baseUrl: string, withinMs: number): Promise<void> {
  const endsAt = performance.now() + withinMs;
  for (;;) {
    const { status, said } = await apiHealth(baseUrl);
    if (status === 'ok') return;
    if (performance.now() > endsAt) throw new Error(`the API does not become ready: ${said}`);
    await pause(LOOK_EVERY_MS);
  }
}
