// A call that is made until it is answered, by one process or another, as a well-made client of the API makes it: with one idempotency key.
import { setTimeout as pause } from 'node:timers/promises';

export interface Insisting {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly token: string;
  readonly body?: object;
  /** Makes repetitions one and the same command. */
  readonly key?: string;
  /** Answers of 4xx that are as good as a success; every other one is thrown. */
  readonly takes?: readonly number[];
  /** It is there, and may not be in the views yet: those of a process that died are written by the projector, once that is back. */
  readonly isThere?: boolean;
}

const PATIENCE_MS = 10_000;
const GIVEN_UP_AFTER_MS = 240_000;

/** These pass by themselves; every other refusal is a mistake of the caller's. */
const PASSING: ReadonlySet<number> = new Set([409, 429]);

/** @param apis addresses of the API processes, asked in turn */
export async function insist<T>(apis: readonly string[], call: Insisting): Promise<T> {
  const endsAt = Date.now() + GIVEN_UP_AFTER_MS;
  for (let count = 0; ; count++) {
    const answer = await once(apis[count % apis.length] ?? '', call);
    const status = answer?.status ?? 503;
    if (answer && (status < 300 || call.takes?.includes(status))) return answer.body as T;
    if (Date.now() > endsAt || !passes(status, call)) throw refused(call, answer);
    await pause(Math.min(100 * 2 ** count, 1_000));
  }
}

const passes = (status: number, { isThere = false }: Insisting): boolean =>
  status >= 500 || PASSING.has(status) || (status === 404 && isThere);

const refused = ({ method, path }: Insisting, answer: Awaited<ReturnType<typeof once>>): Error =>
  new Error(`${method} ${path}: ${answer ? `${answer.status} ${JSON.stringify(answer.body)}` : 'no answer'}`);

async function once(api: string, { method, path, token, body, key }: Insisting): Promise<{ status: number; body: unknown } | null> {
  try {
    const answer = await fetch(`${api}${path}`, {
      method,
      signal: AbortSignal.timeout(PATIENCE_MS),
      headers: {
        authorization: `Bearer ${token}`,
        ...(body && { 'content-type': 'application/json' }),
        ...(key !== undefined && { 'idempotency-key': key }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) };
  } catch {
    return null;
  }
}
