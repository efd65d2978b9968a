// Buyers with their tabs: they look at the page, press, press twice, press with a page of long ago, and type codes.
import {
  ApplyPromotionCommand, attemptKeyOf, type BuyerSession, checkoutSession, type FinishedAction, FinishActionCommand, RemovePromotionCommand, renderBuyerSession, StartAttemptCommand,
} from '@tillstream/checkout'; // prettier-ignore
import { Clock, StreamReader } from '@tillstream/event-sourcing';
import { mandateOf, tierAt } from '../../../apps/checkout-page/src/model/offer';
import type { Recognition } from '../processors/bank';
import { numberOf } from '../processors/cards';
import { CredentialBox } from '@tillstream/payments';
import { contextOf, IDS } from '../service/ground';
import type { Hosts } from '../service/hosts';
import type { Life } from '../service/lives';
import { envelopeOf } from '../service/stand-ins';
import { CODE } from '../story/goods';
import type { Press } from '../story/story';
import type { Weather } from '../weather/weather';
import { Agreements } from './agreements';

interface Tab {
  page: BuyerSession | null;
  /** Of the press before. */
  number: number;
}

const brand = { name: 'Shop', color: null, logo_url: null, legal_name: null, privacy_policy_url: null, terms_of_service_url: null };
const WILLS = ['pass', 'pass', 'pass', 'fail', 'leave', 'come back', 'forget'] as const;
const RECOGNISED: Partial<Record<(typeof WILLS)[number], Recognition>> = { pass: 'approved', fail: 'failed' };
const MOST_CHALLENGES = 3;
const DOUBLE_CLICK_MS = 400;

export interface BuyersParts {
  readonly hosts: Hosts;
  readonly weather: Weather;
  /** By the name of its session. */
  readonly keyOf: (session: string) => string;
  /** The bank's page, where a challenge is. */
  readonly atBank: (reference: string, how: Recognition) => void;
}

export class Buyers {
  readonly agreements = new Agreements();
  private readonly tabs = new Map<string, Tab>();

  private readonly hosts: Hosts;
  private readonly weather: Weather;
  private readonly keyOf: BuyersParts['keyOf'];

  constructor(private readonly parts: BuyersParts) {
    ({ hosts: this.hosts, weather: this.weather, keyOf: this.keyOf } = parts);
  }

  async press(act: Press): Promise<void> {
    const tab = this.tabOf(act);
    if (!act.isBlind || !tab.page) tab.page = (await this.look(act.name, act.session)) ?? tab.page;
    const { page } = tab;
    const button = page ? buttonOf(act, page) : 0;
    if (!page || (page.mode === 'payment' && !page.tiers[button])) return;
    const number = numberOfPress(act, tab);
    tab.number = number;
    const attemptKey = attemptKeyOf(IDS, this.keyOf(act.session), number);
    this.agreements.pressed(page, { session: act.session, attemptKey, button });
    const clicks = Array.from({ length: act.clicks }, async (_, click) => {
      await this.weather.clock.sleep(click * this.weather.chance.below(`${act.name} clicks again`, DOUBLE_CLICK_MS));
      await this.send(act, { page, number, click });
    });
    await Promise.all(clicks);
    tab.page = (await this.look(`${act.name} afterwards`, act.session)) ?? tab.page;
    for (let challenge = 1; challenge <= MOST_CHALLENGES && (await this.goToBank(act, tab, challenge)); challenge++);
  }

  /** Passes the challenge that the page shows, or fails it, leaves it, comes back without it, or forgets it. False: there is none, or he has forgotten it. */
  private async goToBank(act: Press, tab: Tab, challenge: number): Promise<boolean> {
    const { chance, clock } = this.weather;
    const name = `${act.name} challenge ${challenge}`;
    const attempt = tab.page?.attempt;
    const will = chance.oneOf(`${name} will`, WILLS);
    if (!attempt?.action || will === 'forget') return false;
    await clock.sleep(chance.below(`${name} takes`, chance.oneOf(`${name} within`, [20_000, 12 * 60_000])));
    const { url, number } = attempt.action;
    const recognition = RECOGNISED[will];
    if (recognition) this.parts.atBank(url.split('/').at(-1) ?? '', recognition);
    const outcome = will === 'leave' ? ('abandoned' as const) : ('returned' as const);
    await this.comeBack(act, name, { attemptKey: IDS.parse('ca', attempt.id) ?? '', number, outcome });
    tab.page = (await this.look(`${name} afterwards`, act.session)) ?? tab.page;
    return true;
  }

