// What is left when the chaos is over: events, ledger, webhooks and views, read when all has settled, and everything that is wrong with them.
import { eventually } from '../eventually';
import type { Stack } from '../stack';
import { tillWith } from '../till';
import type { WebhookReceiver } from '../webhook-receiver';
import { disagreements, type Fault, type LedgerCharge, type StoredEvent, type Story, storyOf } from './agreement';
import { ledgerOf, storedEventsOf } from './records';
import type { Shop } from './shop';
import { usesOf } from './slots';

const keyOf = (reference: string): string => reference.replace(/^pa_dev_/, '');
const streamOf = (sessionId: string): string => `checkoutSession-${sessionId.replace(/^cs_dev_/, '')}`;

export class Aftermath {
  private constructor(
    private readonly stack: Stack,
    private readonly shop: Shop,
    readonly events: ReadonlyMap<string, readonly StoredEvent[]>,
    readonly ledger: readonly LedgerCharge[],
  ) {}

  static async of(stack: Stack, shop: Shop): Promise<Aftermath> {
    const ledger = await ledgerOf(stack);
    return new Aftermath(stack, shop, await storedEventsOf(stack), ledger);
  }

  get stories(): readonly Story[] {
    return [...this.events].filter(([stream]) => stream.startsWith('checkoutSession-')).map(([stream, events]) => storyOf(stream, events));
  }

  /** Money that was taken, and of which its session does not know yet. */
  get untold(): number {
    const taken = new Set(
      this.ledger.filter(({ captured_count }) => captured_count > 0).map(({ merchant_reference }) => keyOf(merchant_reference)),
    );
    return this.stories.flatMap(({ charges }) => [...charges.values()]).filter(({ key, isApproved }) => taken.has(key) && !isApproved)
      .length;
  }

  /** Not a cent too much or too little, no session without an end; `unresolved` may be open, and only these. */
  moneyFaults(unresolved: ReadonlySet<string>): readonly Fault[] {
    const open = this.stories.filter(
      ({ stream, status, openAttempts }) => (status === 'open' || openAttempts > 0) && !unresolved.has(stream),
    );
    return [...disagreements(this.stories, this.ledger), ...open.map(({ stream }) => ({ stream, what: 'it has no end' }))];
  }

  /** Each success has used the coupon once, and nobody else has. */
  async couponFaults(limit: number): Promise<readonly Fault[]> {
    const { couponId } = this.shop.goods;
    const stream = `couponSlots-${couponId.replace(/^coup_dev_/, '')}`;
    const { confirmed, open } = usesOf(this.events.get(stream) ?? []);
    const paid = this.stories.filter(({ stream: session, status }) => status === 'success' && this.hasCoupon(session)).length;
    const { redemption_count } = await this.shop.merchant.must<{ redemption_count: number }>('GET', `/coupons/${couponId}`);
    const figures = `${paid} sessions paid with it, ${confirmed} uses confirmed, ${redemption_count} told, ${open} reserved, limit ${limit}`;
    const isRight = paid === confirmed && confirmed === redemption_count && open === 0 && confirmed <= limit;
    return isRight ? [] : [{ stream, what: figures }];
  }

  /** The success of each session was told, and with it everything before: each message has the number after the last. */
  webhookFaults(receiver: WebhookReceiver): readonly Fault[] {
    const bySession = Map.groupBy(receiver.deliveries, ({ message }) => String(message.data.object.id));
    return this.shop.sold.flatMap(({ id }) => {
      const told = bySession.get(id) ?? [];
      const sequences = new Set(told.map(({ message }) => message.sequence));
      const gaps = Array.from({ length: Math.max(0, ...sequences) }, (_, index) => index + 1).filter((number) => !sequences.has(number));
      const stream = streamOf(id);
      const isSilent =
        storyOf(stream, this.events.get(stream) ?? []).status === 'success' &&
        !told.some(({ message }) => message.type === 'checkout_session.completed');
      return [
        ...(gaps.length > 0 ? [{ stream, what: `webhooks lack the numbers ${gaps.join(', ')}` }] : []),
        ...(isSilent ? [{ stream, what: 'no webhook told of its success' }] : []),
      ];
    });
  }

  /** What `till audit replay` says once it finds nothing, or what it still finds after a while. */
  async replay(): Promise<{ readonly code: number | null; readonly stdout: string }> {
    const { eventStoreUrl, redis, masterKey, logsFolder } = this.stack;
    const settings = { EVENTSTORE_URL: eventStoreUrl, REDIS_URL: redis.url, MASTER_KEY: masterKey, ENVIRONMENT: 'dev' };
    let last: { readonly code: number | null; readonly stdout: string } = { code: null, stdout: '' };
    const isRight = async () => {
      last = await tillWith(settings, 'audit', 'replay', '--json', '--data', logsFolder);
      return last.code === 0;
    };
    await eventually(isRight, { timeoutMs: 60_000, describe: 'a replay that finds nothing' }).catch(() => undefined);
    return last;
  }

  /** Everything that one needs to understand a fault. */
  describe({ stream, what }: Fault): string {
    const events = (this.events.get(stream) ?? []).slice(stream.startsWith('couponSlots-') ? -20 : 0);
    const told = events.map(({ type, data, at }) => `    ${new Date(at).toISOString()} ${type} ${JSON.stringify(essence(data))}`);
    const keys = [...storyOf(stream, events).charges.keys()];
    const rows = this.ledger.filter(({ merchant_reference }) => keys.some((key) => merchant_reference.endsWith(key)));
    const story = this.shop.sold.find(({ id }) => streamOf(id) === stream)?.story;
    return [`${stream}: ${what}`, `  ${JSON.stringify(story)}`, ...told, ...rows.map((row) => `    ledger ${JSON.stringify(row)}`)].join(
      '\n',
    );
  }

  private hasCoupon(stream: string): boolean {
    const events = this.events.get(stream) ?? [];
    const created = events.find(({ type }) => type === 'SessionCreated');
    return created?.data.promotion != null && !events.some(({ type }) => type === 'PromotionRemoved');
  }
}

const WORDS = [
  'attemptKey',
  'chargeKey',
  'processorKey',
  'number',
  'tier',
  'outcome',
  'category',
  'code',
  'result',
  'by',
  'reason',
  'how',
  'amountAtom',
  'refundKey',
];
const essence = (data: StoredEvent['data']): object =>
  Object.fromEntries(WORDS.filter((word) => word in data).map((word) => [word, data[word]]));
