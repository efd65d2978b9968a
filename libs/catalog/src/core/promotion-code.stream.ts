// The stream of a promotion code, and the claim by which a code finds it.
import { claim, type Ids, plainResource } from '@tillstream/event-sourcing';
import type { PromotionCodeFields } from './promotion-code.fields';

export const promotionCode = plainResource<PromotionCodeFields, 'PromotionCode'>('promotionCode', 'PromotionCode');

/** Keyed by a hash of account and normalised code: one code of a name at a time; deleting it frees the name. */
export const promotionCodeName = claim('promotionCodeName');

/** Codes are compared without case and surrounding space. */
export const normalizedCode = (code: string): string => code.trim().toLowerCase();

/** The claim's key for a code of an account. */
export const codeNameKeyOf = (ids: Pick<Ids, 'derivedKey'>, accountId: string, code: string): string =>
  ids.derivedKey('promotionCodeName', accountId, normalizedCode(code));
