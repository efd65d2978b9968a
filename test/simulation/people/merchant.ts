// The merchant: makes sessions, changes and closes them, completes them by hand, gives money back; and asks again when he gets no answer.
import {
  AddLineItemCommand, checkoutSession, CompleteByHandCommand, CreateSessionCommand, type CreateSessionPayload, ExpireSessionCommand, type RequestedRefund, RequestRefundCommand,
} from '@tillstream/checkout'; // prettier-ignore
import { StreamReader } from '@tillstream/event-sourcing';
import { ChangeProcessorCommand } from '@tillstream/payments';
import { contextOf } from '../service/ground';
import type { Hosts } from '../service/hosts';
import type { Life } from '../service/lives';
import { COUPON_KEY, CUSTOMER_KEY, priceKeyOf } from '../story/goods';
import type { PlannedSession } from '../story/story';
import type { Weather } from '../weather/weather';

const MOST_TRIES = 8;
const PAUSE_MS = 5_000;

export class Merchant {
  constructor(
    private readonly hosts: Hosts,
    private readonly weather: Weather,
    private readonly keyOf: (session: string) => string,
  ) {}

  /** @param cause the request's idempotency key */
  create(cause: string, planned: PlannedSession): Promise<unknown> {
    return this.insist(cause, () => new CreateSessionCommand(contextOf(cause), payloadOf(planned)));
  }

  addItem(name: string, session: string): Promise<unknown> {
    const item = { priceKey: priceKeyOf('lid'), quantity: 1, description: null };
    return this.insist(name, () => new AddLineItemCommand(contextOf(name), this.keyOf(session), item));
  }

  close(name: string, session: string): Promise<unknown> {
    return this.insist(name, () => new ExpireSessionCommand(contextOf(name), this.keyOf(session), 'by_request'));
  }

  completeByHand(name: string, session: string): Promise<unknown> {
    return this.insist(name, () => new CompleteByHandCommand(contextOf(name), this.keyOf(session)));
  }

  switchProcessor(name: string, processor: string, enabled: boolean): Promise<unknown> {
    return this.insist(name, () => new ChangeProcessorCommand(contextOf(name), processor, { enabled }));
  }

  /** All at once, from processes that know nothing of one another, and perhaps together more than was taken. */
  async refund(name: string, session: string, amounts: readonly (number | null)[]): Promise<void> {
    const key = this.keyOf(session);
    const found = await this.hosts.request(`${name} looks`, ({ container }) => container.get(StreamReader).current(checkoutSession, key));
    const chargeKey = found?.state.status === 'success' ? found.state.completed?.chargeKey : null;
    if (!chargeKey) return;
    await Promise.all(
      amounts.map((amountAtom, index) => {
        const wanted = { chargeKey, amountAtom, currency: null, reason: null, metadata: {}, isOutOfBand: false };
        const cause = `${name} refund ${index + 1}`;
        return this.insist(cause, () => new RequestRefundCommand(contextOf(cause), key, wanted), settled);
      }),
    );
  }

  /** The same request again, until somebody answers. */
  private async insist(cause: string, command: () => object, until: (answer: unknown) => unknown = same): Promise<unknown> {
    for (let tries = 1; tries <= MOST_TRIES; tries++) {
      const ask = async ({ container }: Life) => until(await container.execute(command()));
      const answer = await this.hosts.request(`${cause} try ${tries}`, ask);
      if (answer !== null) return answer;
      await this.weather.clock.sleep(PAUSE_MS * tries);
    }
    return null;
  }
}

const same = (answer: unknown): unknown => answer;

/** An answer that comes when the processor has answered. */
async function settled(answer: unknown): Promise<unknown> {
  await (answer as RequestedRefund).settled;
  return answer;
}

function payloadOf({
  mode,
  tiers,
  lifeMinutes,
  threeDsMode,
  isCustomerNamed,
  hasPromotion,
  reference,
}: PlannedSession): CreateSessionPayload {
  const [first, ...fallbacks] = tiers.map((goods) => ({ lineItems: [{ priceKey: priceKeyOf(goods), quantity: 1, description: null }] }));
  const isSetup = mode === 'setup';
  return {
    mode,
    successUrl: 'https://shop.example/a',
    returnUrl: 'https://shop.example/b',
    ...(isCustomerNamed ? { customerKey: CUSTOMER_KEY } : {}),
    lifeMinutes,
    tiers: [isSetup ? { lineItems: [] } : (first ?? { lineItems: [] }), ...(isSetup ? [] : fallbacks)],
    threeDsMode,
    setupProcessorKeys: null,
    ...(hasPromotion ? { promotion: { couponKey: COUPON_KEY } } : {}),
    allowPromotionCodes: null,
    reference,
    supersede: reference !== null,
  };
}
