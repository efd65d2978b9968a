// The two urls of a session, checked as they were written: what is stored is the raw text, template and all.
import type { Loc } from '@tillstream/event-sourcing';
import type { UrlRules } from './checkout-session.commands';
import type { ReferenceFault } from './checkout-session.rejections';

export const SESSION_ID_TEMPLATE = '{CHECKOUT_SESSION_ID}';
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** At most one fault per url: the first in the order of domain.md §5. */
export function urlFault(text: string, loc: Loc, rules: UrlRules): ReferenceFault | null {
  const plain = text.replaceAll(SESSION_ID_TEMPLATE, 'session');
  const url = URL.canParse(plain) ? new URL(plain) : null;
  if (!url?.host) return { code: 'url-not-absolute', loc };
  if (!isSafe(url, rules)) return { code: 'url-not-https', loc };
  if (rules.allowedHosts.length > 0 && !rules.allowedHosts.includes(url.hostname)) return { code: 'url-host-not-allowed', loc };
  if (url.username || url.password) return { code: 'url-has-user', loc };
  if (/[{}]/.test(plain)) return { code: 'url-template-unknown', loc };
  return null;
}

const isSafe = ({ protocol, hostname }: URL, rules: UrlRules): boolean =>
  protocol === 'https:' || (protocol === 'http:' && rules.allowLoopbackHttp && LOOPBACK.has(hostname));

/** The url to send the buyer to. */
export const filledIn = (text: string, sessionId: string): string => text.replaceAll(SESSION_ID_TEMPLATE, encodeURIComponent(sessionId));
