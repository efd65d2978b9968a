// Row 4: an attempt with one approved charge, from the request to its answer, beside what it cannot do without: two appends of the same
// events and three bare HTTP calls (the buyer's, and two of the processor), one after another. One at a time: what counts is how long it takes.
import { encryptCard } from '@tillstream/payments/browser';
import { CardVault } from '@tillstream/payments';
import type { ProposedEvent } from '@tillstream/event-sourcing';
import { SystemClock } from '@tillstream/platform';
import { randomBytes, randomUUID } from 'node:crypto';
import type { Bench } from './bench';
import type { BenchStack } from './bench-stack';
import { type CpuByProcess, cpuOf, cpuPerOperation } from './cpu-time';
import { each, type Load } from './load';
import { medianOf } from './measure';
import { ReferenceServer } from './reference/reference-server';
import { SessionCalls } from './session-calls';

/** Until the engine has compiled what is hot. */
const WARM_UP = 3_000;
const PREPARED_AT_ONCE = 16;
const heading = [
  'round',
  'attempt p50 ms',
  'p99',
  'µs api',
  'µs store',
  'µs redis',
  'µs sandbox',
  'reference p50 ms',
  'p99',
  'attempt ÷ reference',
];

interface Press {
  readonly path: string;
  readonly body: string;
}

interface Side extends Load {
  readonly cpuMicros: CpuByProcess;
}

export const benchAttempt: Bench = async (stack, { rounds, roundMs, tell }) => {
  const calls = new SessionCalls(stack);
  const buyer = new Buyer(stack, calls);
  const sample = await buyer.sample();
  const work = (reference: ReferenceServer) => ({
    attempt: (press: Press) => buyer.press(press),
    bare: async () => {
      await reference.post(sample.body);
      for (const events of sample.appends) {
        await reference.post(sample.body);
        await appendBare(stack, events);
      }
    },
  });
  const measured = await ReferenceServer.beside({ answer: sample.answer, redisUrl: stack.ports.redisUrl }, async (reference) => {
    const pids = { ...stack.pids, reference: reference.pid };
    const { attempt, bare } = work(reference);
    const turns: { readonly attempt: Side; readonly bare: Side }[] = [];
    const count = Math.max(50, Math.round(roundMs / 10));
    tell(`${WARM_UP} of each to begin with`);
    await manyAtOnce(await buyer.prepared(WARM_UP), attempt);
    await manyAtOnce(Array.from({ length: WARM_UP }), bare);
    for (let round = 0; round < rounds; round++) {
      tell(`round ${round + 1} of ${rounds}: ${count} attempts, then as many references`);
      const presses = await buyer.prepared(count);
      turns.push({ attempt: await one(pids, presses, attempt), bare: await one(pids, Array.from({ length: count }), bare) });
    }
    return turns;
  }).finally(() => calls.close());
  const ratio = medianOf(measured, (round) => round.attempt.p50 / round.bare.p50);
  return {
    table: [
      heading,
      ...measured.map(({ attempt, bare }, index) => [
        String(index + 1), String(attempt.p50), String(attempt.p99),
        ...['api', 'event store', 'redis', 'sandbox processors'].map((name) => String(attempt.cpuMicros[name] ?? '?')),
        String(bare.p50), String(bare.p99), (attempt.p50 / bare.p50).toFixed(2),
      ]),
    ], // prettier-ignore
    verdicts: [`median: attempt ÷ two bare appends and three bare calls = ${ratio.toFixed(2)} (reach 2)`],
    figures: { ratio, bytesPerAppend: sample.appends.map((events) => JSON.stringify(events).length), rounds: measured },
  };
};

async function manyAtOnce<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = [...items];
  const some = async () => {
    for (let item = left.pop(); left.length > 0; item = left.pop()) await work(item as T);
  };
  await Promise.all(Array.from({ length: PREPARED_AT_ONCE }, some));
}

/** Each item once, one after another. */
async function one<T>(pids: Readonly<Record<string, number>>, items: readonly T[], work: (item: T) => Promise<void>): Promise<Side> {
  const before = cpuOf(pids);
  const done = await each(items, work);
  return { ...done, cpuMicros: cpuPerOperation(before, cpuOf(pids), done.operations) };
}

/** To streams that no projector asks for. */
async function appendBare({ ports }: BenchStack, events: readonly ProposedEvent[]): Promise<void> {
  const fresh = events.map((event) => ({ ...event, id: randomUUID() }));
  const result = await ports.eventStore.append(`bench-${randomBytes(10).toString('hex')}`, -1, fresh);
  if (result.kind !== 'appended') throw new Error('a bare append met a conflict');
}

/** Sessions with a customer and one thing to pay, each pressed once. */
class Buyer {
  private readonly vault: CardVault;

  constructor(
    private readonly stack: BenchStack,
    private readonly calls: SessionCalls,
  ) {
    this.vault = new CardVault(stack.ports.keyring, new SystemClock());
  }

  /** What one attempt said and wrote: the reference does as much. */
  async sample(): Promise<{ readonly body: string; readonly answer: string; readonly appends: readonly (readonly ProposedEvent[])[] }> {
    const [press] = await this.prepared(1);
    if (!press) throw new Error('there is nothing to press');
    const answer = await this.calls.call('POST', press.path, press.body);
    const key = press.path.split('/')[3]?.slice(0, 20) ?? '';
    const events = await this.stack.ports.eventStore.read(`checkoutSession-${key}`);
    const proposed = events.map(({ type, data, metadata }): ProposedEvent => ({ id: randomUUID(), type, data, metadata }));
    const from = (type: string, count: number) => proposed.slice(proposed.findIndex((event) => event.type === type)).slice(0, count);
    return { body: this.calls.body(), answer, appends: [from('AttemptStarted', 2), from('TierAttempted', 2)] };
  }

  async prepared(count: number): Promise<readonly Press[]> {
    const presses: Press[] = [];
    const some = async () => {
      while (presses.length < count) presses.push(await this.prepare());
    };
    await Promise.all(Array.from({ length: PREPARED_AT_ONCE }, some));
    return presses.slice(0, count);
  }

  async press({ path, body }: Press): Promise<void> {
    const answer = JSON.parse(await this.calls.call('POST', path, body)) as { readonly attempt: { readonly state: string } };
    if (answer.attempt.state !== 'succeeded') throw new Error(`an attempt ended as ${answer.attempt.state}`);
  }

  private async prepare(): Promise<Press> {
    const [price_id] = this.stack.account.price_ids;
    const wish = { ...(JSON.parse(this.calls.body()) as object), line_items: [{ price_id }] };
    const session = await this.calls.create<{ readonly id: string; readonly secure_token: string }>(JSON.stringify(wish));
    const path = `/api/checkout/${session.secure_token}`;
    const { offer_id } = JSON.parse(await this.calls.call('GET', path)) as { readonly offer_id: string };
    const card = { number: '4242424242424242', exp_month: 12, exp_year: 2044, cvc: '123', name: 'Ada Lovelace', session_id: session.id };
    const body = {
      number: 1, card_jwe: await encryptCard(card, this.vault.publicKey()), offer_id, first_tier: 0, accepted_tiers: [0],
      customer: { name: 'Ada Lovelace', country: 'GB', postal_code: 'W1S 1AA' }, save_card: false, locale: 'en',
    }; // prettier-ignore
    return { path: `${path}/attempts`, body: JSON.stringify(body) };
  }
}
