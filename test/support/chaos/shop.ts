// The shop in the chaos: three processors, what is sold, a coupon with fewer uses than there are buyers, customers with saved cards; and
// how a buyer's story is played in it.
import { setTimeout as pause } from 'node:timers/promises';
import { call, Merchant } from '../merchant';
import type { Stack } from '../stack';
import { insist } from './insist';
import { LATE_PROCESSORS, LateMoney } from './late-money';
import { type Ended, PageBuyer } from './page-buyer';
import type { Order, Story } from './stories';

/** How each tells what became of its charges. */
const PROCESSORS = { alpha: 'normal', beta: 'duplicate', gamma: 'late' } as const;
const TEMPER = { slow_ms: 300, hang_ms: 1_000, latency_ms: 2, latency_jitter_ms: 15, refund_settle_ms: 300, notice_delay_ms: 4_000 };
const CUSTOMERS_WITH_CARDS = 5;
const PATIENCE_MS = 90_000;
/** At a processor that closes nothing a lost charge stays in doubt for long. */
const LATE_PATIENCE_MS = 20_000;
/** Buyers with such a session begin to type when it is nearly over. */
const EXPIRING_MS = 60_000;

interface Ordered {
  readonly id: string;
  readonly secure_token: string;
}

export interface Sold extends Ordered {
  readonly story: Story;
}

interface Goods {
  readonly mug: string;
  readonly cheaper: string;
  readonly cheapest: string;
  readonly monthly: string;
  readonly couponId: string;
  readonly customers: readonly string[];
}

export class Shop {
  readonly sold: Sold[] = [];
  /** How presses ended, counted. */
  readonly endings = new Map<string, number>();

  private constructor(
    readonly merchant: Merchant,
    private readonly apis: readonly string[],
    readonly goods: Goods,
    readonly lateMoney: LateMoney,
  ) {}

  /** @param couponUses how many buyers the coupon is good for */
  static async open(stack: Stack, apis: readonly string[], couponUses: number): Promise<Shop> {
    const merchant = await Merchant.open(stack.apiUrl, stack.operatorToken);
    const processors = await connected(stack, merchant);
    const usual = Object.keys(PROCESSORS).map((name) => ({ processor_id: processors[name] }));
    const route = await merchant.must('POST', '/processor-routes/', { name: 'Usual', processors: usual });
    await routeByDefault(merchant, route.id ?? '');
    const price = (unit_amount_atom: number, more: object = {}) => merchant.price({ unit_amount_atom, ...more });
    const mug = await price(2_000);
    const goods = {
      mug,
      cheaper: await price(1_500),
      cheapest: await price(700),
      monthly: await price(900, { pricing_type: 'recurring', recurring_interval: 'month', recurring_interval_count: 1 }),
      couponId:
        (await merchant.must('POST', '/coupons/', { discount_type: 'percent_off', percent_off: 10, max_redemptions: couponUses })).id ?? '',
      customers: await customersWithCards(merchant, mug),
    };
    return new Shop(merchant, apis, goods, await LateMoney.open({ stack, apis, merchant, processors }));
  }

  /** The whole story, from the order to the last press. */
  async play(story: Story): Promise<void> {
    const session = await this.order(story);
    this.sold.push({ ...session, story });
    if (story.late !== null) return this.playLate(session, story);
    const buyer = (tab: number) => new PageBuyer(this.apis, session.secure_token, story.index + tab);
    for (const card of story.cards) {
      await pause(story.order === 'expiring' ? EXPIRING_MS - story.typingMs / 4 : story.typingMs);
      const pressing = { card, bank: story.bank, patienceMs: PATIENCE_MS };
      const windows = story.isTwice ? [buyer(0), buyer(1)] : [buyer(0)];
      const [ends] = await Promise.all([Promise.all(windows.map((one) => one.press(pressing))), this.endedMeanwhile(session, story)]);
      for (const end of ends) this.count(end);
      if (ends.some((end) => end === 'paid' || end === 'expired' || end === 'left')) return;
    }
  }

  private async playLate(session: Ordered, story: Story): Promise<void> {
    const buyer = new PageBuyer(this.apis, session.secure_token, story.index);
    const [first = null, ...again] = story.cards;
    this.count(await buyer.press({ card: first, bank: story.bank, patienceMs: LATE_PATIENCE_MS }));
    const attemptId = (await buyer.look()).attempt?.id;
    if (story.late === 'is expired') await this.expire(session);
    for (const card of again) this.count(await buyer.press({ card, bank: story.bank, patienceMs: LATE_PATIENCE_MS }));
    if (attemptId !== undefined) await this.lateMoney.bankApproves(attemptId);
  }

