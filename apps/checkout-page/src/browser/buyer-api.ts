// The calls of the buyer's API. An answer is a value: taken, refused with a problem, or none at all; nothing here throws.
import type { BuyerProblem } from '@tillstream/checkout/browser';

export type Answer<T> =
  | { readonly kind: 'taken'; readonly body: T }
  | { readonly kind: 'refused'; readonly problem: BuyerProblem; readonly retryAfterMs: number | null }
  /** Not reached, cut off, or an answer of somebody between us: whether it was done is not known. */
  | { readonly kind: 'silent' };

const patienceMs = 25_000;

export class BuyerApi {
  constructor(
    /** `/api/checkout/{secure_token}` */
    readonly base: string,
  ) {}

  get<T>(path: string): Promise<Answer<T>> {
    return this.call<T>('GET', path, undefined);
  }

  post<T>(path: string, body: unknown): Promise<Answer<T>> {
    return this.call<T>('POST', path, body);
  }

  delete<T>(path: string): Promise<Answer<T>> {
    return this.call<T>('DELETE', path, undefined);
  }

  private async call<T>(method: string, path: string, body: unknown): Promise<Answer<T>> {
    try {
      const response = await fetch(`${this.base}${path}`, {
        method,
        cache: 'no-store',
        referrerPolicy: 'no-referrer',
        signal: AbortSignal.timeout(patienceMs),
        headers: { accept: 'application/json', ...(body !== undefined && { 'content-type': 'application/json' }) },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const json: unknown = await response.json();
      if (response.ok) return { kind: 'taken', body: json as T };
      const seconds = Number(response.headers.get('retry-after') ?? NaN);
      return { kind: 'refused', problem: problemOf(json, response.status), retryAfterMs: Number.isFinite(seconds) ? seconds * 1000 : null };
    } catch {
      return { kind: 'silent' };
    }
  }
}

/** A proxy's error page is JSON at best by chance: only the status is believed without looking. */
function problemOf(json: unknown, status: number): BuyerProblem {
  const problem = typeof json === 'object' && json !== null ? (json as Partial<BuyerProblem>) : {};
  return { ...problem, status, code: typeof problem.code === 'string' ? problem.code : 'unknown', detail: problem.detail ?? '' };
}
