// A buyer in front of the hosted page, without a browser: the page's own code encrypts, sends and repeats; between presses he looks, as the
// page does, and answers his bank.
import { setTimeout as pause } from 'node:timers/promises';
import type { ActionFinishedRequest, AttemptAnswer, BuyerAttempt, BuyerSession } from '@tillstream/checkout/browser';
import { type Answer, BuyerApi } from '../../../apps/checkout-page/src/browser/buyer-api';
import { nextNumber, type Press, sendAttempt } from '../../../apps/checkout-page/src/browser/send-attempt';
import { acceptedTiers, mandateOf, tierAt } from '../../../apps/checkout-page/src/model/offer';
import { vaultKeyOn } from '../merchant';

/** What the page's code asks of its browser beside what Node has as well. */
export function pretendBrowser(): void {
  Object.assign(globalThis, { window: globalThis });
}

/** Asks another process after one that did not answer, as whoever balances the load would. */
class BalancedApi extends BuyerApi {
  private at: number;
  private readonly all: readonly BuyerApi[];

  constructor(bases: readonly string[], first: number) {
    super(bases[0] ?? '');
    this.all = bases.map((base) => new BuyerApi(base));
    this.at = first;
  }

  override get<T>(path: string): Promise<Answer<T>> {
    return this.turned((api) => api.get<T>(path));
  }

  override post<T>(path: string, body: unknown): Promise<Answer<T>> {
    return this.turned((api) => api.post<T>(path, body));
  }

  private async turned<T>(call: (api: BuyerApi) => Promise<Answer<T>>): Promise<Answer<T>> {
    const answer = await call(this.all[this.at % this.all.length] as BuyerApi);
    if (answer.kind === 'silent' || (answer.kind === 'refused' && answer.problem.status >= 500)) this.at += 1;
    return answer;
  }
}

/** `left`: nobody could tell him the end while he had patience. */
export type Ended = 'paid' | 'failed' | 'refused' | 'expired' | 'left';

export interface Pressing {
  /** A new card; null: the first of the saved ones, or none. */
  readonly card: string | null;
  readonly bank: 'approve' | 'fail' | 'abandon';
  readonly patienceMs: number;
}

const LOOKS_EVERY_MS = [200, 400, 800, 1_500];
const EMAIL = 'ada@example.com';

export class PageBuyer {
  private readonly api: BalancedApi;

  constructor(
    private readonly apis: readonly string[],
    private readonly secureToken: string,
    private readonly first: number,
  ) {
    this.api = new BalancedApi(
      apis.map((api) => `${api}/api/checkout/${secureToken}`),
      first,
    );
  }

  async look(): Promise<BuyerSession> {
    for (let count = 0; ; count++) {
      const answer = await this.api.get<BuyerSession>('');
      if (answer.kind === 'taken') return answer.body;
      if (answer.kind === 'refused' && answer.problem.status < 500 && answer.problem.status !== 429)
        throw new Error(`looking was answered ${answer.problem.status} ${answer.problem.code}`);
      await pause(LOOKS_EVERY_MS[Math.min(count, LOOKS_EVERY_MS.length - 1)]);
    }
  }

  /** One press of the button, to the end of its attempt. */
  async press({ card, bank, patienceMs }: Pressing): Promise<Ended> {
    const endsAt = Date.now() + patienceMs;
    const session = await this.look();
    if (session.state !== 'open') return endOf(session);
    const press = await this.pressOf(session, card);
    const answer = await sendAttempt(this.api, press, AbortSignal.timeout(patienceMs));
    const isRefused = answer.kind === 'refused' && answer.problem.status < 500;
    for (let count = 0; Date.now() < endsAt; count++) {
      const now = await this.look();
      const attempt = now.attempt?.number === press.request.number ? now.attempt : null;
      const end = endSeen(now, attempt, isRefused);
      if (end !== null) return end;
      if (attempt?.state === 'requires_action') await this.answerBank(attempt, bank);
      await pause(LOOKS_EVERY_MS[Math.min(count, LOOKS_EVERY_MS.length - 1)]);
    }
    return 'left';
  }

  private async pressOf(session: BuyerSession, card: string | null): Promise<Press> {
    const tier = session.attempt?.offered_tier ?? 0;
    const savesCard = false;
    return {
      vaultKey: await this.vaultKey(),
      card: card === null ? null : { ...plainCard(card), session_id: session.id },
      request: {
        number: nextNumber(session),
        payment_method_id: card === null ? (session.saved_payment_methods[0]?.id ?? null) : null,
        customer: { email: session.email_required ? EMAIL : null, name: 'Ada Lovelace', country: 'GB', postal_code: 'W1S 1AA' },
        offer_id: session.offer_id,
        first_tier: tier,
        accepted_tiers: acceptedTiers(session, tier),
        save_card: savesCard,
        locale: 'en',
        mandate_text_id: mandateOf(session, tierAt(session, tier), savesCard),
      },
    };
  }

  private async vaultKey(): Promise<Press['vaultKey']> {
    for (let count = this.first; ; count++) {
      const found = await vaultKeyOn(`${this.apis[count % this.apis.length]}/checkout/${this.secureToken}`).catch(() => null);
      if (found) return found;
      await pause(LOOKS_EVERY_MS[1]);
    }
  }

  /** The bank may be down as well; then he presses again in a while, since the page goes on showing its frame. */
  private async answerBank({ id, action }: BuyerAttempt, bank: Pressing['bank']): Promise<void> {
    const finished: ActionFinishedRequest = { outcome: bank === 'abandon' ? 'abandoned' : 'returned', number: action?.number ?? 1 };
    if (bank !== 'abandon' && action !== null) {
      const body = JSON.stringify({ result: bank });
      const headers = { 'content-type': 'application/json' };
      const answered = await fetch(action.url.split('?')[0] ?? '', {
        method: 'POST',
        headers,
        body,
        signal: AbortSignal.timeout(5_000),
      }).catch(() => null);
      if (answered === null) return;
    }
    await this.api.post<AttemptAnswer>(`/attempts/${id}/action-finished`, finished);
  }
}

/** Null: not yet. */
function endSeen(session: BuyerSession, attempt: BuyerAttempt | null, isRefused: boolean): Ended | null {
  if (session.state !== 'open') return endOf(session);
  if (attempt !== null) return attempt.state === 'failed' ? 'failed' : null;
  if (!isRefused) return null;
  return session.is_expired ? 'expired' : 'refused';
}

const endOf = ({ state }: BuyerSession): Ended => (state === 'success' ? 'paid' : 'expired');

const plainCard = (number: string) => ({
  number,
  exp_month: 12,
  exp_year: 2044,
  cvc: number.length === 15 ? '1234' : '123',
  name: 'Ada Lovelace',
});
