// A buyer at the in-memory API: presses the button as the page would, with a card or with one that is saved.
import type { AttemptAnswer, BuyerAttempt, BuyerSession } from '@tillstream/checkout';
import { CardVault } from '@tillstream/payments';
import { encryptCard } from '@tillstream/payments/browser';
import { mandateOf, tierAt } from '../../apps/checkout-page/src/model/offer';
import { ApiClient, type Received } from './api-client';
import type { InMemoryApi } from './api-in-memory';

export interface Press {
  readonly number?: number;
  /** A card's number, or the id of a saved one; both absent: neither. */
  readonly card?: string;
  readonly method?: string;
  readonly email?: string;
  readonly saveCard?: boolean;
  readonly acceptedTiers?: readonly number[];
  /** What a proxy says of where it comes from. */
  readonly from?: string;
  readonly firstTier?: number;
  /** What the page shows; absent: it looks first. */
  readonly shown?: BuyerSession;
  /** Other words above the button than the page's. */
  readonly mandate?: string | null;
}

/** Every answer is validated against the served document, which is read once for each API. */
const clients = new WeakMap<InMemoryApi, Promise<ApiClient>>();

function clientOf(api: InMemoryApi): Promise<ApiClient> {
  const client = clients.get(api) ?? ApiClient.of(api.baseUrl);
  clients.set(api, client);
  return client;
}

export class InMemoryBuyer {
  private readonly base: string;

  constructor(
    private readonly api: InMemoryApi,
    session: { readonly secure_token: string },
  ) {
    this.base = `/api/checkout/${session.secure_token}`;
  }

  async look(): Promise<BuyerSession> {
    return (await (await clientOf(this.api)).get<BuyerSession>(this.base)).body;
  }

  async press({
    number = 1,
    card,
    method,
    email,
    saveCard = false,
    acceptedTiers = [0],
    firstTier = 0,
    from,
    shown,
    mandate,
  }: Press): Promise<Received<AttemptAnswer>> {
    const session = shown ?? (await this.look());
    const body = {
      number,
      ...(card === undefined ? {} : { card_jwe: await this.encrypted(card, session.id) }),
      ...(method === undefined ? {} : { payment_method_id: method }),
      customer: email === undefined ? {} : { email },
      offer_id: session.offer_id,
      first_tier: firstTier,
      accepted_tiers: acceptedTiers,
      save_card: saveCard,
      mandate_text_id: mandate === undefined ? mandateOf(session, tierAt(session, firstTier), saveCard) : mandate,
    };
    const headers: Readonly<Record<string, string>> = from === undefined ? {} : { 'x-forwarded-for': from };
    return (await clientOf(this.api)).post<AttemptAnswer>(`${this.base}/attempts`, body, { headers });
  }

  /** The end of the challenge that is shown, as the page would tell it. */
  async finish(attempt: BuyerAttempt, outcome: 'returned' | 'abandoned' = 'returned'): Promise<Received<AttemptAnswer>> {
    const body = { outcome, number: attempt.action?.number ?? 1 };
    return (await clientOf(this.api)).post<AttemptAnswer>(`${this.base}/attempts/${attempt.id}/action-finished`, body);
  }

  private encrypted(number: string, sessionId: string): Promise<string> {
    const { keyring, clock } = this.api.ports;
    const card = { number, exp_month: 12, exp_year: 2044, cvc: '123', name: 'Ada Lovelace', session_id: sessionId };
    return encryptCard(card, new CardVault(keyring, clock).publicKey());
  }
}
