// Row 12: a thousand sessions with one coupon that has a limit, completed at once on two API processes: exactly so many succeed as there are
// slots, beside a thousand without a coupon.
import { setTimeout as pause } from 'node:timers/promises';
import { Pool } from 'undici';
import type { Bench } from './bench';
import type { BenchStack } from './bench-stack';
import { median } from './load';
import { medianOf } from './measure';

const BUYERS = 1_000;
const LIMIT = 500;
/** Of each API: more at once than that would measure how sockets are opened. */
const CONNECTIONS = 250;
const CREATED_AT_ONCE = 64;
const COUNTED_WITHIN_MS = 10_000;
const LOOK_AGAIN_MS = 50;

interface Answered {
  readonly status: number;
  readonly text: string;
}

interface Rush {
  readonly seconds: number;
  readonly perSecond: number;
  /** Of the slowest, in milliseconds. */
  readonly slowest: number;
  readonly done: number;
  /** How often each other answer was given. */
  readonly refusals: Readonly<Record<string, number>>;
}

export const benchCoupon: Bench = async (stack, { rounds, tell }) => {
  const pools = stack.apiUrls.map((url) => new Pool(url, { connections: CONNECTIONS, pipelining: 1 }));
  const calls = new Calls(stack, pools);
  try {
    const measured: { with: Rush; without: Rush; counted: number }[] = [];
    await rush(calls, {}); // warm
    for (let round = 0; round < rounds; round++) {
      tell(`round ${round + 1} of ${rounds}: ${BUYERS} sessions with a coupon of ${LIMIT} uses, ${BUYERS} without`);
      const coupon = await calls.limitedCoupon();
      const limited = await rush(calls, { coupon_id: coupon });
      const without = await rush(calls, {});
      measured.push({ with: limited, without, counted: await calls.countedUses(coupon) });
    }
    const ratio = medianOf(measured, (round) => round.with.perSecond / round.without.perSecond);
    const isExact = measured.every((round) => round.with.done === LIMIT && round.counted === LIMIT);
    return {
      table: [
        ['round', 'with: per s', 'slowest ms', 'completed', 'counted', 'refused as', 'without: per s', 'slowest ms', 'ratio'],
        ...measured.map((round, index) => [
          String(index + 1), round.with.perSecond.toFixed(0), round.with.slowest.toFixed(0), String(round.with.done), String(round.counted),
          Object.entries(round.with.refusals).map(([code, times]) => `${code} × ${times}`).join(', '), round.without.perSecond.toFixed(0),
          round.without.slowest.toFixed(0), (round.with.perSecond / round.without.perSecond).toFixed(3),
        ]),
      ], // prettier-ignore
      verdicts: [
        `median: with a limited coupon ÷ without = ${ratio.toFixed(3)} (reach 0.3)`,
        `${isExact ? 'exactly' : 'NOT exactly'} ${LIMIT} of ${BUYERS} completed and counted in every round`,
        `slowest answer, median: ${median(measured.map((round) => round.with.slowest)).toFixed(0)} ms`,
      ],
      figures: { ratio, isExact, rounds: measured },
    };
  } finally {
    await Promise.all(pools.map((pool) => pool.destroy()));
  }
};

/** Sessions are made first, then all of them completed at once. */
async function rush(calls: Calls, wish: object): Promise<Rush> {
  const sessions = await calls.sessions(wish);
  const begunAt = performance.now();
  let slowest = 0;
  const answers = await Promise.all(
    sessions.map(async (id, index) => {
      const answer = await calls.complete(id, index);
      slowest = Math.max(slowest, performance.now() - begunAt);
      return answer;
    }),
  );
  const seconds = (performance.now() - begunAt) / 1_000;
  const refused = answers.filter(({ status }) => status !== 200).map(({ status, text }) => `${status} ${codeIn(text)}`);
  const refusals = Object.fromEntries([...Map.groupBy(refused, (code) => code)].map(([code, times]) => [code, times.length]));
  return { seconds, perSecond: sessions.length / seconds, slowest, done: sessions.length - refused.length, refusals };
}

const codeIn = (text: string): string => (JSON.parse(text) as { readonly code?: string }).code ?? 'without a code';

class Calls {
  private readonly base: string;

  constructor(
    private readonly stack: BenchStack,
    private readonly pools: readonly Pool[],
  ) {
    this.base = `/api/${stack.account.account_id}`;
  }

  async limitedCoupon(): Promise<string> {
    const coupon = { discount_type: 'percent_off', percent_off: 10, max_redemptions: LIMIT };
    return idOf(await this.call('POST', '/coupons/', { body: coupon }));
  }

  async sessions(wish: object): Promise<readonly string[]> {
    const { account } = this.stack;
    const body = {
      success_url: 'https://example.com/thanks', return_url: 'https://example.com/cart', customer_id: account.customer_id,
      line_items: account.price_ids.map((id) => ({ price_id: id })), ...wish,
    }; // prettier-ignore
    const made: string[] = [];
    const some = async () => {
      for (let left = BUYERS / CREATED_AT_ONCE; left > 0 && made.length < BUYERS; left--) {
        made.push(idOf(await this.call('POST', '/checkout-sessions/', { body, turn: made.length })));
      }
    };
    await Promise.all(Array.from({ length: CREATED_AT_ONCE }, some));
    return made.slice(0, BUYERS);
  }

  complete(id: string, turn: number): Promise<Answered> {
    return this.call('PUT', `/checkout-sessions/${id}/complete`, { turn });
  }

  /** Confirmed uses, once they are as many as there can be, or after a while. */
  async countedUses(coupon: string): Promise<number> {
    const until = performance.now() + COUNTED_WITHIN_MS;
    for (;;) {
      const { text } = await this.call('GET', `/coupons/${coupon}`, {});
      const { redemption_count } = JSON.parse(text) as { readonly redemption_count: number };
      if (redemption_count >= LIMIT || performance.now() > until) return redemption_count;
      await pause(LOOK_AGAIN_MS);
    }
  }

  private async call(
    method: 'GET' | 'POST' | 'PUT',
    path: string,
    { body, turn = 0 }: { readonly body?: object; readonly turn?: number },
  ): Promise<Answered> {
    const pool = this.pools[turn % this.pools.length];
    if (!pool) throw new Error('no API to call');
    const authorization = `Bearer ${this.stack.account.secret_token}`;
    const headers = { authorization, ...(body ? { 'content-type': 'application/json' } : {}) };
    const answer = await pool.request({ method, path: this.base + path, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
    return { status: answer.statusCode, text: await answer.body.text() };
  }
}

function idOf({ status, text }: Answered): string {
  if (status !== 200) throw new Error(`answered with ${status}: ${text}`);
  return (JSON.parse(text) as { readonly id: string }).id;
}
