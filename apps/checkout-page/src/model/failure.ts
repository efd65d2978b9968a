// Why an attempt failed, in the page's own words and, where one field is to blame, at that field.
import type { BuyerProblem, BuyerSession, FailureMessageId } from '@tillstream/checkout/browser';
import { type FieldName, type Faults } from '../form/fields';
import type { MessageKey } from '../messages/en';
import { lateMoneyText } from './late-money';

const blamed: Readonly<Partial<Record<FailureMessageId, FieldName>>> = {
  'card-number-wrong': 'number',
  'card-expired': 'expiry',
  'card-expiry-wrong': 'expiry',
  'security-code-wrong': 'code',
  'postal-code-wrong': 'postal',
};

/** A message of ours, or words of the server for what this page does not know yet. */
export type Words = { readonly key: MessageKey; readonly minutes?: number } | { readonly text: string };

/** Said above the form of a page that is loaded. Whatever the last card came to: which ones may still be tried is what counts now. */
export const firstWords = (session: BuyerSession): Words | null =>
  session.attempt_limit_reached === 'cards' && lateMoneyText(session) === null ? { key: 'notice.too-many-cards' } : failureWords(session);

/** Of the newest attempt, if it failed; null where a field says it. Most say that nothing was charged, which late money makes untrue. */
export function failureWords(session: BuyerSession): Words | null {
  const late = lateMoneyText(session);
  if (late !== null) return { key: late };
  const id = failureId(session);
  if (id === null || blamed[id] !== undefined) return null;
  const key = `failure.${id}` as const;
  const text = session.attempt?.message_for_customer;
  // The one failure whose words are the merchant's: shown as text, like everything on this page.
  if (isKnown(id) && (id !== 'merchant-message' || !text)) return { key };
  return text ? { text } : { key: 'failure.card-declined' };
}

export function failureFaults(session: BuyerSession): Faults {
  const id = failureId(session);
  const field = id === null ? undefined : blamed[id];
  return id === null || field === undefined ? {} : { [field]: `failure.${id}` };
}

const failureId = ({ attempt }: BuyerSession): FailureMessageId | null =>
  attempt?.state === 'failed' ? (attempt.message_id ?? 'card-declined') : null;

// A page that was open for days may meet an id that was invented since.
const known: Readonly<Record<FailureMessageId, true>> = {
  'card-declined': true,
  'card-refused-for-good': true,
  'insufficient-funds': true,
  'card-number-wrong': true,
  'card-expired': true,
  'card-expiry-wrong': true,
  'security-code-wrong': true,
  'postal-code-wrong': true,
  'authentication-failed': true,
  'challenge-abandoned': true,
  'try-later': true,
  'not-charged': true,
  'card-details-lost': true,
  'payment-not-possible': true,
  'promotion-gone': true,
  'card-tried-too-often': true,
  'payment-refused': true,
  'merchant-message': true,
};
const isKnown = (id: string): boolean => Object.hasOwn(known, id);

const own: Readonly<Record<string, MessageKey>> = {
  'no-processor-available': 'failure.payment-not-possible',
  'card-tried-too-often': 'failure.card-tried-too-often',
  'too-many-cards': 'notice.too-many-cards',
};

/** What to say when the server refused to begin an attempt of what the page showed. */
export function refusalWords(problem: BuyerProblem, shown: Pick<BuyerSession, 'promotion'>): Words {
  const isCodeGone = shown.promotion.code !== null && problem.offer?.promotion.code === null;
  if (problem.code === 'amount-changed') return { key: isCodeGone ? 'notice.promotion-gone' : 'notice.amount-changed' };
  const key = Object.hasOwn(own, problem.code) ? own[problem.code] : undefined;
  if (key) return { key };
  if (problem.status === 429) return { key: 'notice.too-many' };
  if (problem.status === 422 && Object.keys(refusalFaults(problem)).length > 0) return { key: 'error.summary' };
  return problem.status >= 500 ? { key: 'notice.unreachable' } : { key: 'notice.refused' };
}

const places: Readonly<Record<string, FieldName>> = { email: 'email', name: 'name', country: 'country', postal_code: 'postal' };

/** The fields that a 422 names. */
export function refusalFaults(problem: BuyerProblem): Faults {
  if (typeof problem.detail === 'string') return {};
  const fields = problem.detail
    .map(({ loc }) => (loc[1] === 'card_jwe' ? 'number' : places[String(loc.at(-1))]))
    .filter((field) => field !== undefined);
  return Object.fromEntries(fields.map((field) => [field, field === 'email' ? 'error.email.form' : 'error.field']));
}