  private async endedMeanwhile(session: Ordered, { endedAfterMs }: Story): Promise<void> {
    if (endedAfterMs === null) return;
    await pause(endedAfterMs);
    await this.expire(session);
  }

  /** Also where a payment is in doubt, or was made. */
  private async expire({ id }: Ordered): Promise<void> {
    const { accountId, token } = this.merchant;
    await insist(this.apis, {
      method: 'POST',
      path: `/api/${accountId}/checkout-sessions/${id}/expire`,
      token,
      body: {},
      takes: [400, 409],
    });
  }

  /** Who finds the coupon used up orders without it. */
  private async order(story: Story): Promise<Ordered> {
    const wished = await this.ordered(story, story.order);
    return 'id' in wished ? wished : ((await this.ordered(story, 'plain')) as Ordered);
  }

  private ordered({ index, late }: Story, order: Order): Promise<Ordered | object> {
    const path = `/api/${this.merchant.accountId}/checkout-sessions/`;
    const body = {
      success_url: 'http://127.0.0.1/thanks',
      return_url: 'http://127.0.0.1/cart',
      ...this.bodyOf(order, index),
      ...this.routed(late),
    };
    const key = `order-${index}-${order.replace(' ', '-')}`;
    return insist(this.apis, { method: 'POST', path, token: this.merchant.token, body, key, takes: order === 'coupon' ? [422] : [] });
  }

  private bodyOf(order: Order, index: number): object {
    const { mug, cheaper, cheapest, monthly, couponId, customers } = this.goods;
    const items = (price_id: string) => ({ line_items: [{ price_id, quantity: 1 }] });
    const customer = { customer_id: customers[index % customers.length] };
    const bodies: Readonly<Record<Order, object>> = {
      plain: items(mug),
      cascade: { ...items(mug), cascade_line_items: [items(cheaper), items(cheapest)] },
      coupon: { ...items(mug), coupon_id: couponId },
      'saved card': { ...items(mug), ...customer },
      subscription: items(monthly),
      'set-up': { mode: 'setup', ...customer },
      late: items(mug),
      expiring: { ...items(mug), expires_in_minutes: EXPIRING_MS / 60_000 },
    };
    return bodies[order];
  }

  private routed(late: Story['late']): object {
    return late === null ? {} : { processor_route_id: this.lateMoney.routeFor(late) };
  }

  private count(end: Ended): void {
    this.endings.set(end, (this.endings.get(end) ?? 0) + 1);
  }
}

/** All that there are, by name; those of late money are in no session's way that does not name them. */
async function connected(stack: Stack, merchant: Merchant): Promise<Readonly<Record<string, string>>> {
  const late = Object.entries(LATE_PROCESSORS).map(([name, settings]) => [name, { ...settings, notices: 'late' }] as const);
  const usual = Object.entries(PROCESSORS).map(([name, notices]) => [name, { notices }] as const);
  const ids: Record<string, string> = {};
  for (const [name, settings] of [...usual, ...late]) {
    const id = await merchant.connect(stack.sandboxUrl, name);
    const notice_url = `${stack.apiUrl}/notices/${id}`;
    await configure(`${stack.sandboxUrl}/_control/processors/${name}`, { ...TEMPER, notice_url, ...settings });
    ids[name] = id;
  }
  return ids;
}

async function routeByDefault({ apiUrl, accountId, token }: Merchant, id: string): Promise<void> {
  const body = { default_processor_route_id: id };
  const answer = await call(`${apiUrl}/api/accounts/${accountId}/default-processor-route`, 'PATCH', { token, body });
  if (answer.status !== 200) throw new Error(`the default route was answered ${answer.status}`);
}

async function configure(url: string, settings: object): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(url, { method: 'PUT', headers, body: JSON.stringify(settings) });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status} ${await answer.text()}`);
}

async function customersWithCards(merchant: Merchant, priceId: string): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let index = 0; index < CUSTOMERS_WITH_CARDS; index++) {
    const { id = '' } = await merchant.must('POST', '/customers/', { email: `regular-${index}@example.com` });
    const session = await merchant.session(priceId, { customer_id: id });
    await merchant.buyer(session.secure_token ?? '').pay(1, '4242424242424242', { save_card: true, customer: {} });
    ids.push(id);
  }
  return ids;
}
