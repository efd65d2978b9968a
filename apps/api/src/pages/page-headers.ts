// What the browser is told about the hosted page: no other script, no other origin, no frame but the merchant's, nothing kept.
const PERMISSIONS = 'camera=(), geolocation=(), microphone=(), payment=(self), usb=()';

/** @param frameHosts hosts that may show the page in a frame; empty: none. */
export const pageHeaders = (nonce: string, frameHosts: readonly string[]): Readonly<Record<string, string>> =>
  headersWith([
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "connect-src 'self'",
    "frame-src 'self'", // a bank is framed by a document of ours, which lets in this one bank
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${hostsOr("'none'", frameHosts)}`,
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ]);

/**
 * Of what stands inside the page's own frame: no script at all.
 * @param bank origin of the bank that is framed in it; null: none
 */
export const framedHeaders = (nonce: string, frameHosts: readonly string[], bank: string | null): Readonly<Record<string, string>> =>
  headersWith([
    "default-src 'none'",
    `style-src 'nonce-${nonce}'`,
    "img-src 'self' data:",
    ...(bank === null ? [] : [`frame-src ${bank} 'self'`]),
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${hostsOr("'self'", frameHosts)}${frameHosts.length > 0 ? " 'self'" : ''}`,
  ]);

const hostsOr = (none: string, hosts: readonly string[]): string =>
  hosts.length > 0 ? hosts.map((host) => `https://${host}`).join(' ') : none;

const headersWith = (policy: readonly string[]): Readonly<Record<string, string>> => ({
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': policy.join('; '),
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
  'permissions-policy': PERMISSIONS,
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin',
});