  private async comeBack(act: Press, name: string, ended: FinishActionCommand['challenge']): Promise<void> {
    const times = this.weather.chance.happens(`${name} returns twice`, 0.2) ? [1, 2] : [1];
    const returns = times.map((time) => {
      const command = new FinishActionCommand(contextOf(`${name} return ${time}`, 'buyer'), this.keyOf(act.session), ended);
      return this.hosts.request(
        `${name} return ${time}`,
        async ({ container }) => ((await container.execute(command)) as FinishedAction).settled,
      );
    });
    await Promise.all(returns);
  }

  async typeCode(name: string, session: string): Promise<void> {
    const command = new ApplyPromotionCommand(contextOf(name, 'buyer'), this.keyOf(session), CODE);
    await this.hosts.request(name, ({ container }) => container.execute(command));
  }

  async removeCode(name: string, session: string): Promise<void> {
    const command = new RemovePromotionCommand(contextOf(name, 'buyer'), this.keyOf(session));
    await this.hosts.request(name, ({ container }) => container.execute(command));
  }

  private async send(
    act: Press,
    { page, number, click }: { readonly page: BuyerSession; readonly number: number; readonly click: number },
  ) {
    const name = `${act.name} click ${click + 1}`;
    const pressed = this.pressed(act, page, number);
    const command = new StartAttemptCommand(contextOf(name, 'buyer'), this.keyOf(act.session), pressed);
    await this.hosts.request(name, async ({ container }) => {
      const { settled } = (await container.execute(command)) as { readonly settled: Promise<unknown> | null };
      return settled; // goes on whether or not the buyer waits
    });
  }

  private pressed(act: Press, page: BuyerSession, number: number) {
    const button = buttonOf(act, page);
    const fallbacks = page.tiers.filter(({ index, needs_consent }) => index > 0 && (act.claimsAll || index === button || !needs_consent));
    const card = { number: numberOf(act.card), expMonth: 1, expYear: 2044, cvc: '123', name: null };
    const needsCard = page.mode === 'setup' || page.tiers.some((tier) => tier.due_now_atom > 0 || tier.recurring.length > 0);
    return {
      number,
      cardJwe: needsCard ? envelopeOf({ card, sessionId: page.id }) : null,
      paymentMethodKey: null,
      saveCard: act.savesCard,
      buyer: { email: page.email_required ? 'bob@example.com' : null, name: null, country: null, postalCode: null },
      offerId: page.offer_id,
      firstTier: button,
      acceptedTiers: [0, ...fallbacks.map(({ index }) => index)],
      locale: null,
      mandateTextId: mandateOf(page, tierAt(page, button), act.savesCard),
    };
  }

  private look(name: string, session: string): Promise<BuyerSession | null> {
    return this.hosts.request(`${name} looks`, (life) => pageOf(life, this.keyOf(session)));
  }

  private tabOf({ session, tab }: Press): Tab {
    const name = `${session}/${tab}`;
    const known = this.tabs.get(name) ?? { page: null, number: 0 };
    this.tabs.set(name, known);
    return known;
  }
}

/** A fallback stands on the button where the page offers it; who claims everything claims that as well. */
const buttonOf = ({ button, claimsAll }: Press, { attempt }: BuyerSession): number => attempt?.offered_tier ?? (claimsAll ? button : 0);

/** As the page counts: one more than the newest attempt that it knows. */
const numberOfPress = ({ isAgain }: Press, { page, number }: Tab): number =>
  isAgain && number > 0 ? number : (page?.attempt?.number ?? 0) + 1;

async function pageOf({ container }: Life, key: string): Promise<BuyerSession | null> {
  const session = await container.get(StreamReader).current(checkoutSession, key);
  return renderBuyerSession(session, {
    ids: IDS,
    now: container.get(Clock).now(),
    open: ({ c }) => c,
    openUrl: (closed) => container.get(CredentialBox).openToken(closed),
    brand,
    customer: null,
    savedPaymentMethods: [],
    allowPromotionCodes: true,
    allowRenewal: false,
  });
}
