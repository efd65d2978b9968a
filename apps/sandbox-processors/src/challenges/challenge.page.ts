// The bank's page in the buyer's browser: small, without scripts, nothing loaded from anywhere.
import type { Charge } from '../core/charge';

export interface ChallengeView {
  readonly charge: Charge;
  readonly challengeId: string;
  readonly state: 'pending' | 'waiting' | 'approved' | 'failed' | 'closed';
  readonly returnUrl: string | null;
}

export function challengePage(view: ChallengeView): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Sandbox bank</title>
<style>
body{font:16px/1.5 system-ui,sans-serif;color:#1d2330;background:#eef1f6;display:grid;place-items:center;min-height:100vh;margin:0}
main{background:#fff;border-radius:12px;padding:2rem;max-width:24rem;box-shadow:0 2px 12px #0002}
h1{font-size:1.1rem;margin:0 0 1rem}strong{font-size:1.5rem}small{color:#566}
button{font:inherit;padding:.6rem 1.2rem;border-radius:8px;border:1px solid #1a6b3c;background:#1a6b3c;color:#fff;margin:.25rem .5rem .25rem 0}
button[value=fail]{background:#fff;color:#a11d1d;border-color:#a11d1d}
</style>
</head>
<body>
<main>
<h1>Sandbox bank</h1>
<p>${amount(view.charge)}<br><small>${escape(view.charge.description ?? view.charge.merchantReference)}</small></p>
${body(view)}
<p><small>No money moves here: this is a simulation.</small></p>
</main>
</body>
</html>
`;
}

function body({ state, challengeId, returnUrl }: ChallengeView): string {
  switch (state) {
    case 'pending':
      return `<form method="post" action="/challenge/${escape(challengeId)}">
${returnUrl === null ? '' : `<input type="hidden" name="return_url" value="${escape(returnUrl)}">`}
<p>Is this you?</p>
<button name="result" value="approve">approve</button><button name="result" value="fail">fail</button>
</form>
${back(returnUrl, 'Leave without an answer')}`;
    case 'waiting':
      return `<p>Thank you. Your bank needs a little longer.</p>${back(returnUrl, 'Back to the shop')}`;
    case 'approved':
      return `<p>Approved.</p>${back(returnUrl, 'Back to the shop')}`;
    case 'failed':
      return `<p>Not recognised.</p>${back(returnUrl, 'Back to the shop')}`;
    case 'closed':
      return `<p>This payment was closed. Nothing was charged.</p>${back(returnUrl, 'Back to the shop')}`;
  }
}

const back = (returnUrl: string | null, words: string): string =>
  returnUrl === null ? '' : `<p><a href="${escape(returnUrl)}">${words}</a></p>`;

function amount({ amountAtom, currency, processor }: Charge): string {
  if (currency === null) return `Save a card at <b>${escape(processor)}</b>`;
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return `<strong>${escape(format.format(amountAtom / 10 ** digits))}</strong> at <b>${escape(processor)}</b>`;
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escape = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
