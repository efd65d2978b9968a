// Money that comes when nobody waits for it: the processor delta can close nothing while the buyers pay, so a challenge that was put aside there
// stays open, and the buyer's bank approves it after all when its attempt is over.
import type { Merchant } from '../merchant';
import type { Stack } from '../stack';
import { insist } from './insist';
import type { LateKind } from './stories';

const CANNOT_CLOSE = { outage: 'error', outage_on: ['close'], late_challenge_ms: 1 };
/** Refuses every card for good, so that the attempt ends with its challenge open. */
const REFUSES = { always: 'stolen_card' };

/** How they behave, beside what is usual in the shop. */
export const LATE_PROCESSORS = { delta: CANNOT_CLOSE, epsilon: REFUSES } as const;

interface Charge {
  readonly id: string;
  readonly processor_id: string;
}

export interface LateShop {
  readonly stack: Stack;
  readonly apis: readonly string[];
  readonly merchant: Merchant;
  /** By name. */
  readonly processors: Readonly<Record<string, string>>;
}

export class LateMoney {
  private constructor(
    private readonly shop: LateShop,
    private readonly routes: Readonly<Record<'failing' | 'beside', string>>,
  ) {}

  static async open(shop: LateShop): Promise<LateMoney> {
    const route = async (...names: readonly string[]): Promise<string> => {
      const processors = names.map((name) => ({ processor_id: shop.processors[name] }));
      return (await shop.merchant.must('POST', '/processor-routes/', { name: names.join(' '), processors })).id ?? '';
    };
    return new LateMoney(shop, { failing: await route('delta', 'epsilon'), beside: await route('delta', 'alpha') });
  }

  /** Who is charged in a session whose money comes late. */
  routeFor(kind: LateKind): string {
    return this.routes[kind === 'paid beside' ? 'beside' : 'failing'];
  }

  /** The buyer's bank takes the money of this attempt's challenge by itself. Nothing happens where none is open. */
  async bankApproves(attemptId: string): Promise<void> {
    const { apis, stack, merchant, processors } = this.shop;
    const intent = attemptId.replace(/^ca_/, 'pi_');
    const path = `/api/${merchant.accountId}/payments/payment_attempts/by_intent/${intent}`;
    const { items } = await insist<{ items: Charge[] }>(apis, { method: 'GET', path, token: merchant.token, isThere: true });
    const charge = items.find(({ processor_id }) => processor_id === processors['delta']);
    if (!charge) return;
    const atBank = { path: `/delta/charges?merchant_reference=${charge.id}`, token: 'sandbox_delta', takes: [404] };
    const { action } = await insist<{ action?: { url: string } }>([stack.sandboxUrl], { method: 'GET', ...atBank });
    if (!action) return;
    const pressed = { path: new URL(action.url).pathname, token: '', body: { result: 'approve' }, takes: [404] };
    await insist([stack.sandboxUrl], { method: 'POST', ...pressed });
  }

  /** From now on delta closes what it is asked to. */
  async closes(): Promise<void> {
    const answer = await fetch(`${this.shop.stack.sandboxUrl}/_control/processors/delta`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ outage: 'none' }),
    });
    if (!answer.ok) throw new Error(`delta answered ${answer.status}`);
  }
}
