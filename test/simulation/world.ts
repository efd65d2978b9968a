// Tells a story: lays out a world, lets everybody in it act in his time until nobody has anything more to do, and says how it ended.
import { couponSlots } from '@tillstream/catalog';
import { checkoutSession, type CheckoutSessionEvent, sessionKeyOf } from '@tillstream/checkout';
import { fold, type RecordedEvent, streamName } from '@tillstream/event-sourcing';
import type { ProcessorAdapter } from '@tillstream/payments';
import type { PlantedBug } from './bugs/planted-bug';
import type { EndedSession, Ending } from './ending';
import { Buyers } from './people/buyers';
import { Merchant } from './people/merchant';
import { Operator } from './people/operator';
import { Bank, type Happened, type Recognition } from './processors/bank';
import { Ledger } from './processors/ledger';
import { Notices } from './processors/notices';
import { BEGIN, contextOf, IDS } from './service/ground';
import { Service } from './service/service';
import { COUPON_KEY, PROCESSORS } from './story/goods';
import { toldOf } from './story/told';
import { type Act, CALM_AFTER_MS, ENDS_AFTER_MS, OPERATOR_AFTER_MS, type Story } from './story/story';
import { Chance } from './time/chance';
import { SimClock } from './time/sim-clock';
import { FaultyAdapter } from './weather/faulty-adapter';
import type { FaultyProcess } from './weather/faulty-process';
import { Weather } from './weather/weather';

/** The share of the stories whose events are told again at the end. */
const TOLD_AGAIN = 0.2;

/** A bank may be slow, or very slow, about a challenge that nobody finished. */
const APPROVES_WITHIN_MS = [2_000, 30_000, 20 * 60_000] as const;

export interface Telling {
  readonly bug?: PlantedBug | null;
  /** Only these faults strike; absent: whatever chance decides. */
  readonly only?: ReadonlySet<string> | null;
}

export class World {
  private readonly clock = new SimClock(BEGIN);
  private readonly weather: Weather;
  private readonly ledger: Ledger;
  private readonly notices: Notices;
  private readonly banks: ReadonlyMap<string, Bank>;
  private readonly service: Service;
  private readonly buyers: Buyers;
  private readonly merchant: Merchant;
  private readonly operator: Operator;
  /** By name; those that take the place of another come later. */
  private readonly keys = new Map<string, string>();

  constructor(
    private readonly story: Story,
    { bug = null, only = null }: Telling = {},
  ) {
    const chance = new Chance(story.seed);
    this.weather = new Weather({ chance, clock: this.clock, climate: story.climate, calmAt: BEGIN + CALM_AFTER_MS, only });
    this.ledger = new Ledger((text) => this.weather.tell(text));
    this.notices = new Notices(this.weather, () => this.service.hosts);
    this.banks = new Map(PROCESSORS.map((name, index) => [name, this.bank(name, index === 0)]));
    const adapterOf = (key: string, process: FaultyProcess): ProcessorAdapter =>
      new FaultyAdapter(this.banks.get(key) as Bank, process, story.processors[key]?.ability ?? 'asked-and-closed');
    this.service = new Service({ weather: this.weather, replacements: bug?.replacements ?? [], adapterOf });
    const keyOf = (session: string): string => this.keys.get(session) ?? '';
    const atBank = (reference: string, how: Recognition): void => this.recognised(reference, how);
    this.buyers = new Buyers({ hosts: this.service.hosts, weather: this.weather, keyOf, atBank });
    const { store, hosts } = this.service;
    this.operator = new Operator({
      hosts,
      weather: this.weather,
      store,
      bookOf: (key, reference) => this.banks.get(key)?.inquire(reference) ?? null,
    });
    this.merchant = new Merchant(this.service.hosts, this.weather, keyOf);
  }

