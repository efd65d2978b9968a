// Row 1: creating sessions over HTTP by 64 connections, beside bare appends of equal events by 64 writers to the same store. Both take
// turns in one run, so that the ratio holds on a machine that others use too.
import { randomBytes, randomUUID } from 'node:crypto';
import type { ProposedEvent } from '@tillstream/event-sourcing';
import { Pool } from 'undici';
import type { BenchStack } from './bench-stack';
import { type CpuByProcess, cpuOf, cpuPerOperation } from './cpu-time';
import { type Load, load, median } from './load';

export interface CreateBenchOptions {
  readonly rounds: number;
  readonly roundMs: number;
}

export interface Round {
  readonly http: Load & { readonly cpuMicros: CpuByProcess };
  readonly bare: Load & { readonly cpuMicros: CpuByProcess };
  readonly ratio: number;
}

export interface CreateBenchReport {
  readonly httpPerSecond: number;
  readonly barePerSecond: number;
  /** Median of the rounds' ratios. */
  readonly ratio: number;
  readonly bytesPerAppend: number;
  readonly eventsPerAppend: number;
  readonly rounds: readonly Round[];
}

const CONCURRENT = 64;
const WARM_UP_MS = 2_000;

export async function benchCreate(stack: BenchStack, { rounds, roundMs }: CreateBenchOptions): Promise<CreateBenchReport> {
  const pool = new Pool(stack.api.baseUrl, { connections: CONCURRENT, pipelining: 1 });
  const create = () => createSession(pool, stack);
  const events = await eventsOf(stack, (await create()).id);
  const append = () => appendBare(stack, events);
  const measured: Round[] = [];
  try {
    for (const work of [create, append]) await load({ workers: CONCURRENT, forMs: WARM_UP_MS }, async () => void (await work()));
    for (let round = 0; round < rounds; round++) {
      const http = await measure(stack, roundMs, async () => void (await create()));
      const bare = await measure(stack, roundMs, append);
      measured.push({ http, bare, ratio: Number((http.perSecond / bare.perSecond).toFixed(3)) });
    }
  } finally {
    await pool.destroy();
  }
  return {
    httpPerSecond: Math.round(median(measured.map(({ http }) => http.perSecond))),
    barePerSecond: Math.round(median(measured.map(({ bare }) => bare.perSecond))),
    ratio: median(measured.map(({ ratio }) => ratio)),
    bytesPerAppend: JSON.stringify(events.map(({ data, metadata }) => [data, metadata])).length,
    eventsPerAppend: events.length,
    rounds: measured,
  };
}

async function measure({ pids }: BenchStack, forMs: number, work: () => Promise<void>) {
  const before = cpuOf(pids);
  const done = await load({ workers: CONCURRENT, forMs }, work);
  return { ...done, cpuMicros: cpuPerOperation(before, cpuOf(pids), done.operations) };
}

async function createSession(pool: Pool, { account }: BenchStack): Promise<{ readonly id: string }> {
  const { statusCode, body } = await pool.request({
    method: 'POST',
    path: `/api/${account.account_id}/checkout-sessions/`,
    headers: { authorization: `Bearer ${account.secret_token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      success_url: 'https://example.com/thanks?session={CHECKOUT_SESSION_ID}',
      return_url: 'https://example.com/cart',
      customer_id: account.customer_id,
      line_items: account.price_ids.map((id) => ({ price_id: id })),
    }),
  });
  const answer = (await body.json()) as { readonly id: string };
  if (statusCode !== 200) throw new Error(`a creation was answered with ${statusCode}: ${JSON.stringify(answer)}`);
  return answer;
}

/** What the API appended for it: the bare appends write the same. */
async function eventsOf({ ports }: BenchStack, sessionId: string): Promise<readonly ProposedEvent[]> {
  const key = sessionId.slice(sessionId.lastIndexOf('_') + 1);
  const events = await ports.eventStore.read(`checkoutSession-${key}`);
  return events.map(({ type, data, metadata }) => ({ id: randomUUID(), type, data, metadata }));
}

/** To streams that no projector asks for. */
async function appendBare({ ports }: BenchStack, events: readonly ProposedEvent[]): Promise<void> {
  const stream = `bench-${randomBytes(10).toString('hex')}`;
  const result = await ports.eventStore.append(
    stream,
    -1,
    events.map((event) => ({ ...event, id: randomUUID() })),
  );
  if (result.kind !== 'appended') throw new Error(`a bare append to ${stream} met a conflict`);
}
