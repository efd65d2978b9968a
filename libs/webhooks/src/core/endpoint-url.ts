// Which urls may be an endpoint's. Only their form is judged in here; which addresses are allowed is said by whoever knows addresses.

export type UrlProblem = 'malformed' | 'not-https' | 'has-credentials' | 'has-fragment' | 'forbidden-host';

export interface UrlRules {
  /** ALLOW_INSECURE_WEBHOOKS: http, and this for loopback hosts alone. */
  readonly allowInsecure: boolean;
  isLoopback(host: string): boolean;
  /** A literal address or a name that is never delivered to. */
  isForbidden(host: string): boolean;
}

export function urlProblem(text: string, rules: UrlRules): UrlProblem | null {
  const url = URL.parse(text);
  if (!url || url.hostname === '') return 'malformed';
  const mayBeLocal = rules.allowInsecure && rules.isLoopback(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && mayBeLocal)) return 'not-https';
  if (url.username !== '' || url.password !== '') return 'has-credentials';
  if (url.hash !== '') return 'has-fragment';
  return rules.isForbidden(url.hostname) && !mayBeLocal ? 'forbidden-host' : null;
}
