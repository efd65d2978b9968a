// Chaos on the real stack: many buyers pay with troubled cards through two API processes while one after another of the processes is killed
// with -9 or stands still, also for longer than any call or lease. Afterwards the processors' ledgers and the sessions agree to the cent.
// CHAOS_PAYMENTS=2000 makes the long run of it, CHAOS_SEED repeats the draws of another one.
import { Aftermath } from '../support/chaos/aftermath';
import type { Fault } from '../support/chaos/agreement';
import { Breaker, type BreakerPlan } from '../support/chaos/breaker';
import { insist } from '../support/chaos/insist';
import { pretendBrowser } from '../support/chaos/page-buyer';
import { Shop } from '../support/chaos/shop';
import { story } from '../support/chaos/stories';
import { eventually } from '../support/eventually';
import { hasRealRedis } from '../support/redis';
import { type Stack, startStack } from '../support/stack';
import { WebhookReceiver } from '../support/webhook-receiver';
import { Chance } from '../support/chaos/chance';

const PAYMENTS = Number(process.env['CHAOS_PAYMENTS'] ?? 300);
const SEED = Number(process.env['CHAOS_SEED'] ?? Date.now() % 1_000_000_000);
const MOST_SHOWN = 8_000;
const IS_LONG = PAYMENTS > 1_000;
/** So many payments have late money of every kind several times, whatever breaks. */
const WITH_LATE_MONEY = 300;
const MINUTE = 60_000;
const BUYERS_AT_ONCE = IS_LONG ? 40 : 30;
const LONGEST_TYPING_MS = IS_LONG ? 6_000 : 4_000;
const COUPON_USES = Math.ceil(PAYMENTS / 12);
/** The inquiries of an unknown charge come after 1 s, 6 s, 36 s, 156 s and 756 s. */
const SETTLED_WITHIN_MS = IS_LONG ? 20 * MINUTE : MINUTE;
const PLAN: BreakerPlan = IS_LONG
  ? {
      restMs: [500, 3_000],
      downMs: [0, 3_000],
      stopMs: [2_000, 12_000],
      longStops: ['api', 'worker', 'event-store', 'redis', 'sandbox-processors'],
      longStopMs: 40_000,
    }
  : { restMs: [300, 1_200], downMs: [0, 1_500], stopMs: [1_500, 4_000], longStops: ['api'], longStopMs: 37_000 };

jest.setTimeout(IS_LONG ? 60 * MINUTE : 6 * MINUTE);
/** One that can be killed, and that keeps what it acknowledged. */
const isOwnRedis = process.env['REDIS_URL'] === undefined;
const onRealRedis = hasRealRedis() && isOwnRedis ? it : it.skip;

let stack: Stack | undefined;
let apis: readonly string[];
let receiver: WebhookReceiver | undefined;
let shop: Shop;
let breaker: Breaker | undefined;

beforeAll(async () => {
  if (!hasRealRedis() || !isOwnRedis) return;
  pretendBrowser();
  stack = await startStack({}, { persistentRedis: true });
  apis = [stack.apiUrl, (await stack.anotherApi()).url];
  receiver = await WebhookReceiver.start();
  shop = await Shop.open(stack, apis, COUPON_USES);
  await shop.merchant.must('POST', '/webhook-endpoints/', { url: receiver.url, events: ['*'] });
});
afterAll(async () => {
  await breaker?.end();
  await receiver?.stop();
  await stack?.stop();
});

/** At least as many payments as asked for, and until every process has got every kind of blow. */
async function payments(running: Breaker): Promise<void> {
  const chance = new Chance(SEED);
  let index = 0;
  let hasFailed = false;
  const buyer = async () => {
    while (!hasFailed && (index < PAYMENTS || running.rounds === 0)) await shop.play(story(index++, chance, LONGEST_TYPING_MS));
  };
  const stopAll = (error: unknown) => {
    hasFailed = true;
    throw error;
  };
  await Promise.all(Array.from({ length: BUYERS_AT_ONCE }, () => buyer().catch(stopAll)));
}

interface Row {
  readonly id: string;
  readonly state: string;
  readonly payment_state: string;
}

const path = (rest: string): string => `/api/${shop.merchant.accountId}/checkout-sessions/${rest}`;
const present = (id: string): Promise<Row> => insist<Row>(apis, { method: 'GET', path: path(id), token: shop.merchant.token });

