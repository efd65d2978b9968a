// How a notice proves where it comes from.
import { createHmac } from 'node:crypto';

export const signatureHeader = 'x-sandbox-signature';

/** `t=<unix seconds>,v1=<hex HMAC-SHA-256 of "t.body">`. */
export function sign(body: string, secret: string, nowMs: number): string {
  const t = Math.floor(nowMs / 1_000);
  return `t=${t},v1=${createHmac('sha256', secret).update(`${t}.${body}`).digest('hex')}`;
}
