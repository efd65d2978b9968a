// Coupons and promotion codes of a tenant of the in-memory API.
import { made } from './api-sessions';
import type { Tenant } from './api-tenant';

/** The id of a coupon: ten percent off everything, once. */
export const couponOf = async ({ client, base }: Tenant, body: object = {}): Promise<string> => {
  const tenPercent = { discount_type: 'percent_off', percent_off: 10, name: 'Ten percent' };
  return (await made(client, `${base}/coupons/`, { ...tenPercent, ...body })).id;
};

/** The id of a code. */
export const codeOf = async (
  { client, base }: Tenant,
  couponId: string,
  body: { readonly code: string; readonly restrictions?: object; readonly max_redemptions?: number },
): Promise<string> => (await made(client, `${base}/promotion-codes/`, { coupon_id: couponId, ...body })).id;
