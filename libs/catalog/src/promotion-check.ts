// A code that a merchant's server asks about: what it stands for, how often it was used, and whether it may be used now.
import { Injectable } from '@nestjs/common';
import { Clock, Facts, type Folded, type Freshness } from '@tillstream/event-sourcing';
import { codeTally, couponSlots, type CouponSlotsState } from './core/coupon-slots.state';
import { coupon } from './core/coupon.stream';
import { customer } from './core/customer.stream';
import type { PromotionCodeState } from './core/promotion-code.fields';
import { type PromotionFault, promotionRefusal } from './core/promotion-refusal';
import { type ReadAmount, readAmount } from './core/told-amount';
import type { RestrictionRejection } from './core/promotion-code.commands';
import type { Loc } from '@tillstream/event-sourcing';
import { isOwned } from './commands/owned';
import { PromotionCodeNames } from './promotion-code-names';

export interface PromotionQuestion {
  readonly accountId: string;
  readonly code: string;
  readonly customerKey: string | null;
  /** An earlier success in the account; best effort. */
  readonly hasBoughtBefore: boolean;
  /** In whole units, as text. */
  readonly orderAmount: string | null;
  /** Lower case. */
  readonly orderCurrency: string | null;
}

export type QuestionRejection = RestrictionRejection | { readonly code: 'customer-not-found'; readonly loc: Loc };

export type PromotionAnswer =
  | { readonly kind: 'misasked'; readonly reasons: readonly QuestionRejection[] }
  | {
      readonly kind: 'answered';
      readonly fault: PromotionFault | null;
      /** Null: there is none of this name. */
      readonly code: Folded<PromotionCodeState> | null;
      readonly slots: CouponSlotsState;
      /** Of uses; null where there is no code. */
      readonly limits: { readonly coupon: number | null; readonly code: number | null };
    };

const places = { amount: ['body', 'order_amount'], currency: ['body', 'order_currency'] };

@Injectable()
export class PromotionCheck {
  constructor(
    private readonly facts: Facts,
    private readonly names: PromotionCodeNames,
    private readonly clock: Clock,
  ) {}

  async ask(question: PromotionQuestion, freshness: Freshness): Promise<PromotionAnswer> {
    const order = readAmount({ amount: question.orderAmount, currency: question.orderCurrency }, places);
    const reasons = await this.faultsIn(question, order, freshness);
    if (reasons.length > 0 || 'fault' in order) return { kind: 'misasked', reasons };
    const unknown = { kind: 'answered', slots: couponSlots.initial, limits: { coupon: null, code: null } } as const;
    const code = await this.names.find(question.accountId, question.code, freshness);
    if (code?.state.status !== 'present') return { ...unknown, fault: 'promotion-not-found', code: null };
    const { fields } = code.state;
    const [found, slots] = await Promise.all([
      this.facts.get(coupon, fields.couponKey, freshness),
      this.facts.get(couponSlots, fields.couponKey, freshness),
    ]);
    const couponFields = isOwned(found, question.accountId) && found.state.status === 'present' ? found.state.fields : null;
    const { currency, amountAtom } = order;
    const fault = promotionRefusal({
      coupon: couponFields && { ...couponFields, key: fields.couponKey, tally: slots.state.coupon },
      code: { ...fields, tally: codeTally(slots.state, code.key) },
      tiers: currency === null ? null : [{ currency, subtotalAtom: amountAtom, lines: null }],
      hasBoughtBefore: question.hasBoughtBefore,
      now: this.clock.now(),
    });
    const limits = { coupon: couponFields?.maxRedemptions ?? null, code: fields.maxRedemptions };
    return { kind: 'answered', fault, code, slots: slots.state, limits };
  }

  private async faultsIn({ accountId, customerKey }: PromotionQuestion, order: ReadAmount, freshness: Freshness) {
    const faults: QuestionRejection[] = 'fault' in order ? [order.fault] : [];
    if (customerKey === null) return faults;
    const found = await this.facts.get(customer, customerKey, freshness);
    const isThere = isOwned(found, accountId) && found.state.status === 'present';
    return isThere ? faults : [...faults, { code: 'customer-not-found', loc: ['body', 'customer_id'] } as const];
  }
}