/** Asks every session that is still open to end; what is in doubt ends when it is known. Answers those that stay in doubt. */
async function ended(): Promise<readonly Row[]> {
  const { token } = shop.merchant;
  let open = (
    await inTurns(
      shop.sold.map(({ id }) => id),
      present,
    )
  ).filter(({ state }) => state === 'open');
  await inTurns(open, ({ id }) => insist(apis, { method: 'POST', path: path(`${id}/expire`), token, body: {}, takes: [400, 409] }));
  const isOver = async () => {
    open = (
      await inTurns(
        open.map(({ id }) => id),
        present,
      )
    ).filter(({ state, payment_state }) => state === 'open' || payment_state === 'unresolved');
    return open.length === 0;
  };
  await eventually(isOver, { timeoutMs: SETTLED_WITHIN_MS, describe: 'the end of every session' }).catch(() => undefined);
  return open;
}

async function inTurns<T, R>(items: readonly T[], action: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  for (let from = 0; from < items.length; from += 16) results.push(...(await Promise.all(items.slice(from, from + 16).map(action))));
  return results;
}

const report = (aftermath: Aftermath, faults: readonly Fault[]): string =>
  [`seed ${SEED}`, ...(breaker?.log ?? []), ...faults.slice(0, 8).map((fault) => aftermath.describe(fault))].join('\n');

onRealRedis(`takes nobody's money twice or for nothing, whichever process dies or freezes (seed ${SEED})`, async () => {
  if (!stack || !receiver) throw new Error('nothing runs');
  const [system, hooks] = [stack, receiver];
  breaker = new Breaker(system, new Chance(SEED + 1), PLAN);
  breaker.start();
  await payments(breaker).finally(() => breaker?.end());
  await shop.lateMoney.closes();

  const doubtful = await ended();
  expect(doubtful.filter(({ payment_state }) => payment_state !== 'unresolved' && payment_state !== 'requires_action')).toEqual([]);
  const isKnown = async () => (await Aftermath.of(system, shop)).untold === 0;
  await eventually(isKnown, { timeoutMs: SETTLED_WITHIN_MS, describe: 'all money is known of' }).catch(() => undefined);
  const areTold = async () => (await Aftermath.of(system, shop)).webhookFaults(hooks).length === 0;
  await eventually(areTold, { timeoutMs: MINUTE, describe: 'every success is told' }).catch(() => undefined);

  const aftermath = await Aftermath.of(system, shop);
  const unresolved = new Set(doubtful.map(({ id }) => `checkoutSession-${id.replace(/^cs_dev_/, '')}`));
  const faults = [
    ...aftermath.moneyFaults(unresolved),
    ...aftermath.webhookFaults(hooks),
    ...(doubtful.length === 0 ? await aftermath.couponFaults(COUPON_USES) : []),
  ];
  if (faults.length > 0) throw new Error(report(aftermath, faults));
  tell(aftermath, doubtful.length, hooks);
  const { code, stdout } = await aftermath.replay();
  if (code !== 0) throw new Error([`the replay ended with ${code}`, stdout.slice(0, MOST_SHOWN), report(aftermath, [])].join('\n'));
});

function tell(aftermath: Aftermath, doubtful: number, { deliveries }: WebhookReceiver): void {
  const kept = aftermath.ledger.filter(({ net_atom }) => net_atom > 0);
  const figures = {
    seed: SEED,
    sessions: shop.sold.length,
    presses: Object.fromEntries(shop.endings),
    blows: breaker?.log.length,
    captures: aftermath.ledger.reduce((sum, { captured_count }) => sum + captured_count, 0),
    kept: kept.length,
    keptAtom: kept.reduce((sum, { net_atom }) => sum + net_atom, 0),
    refunded: aftermath.ledger.filter(({ refunded_atom }) => refunded_atom > 0).length,
    success: aftermath.stories.filter(({ status }) => status === 'success').length,
    lateSuccesses: aftermath.stories.filter(({ how }) => how === 'paid_late').length,
    lateRefunds: aftermath.stories.reduce((sum, { lateRefunds }) => sum + lateRefunds, 0),
    expired: aftermath.stories.filter(({ status }) => status === 'expired').length,
    untold: aftermath.untold,
    doubtful,
    webhooks: deliveries.length,
  };
  if ('CHAOS_PAYMENTS' in process.env) process.stdout.write(`${JSON.stringify(figures)}\n`);
  expect(figures.success).toBeGreaterThan(PAYMENTS / 3);
  if (PAYMENTS >= WITH_LATE_MONEY) expect([figures.lateSuccesses > 0, figures.lateRefunds > 0]).toEqual([true, true]);
}
