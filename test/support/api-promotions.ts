// Coupons and promotion codes of a tenant of the in-memory API, written right into their streams.
import {
  codeNameKeyOf, coupon, type CouponFields, promotionCode, type PromotionCodeFields, promotionCodeName,
} from '@tillstream/catalog'; // prettier-ignore
import { type CommandContext, derivedCommandId, Executor, Ids } from '@tillstream/event-sourcing';
import type { ApiSuite } from './api-suite';

const tenPercent: CouponFields = {
  discountType: 'percent_off', amountAtomOff: null, percentOff: 10, trialDaysOff: null, currency: null, duration: 'once', durationInMonths: null,
  productKeys: [], name: 'Ten percent', isActive: true, maxRedemptions: null, validFrom: null, validUntil: null, metadata: {},
}; // prettier-ignore

export interface MadeCoupon {
  readonly key: string;
  /** `coup_…` */
  readonly id: string;
}

let made = 0;

export async function couponOf(suite: ApiSuite, fields: Partial<CouponFields> = {}): Promise<MadeCoupon> {
  const [executor, ids] = [suite.api.app.get(Executor, { strict: false }), suite.api.app.get(Ids, { strict: false })];
  const key = ids.derivedKey('spec-coupon', suite.tenant.accountId, made++);
  await executor.run(coupon, { key, context: contextOf(suite) }, { type: 'Create', fields: { ...tenPercent, ...fields } });
  return { key, id: ids.format('coup', key) };
}

/** The key of the code. */
export async function codeOf(
  suite: ApiSuite,
  couponKey: string,
  fields: Partial<PromotionCodeFields> & { readonly code: string },
): Promise<string> {
  const [executor, ids] = [suite.api.app.get(Executor, { strict: false }), suite.api.app.get(Ids, { strict: false })];
  const key = ids.derivedKey('spec-code', suite.tenant.accountId, made++);
  const restrictions = { firstTimeTransaction: false, minimumAmountAtom: null, minimumAmountCurrency: null };
  const whole: PromotionCodeFields = {
    couponKey,
    isActive: true,
    maxRedemptions: null,
    expiresAt: null,
    restrictions,
    metadata: {},
    ...fields,
  };
  await executor.run(promotionCode, { key, context: contextOf(suite) }, { type: 'Create', fields: whole });
  const name = codeNameKeyOf(ids, suite.tenant.accountId, fields.code);
  await executor.run(promotionCodeName, { key: name, context: contextOf(suite) }, { type: 'Claim', holder: key });
  return key;
}

export async function switchOff(suite: ApiSuite, couponKey: string): Promise<void> {
  const executor = suite.api.app.get(Executor, { strict: false });
  await executor.run(coupon, { key: couponKey, context: contextOf(suite) }, { type: 'Update', changes: { isActive: false } });
}

function contextOf({ tenant }: ApiSuite): CommandContext {
  const commandId = derivedCommandId(`spec-promotions-${made++}`, 'spec');
  return {
    commandId, requestHash: 'spec', requestId: null, accountId: tenant.accountId, actor: { kind: 'operator', id: 'spec' }, correlationId: commandId,
    causationId: commandId, net: null, reason: null,
  }; // prettier-ignore
}