  async run(): Promise<Ending> {
    const { story, clock } = this;
    await this.service.furnish({ latePayment: story.latePayment, uses: story.uses });
    for (const { name } of story.sessions) void this.create(name, `create ${name}`);
    for (const act of story.acts) clock.callAt(BEGIN + act.at, () => this.act(act));
    if (Object.values(story.processors).some(({ ability }) => ability === 'mute'))
      for (const after of OPERATOR_AFTER_MS) clock.callAt(BEGIN + after, () => void this.operator.settle());
    const isOver = await clock.run(BEGIN + ENDS_AFTER_MS);
    const replayed = isOver && this.weather.chance.happens('all is told again', TOLD_AGAIN) ? await this.tellAgain() : null;
    const sessions = await Promise.all([...this.keys].map(([name, key]) => this.ended(name, key)));
    return {
      story,
      sessions: sessions.filter(({ events }) => events.length > 0),
      slotEvents: await this.service.store.read(streamName(couponSlots.category, COUPON_KEY)),
      ledger: this.ledger,
      ignoredNotices: this.notices.ignored,
      agreements: this.buyers.agreements.all,
      isOver,
      replayed,
      bugs: this.service.hosts.bugs,
      faults: this.weather.faults,
      told: this.weather.told,
    };
  }

  /** Law 4: a view may always be thrown away, a reaction may be repeated. */
  private async tellAgain(): Promise<string | null> {
    const { service, ledger, clock } = this;
    const counted = () => service.store.events.length + ledger.captures.length + ledger.refunds.length + ledger.saved.length;
    const before = counted();
    service.replay();
    await clock.run(clock.now() + ENDS_AFTER_MS);
    const more = counted() - before;
    return more === 0 ? null : `${more} things happened when all was told again: ${service.store.events.at(-1)?.type ?? ''}`;
  }

  private bank(name: string, isFirst: boolean): Bank {
    const { ledger, weather, clock } = this;
    const { chance } = weather;
    const planned = this.story.processors[name];
    const afterwards = (ms: number, work: () => void): void => {
      clock.callAt(clock.now() + ms, work);
    };
    const perhapsLater = (reference: string, approve: () => void): void => {
      const within = chance.oneOf(`within ${reference}`, APPROVES_WITHIN_MS);
      if (chance.happens(`bank approves ${reference} later`, 0.4)) afterwards(chance.below(`how much later ${reference}`, within), approve);
    };
    const tell = (happened: Happened): void => {
      if (planned?.tellsNotices) this.notices.tell(name, happened);
    };
    return new Bank({
      name,
      isFirst,
      ledger,
      canClose: planned?.ability !== 'asked-only' && planned?.ability !== 'mute',
      perhapsLater,
      afterwards,
      tell,
    });
  }

  private recognised(reference: string, how: Recognition): void {
    for (const bank of this.banks.values()) bank.recognise(reference, how);
  }

  private create(name: string, cause: string): unknown {
    const planned = this.story.sessions.find((session) => session.name === name.split("'")[0]);
    if (!planned) return null;
    this.keys.set(name, sessionKeyOf(IDS, contextOf(cause).commandId));
    return this.merchant.create(cause, planned);
  }

  private act(act: Act): void {
    const { name } = act;
    this.weather.tell(`${name}: ${toldOf(act)}`);
    void this.done(act);
  }

  private done(act: Act): unknown {
    const { name, session } = act;
    switch (act.kind) {
      case 'press':
        return this.buyers.press(act);
      case 'type-code':
        return this.buyers.typeCode(name, session);
      case 'remove-code':
        return this.buyers.removeCode(name, session);
      case 'add-item':
        return this.merchant.addItem(name, session);
      case 'close':
        return this.merchant.close(name, session);
      case 'complete-by-hand':
        return this.merchant.completeByHand(name, session);
      case 'supersede':
        return this.create(`${session}'`, name);
      case 'refund':
        return this.merchant.refund(name, session, act.amounts);
      case 'wipe-redis':
        this.service.wipeRedis();
        return null;
      case 'switch-processor':
        return this.merchant.switchProcessor(name, act.processor, act.enabled);
    }
  }

  private async ended(name: string, key: string): Promise<EndedSession> {
    const events = (await this.service.store.read(
      streamName(checkoutSession.category, key),
    )) as readonly RecordedEvent<CheckoutSessionEvent>[];
    return { name, key, events, state: fold(checkoutSession, events as never[]) };
  }
}
