// Why a promotion code does not apply, in the page's words; a code that this page does not know of is still a clear no.
import type { BuyerSession, PromotionRefusal } from '@tillstream/checkout/browser';
import type { MessageKey } from '../messages/en';
import type { Answer } from './buyer-api';

const sentences: Readonly<Record<PromotionRefusal, MessageKey>> = {
  'promotion-not-found': 'promotion-not-found',
  'promotion-inactive': 'promotion-inactive',
  'promotion-not-yet-valid': 'promotion-not-yet-valid',
  'promotion-expired': 'promotion-expired',
  'promotion-exhausted': 'promotion-exhausted',
  'promotion-wrong-currency': 'promotion-wrong-currency',
  'promotion-not-applicable': 'promotion-not-applicable',
  'promotion-minimum-not-reached': 'promotion-minimum-not-reached',
  'promotion-first-time-only': 'promotion-first-time-only',
  'promotion-already-applied': 'promotion-already-applied',
};

/** Null: it applies. */
export function promotionFault(answer: Answer<BuyerSession>): MessageKey | null {
  if (answer.kind === 'taken') return null;
  if (answer.kind === 'silent' || answer.problem.status >= 500) return 'notice.unreachable';
  if (answer.problem.status === 429) return 'notice.too-many';
  const { code, detail } = answer.problem;
  const refusal = typeof detail === 'string' ? code : (detail[0]?.type ?? code);
  return isRefusal(refusal) ? sentences[refusal] : 'promotion.unusable';
}

const isRefusal = (code: string): code is PromotionRefusal => Object.hasOwn(sentences, code);
