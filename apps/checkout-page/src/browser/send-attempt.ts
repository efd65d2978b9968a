// One press of the button, sent until somebody answers. Every repetition carries the same number, so all of them are one attempt:
// a lost answer, a double click or a reload can only show the same payment again, never make a second one.
import type { AttemptAnswer, AttemptRequest, BuyerSession } from '@tillstream/checkout/browser';
import { encryptCard, type CardPlaintext, type VaultPublicKey } from '@tillstream/payments/browser';
import type { Answer, BuyerApi } from './buyer-api';

export interface Press {
  /** Without the card, which is encrypted anew where the vault's key has changed. */
  readonly request: Omit<AttemptRequest, 'card_jwe'>;
  readonly card: CardPlaintext | null;
  readonly vaultKey: VaultPublicKey;
}

const longestMs = 60_000;
const firstPauseMs = 1_000;
export const longestPauseMs = 8_000;

/**
 * @param signal aborted when the press was heard to be over on another way: no repetition then
 * @throws where the card cannot be encrypted; nothing was sent then
 */
export async function sendAttempt(api: BuyerApi, press: Press, signal: AbortSignal): Promise<Answer<AttemptAnswer>> {
  const endsAt = Date.now() + longestMs;
  let body = await bodyOf(press, press.vaultKey);
  let isNewlyEncrypted = false;
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    const answer = await api.post<AttemptAnswer>('/attempts', body);
    const newKey = answer.kind === 'refused' ? answer.problem.vault_key : undefined;
    if (newKey !== undefined && !isNewlyEncrypted) {
      body = await bodyOf(press, newKey);
      isNewlyEncrypted = true;
      continue;
    }
    if (signal.aborted || !isWorthRepeating(answer) || Date.now() + pauseMs > endsAt) return answer;
    const asked = answer.kind === 'refused' ? answer.retryAfterMs : null;
    await pause(Math.min(asked ?? pauseMs, longestPauseMs));
  }
}

/** The next press is a new attempt only when the last one is over and known here: its number is the newest one's + 1. */
export const nextNumber = (session: BuyerSession): number => (session.attempt?.number ?? 0) + 1;

async function bodyOf({ request, card }: Press, key: VaultPublicKey): Promise<AttemptRequest> {
  return { ...request, card_jwe: card === null ? null : await encryptCard(card, key) };
}

/** 429 is not: the limits count minutes, and the buyer is told to wait. 409 is for the caller, who looks what is in progress. */
function isWorthRepeating(answer: Answer<AttemptAnswer>): boolean {
  if (answer.kind === 'silent') return true;
  return answer.kind === 'refused' && (answer.problem.status >= 500 || answer.problem.status === 408);
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => window.setTimeout(resolve, ms));
