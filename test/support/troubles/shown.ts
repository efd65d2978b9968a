// What the hosted page says of a payment, as the server renders it, by the names of its texts. The page brings all its texts along for its
// script: only what stands before them is shown.
import { en } from '../../../apps/checkout-page/src/messages/en';
import { pageInputId } from '../../../apps/checkout-page/src/browser/page-input';

const OF_PAYMENTS = /^(processing|unresolved|finished|expired|late-money|failure|spent)\b/;
const TOLD = Object.entries(en).filter(([key, text]) => OF_PAYMENTS.test(key) && !text.includes('{'));

export function textsShownIn(page: string): readonly string[] {
  const [shown = ''] = page.split(`<script type="application/json" id="${pageInputId}">`);
  if (shown === page) throw new Error('this is not the page');
  return TOLD.filter(([, text]) => shown.includes(`>${text}<`)).map(([key]) => key);
}
