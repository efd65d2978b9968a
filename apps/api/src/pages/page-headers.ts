// What the browser is told about the hosted page: no other script, no other origin, no frame but the merchant's, nothing kept.
const PERMISSIONS = 'camera=(), geolocation=(), microphone=(), payment=(self), usb=()';

/** @param frameHosts hosts that may show the page in a frame; empty: none. */
export function pageHeaders(nonce: string, frameHosts: readonly string[]): Readonly<Record<string, string>> {
  const ancestors = frameHosts.length > 0 ? frameHosts.map((host) => `https://${host}`).join(' ') : "'none'";
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "connect-src 'self'",
    "frame-src 'self' https: http://127.0.0.1:* http://localhost:*",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${ancestors}`,
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ];
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy.join('; '),
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
    'permissions-policy': PERMISSIONS,
    'x-content-type-options': 'nosniff',
    'cross-origin-opener-policy': 'same-origin',
  };
}
