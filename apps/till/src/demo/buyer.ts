// A buyer without a browser: opens the page, reads what it says, encrypts the card as the page's script would, presses "Pay".
import type { AttemptAnswer, AttemptRequest, BuyerSession } from '@tillstream/checkout/browser';
import { encryptCard, type VaultPublicKey } from '@tillstream/payments/browser';
import { ApiCaller } from '../api/api-caller';

export interface OpenPage {
  readonly session: BuyerSession;
  readonly vaultKey: VaultPublicKey;
  readonly apiBase: string;
}

const PAGE_INPUT = /<script[^>]*id="page-input"[^>]*>(.*?)<\/script>/s;

/** Throws when there is no page behind this link. */
export async function openPage(url: string): Promise<OpenPage> {
  const response = await fetch(url, { headers: { accept: 'text/html' } });
  const written = PAGE_INPUT.exec(await response.text())?.[1];
  if (!response.ok || written === undefined) throw new Error(`${new URL(url).origin} shows no page behind this link (${response.status})`);
  return JSON.parse(written) as OpenPage;
}

export interface Card {
  readonly number: string;
  readonly cvc: string;
  readonly name: string;
  readonly email: string;
}

/** The attempt, decided or still running. */
export async function pay(origin: string, { session, vaultKey, apiBase }: OpenPage, card: Card): Promise<AttemptAnswer> {
  const jwe = await encryptCard(
    { number: card.number, cvc: card.cvc, name: card.name, exp_month: 12, exp_year: new Date().getFullYear() + 3, session_id: session.id },
    vaultKey,
  );
  const request: AttemptRequest = {
    number: (session.attempt?.number ?? 0) + 1,
    card_jwe: jwe,
    payment_method_id: null,
    customer: { email: session.email_required ? card.email : null, name: card.name, country: 'GB', postal_code: 'W1S 1AA' },
    offer_id: session.offer_id,
    first_tier: 0,
    accepted_tiers: session.tiers.filter((tier) => tier.index === 0 || !tier.needs_consent).map((tier) => tier.index),
    save_card: false,
    locale: 'en-GB',
    mandate_text_id: session.tiers[0]?.recurring.length ? 'recurring-1' : null,
  };
  return new ApiCaller(origin).post<AttemptAnswer>(`${apiBase}/attempts`, request);
}
