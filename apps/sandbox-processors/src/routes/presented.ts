// From what was sent to the card that it means. The number goes no further than this file.
import { cardWithNumber } from '../cards/test-cards';
import { validUntil } from '../cards/verdict';
import type { Presented } from '../confirm';
import type { UsedCard } from '../core/facts';
import type { Network } from '../core/network';
import type { CardBody, ConfirmBody } from './shapes';

type Fault = 'card_or_token' | 'token_not_found';

/** Null: neither card nor token was sent. */
export function presentedIn(body: ConfirmBody, network: Network, processor: string): Presented | null | Fault {
  const { card, token, network_transaction_id: earlier } = body;
  if (card && token !== undefined) return 'card_or_token';
  if (card) {
    const savedBefore = earlier !== undefined && network.knowsTransaction(earlier);
    return { card: cardIn(card), cvc: card.cvc ?? null, savedBefore };
  }
  if (token === undefined) return null;
  const saved = network.savedCard(processor, token);
  return saved ? { card: saved, cvc: null, savedBefore: true } : 'token_not_found';
}

function cardIn({ number, exp_month, exp_year }: CardBody): UsedCard {
  const row = cardWithNumber(number);
  const { name, brand, funding, country } = row ?? { name: null, brand: 'unknown', funding: null, country: null };
  return { name, brand, funding, country, lastFour: number.slice(-4), validUntil: validUntil(exp_month, exp_year) };
}
