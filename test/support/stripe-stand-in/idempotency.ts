// Keys and what was answered under them: the same words are answered as before, errors included; other words are refused.
import { Refusal } from './refusal';

export interface Answer {
  readonly status: number;
  readonly json: object;
}

export class Idempotency {
  private readonly remembered = new Map<string, { readonly words: string; answer: Answer | null }>();

  /** A day later. */
  forget(): void {
    this.remembered.clear();
  }

  /** @param make what is done under a new key; it throws a Refusal that leaves no trace, or one that is remembered. */
  answer(key: string, words: string, make: () => Answer): { readonly answer: Answer; readonly replayed: boolean } {
    const before = this.remembered.get(key);
    if (before && before.words !== words)
      throw new Refusal(400, { type: 'idempotency_error', message: 'The key was used with other parameters.' }, false);
    if (before?.answer) return { answer: before.answer, replayed: true };
    const answer = attempt(make);
    this.remembered.set(key, { words, answer });
    return { answer, replayed: false };
  }
}

function attempt(make: () => Answer): Answer {
  try {
    return make();
  } catch (refusal) {
    if (refusal instanceof Refusal && refusal.remembered) return { status: refusal.status, json: { error: refusal.error } };
    throw refusal;
  }
}
