// What is said while nobody knows how a payment ends, or while it is being made: the truth, everywhere the same, and no second payment.
import { eventually } from '../eventually';
import type { Sale } from './scene';
import { attemptsOf, chargesOf, toldOf } from './told';

/** Longer than a call may take. */
const WITHIN_MS = 45_000;

export type Doubt = 'processing' | 'unresolved';

/** Waits until the buyer's page would say so, and holds everybody to it. Throws where somebody says something else. */
export async function saidMeanwhile(sale: Sale, doubt: Doubt): Promise<readonly string[]> {
  const isSaid = async () => (await sale.look()).payment_state === doubt;
  await eventually(isSaid, { timeoutMs: WITHIN_MS, describe: `the page says ${doubt}` });
  const [session, told] = [await sale.look(), await toldOf(sale)];
  const [attempt] = (await attemptsOf(sale)).slice(-1);
  const charges = await chargesOf(sale, attempt?.id ?? '');
  const again = await sale.buyer.pay(sale.presses + 1);
  return [
    `page: ${told.page.join(', ')}`,
    `buyer: ${session.state} ${session.payment_state} ${session.attempt?.state} ${session.attempt?.message_id}`,
    `merchant: ${told.session} ${told.attempts.at(-1)}, ${told.asked.at(-1)}, charge ${charges.at(-1)?.status}`,
    `another press: ${again.status} ${String(again.body['code'])}`,
    `webhooks of an end: ${told.webhooks.filter((type) => type !== 'created' && type !== 'updated').join(', ')}`,
  ];
}

const PAGE: Readonly<Record<Doubt, string>> = {
  processing: 'processing.title, processing.body',
  unresolved: 'unresolved.title, unresolved.body, unresolved.promise',
};

/** The same in the words that are right; at the first processor unless told otherwise. */
export const truth = (doubt: Doubt, refusal = '409 payment-in-progress'): readonly string[] => [
  `page: ${PAGE[doubt]}`,
  `buyer: open ${doubt} ${doubt} null`,
  `merchant: open ${doubt} ${doubt}, 0 first ${doubt === 'unresolved' ? 'unknown unknown' : doubt}, charge pending`,
  `another press: ${refusal}`,
  'webhooks of an end: ',
];
