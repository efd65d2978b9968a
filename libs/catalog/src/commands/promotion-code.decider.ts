// The index of what a promotion code can be asked. What it stands for never changes.
import { type Decider, type Decision, reject, rejectAll } from '@tillstream/event-sourcing';
import type { NewPromotionCode, PromotionCodeCommand, PromotionCodeRejection } from '../core/promotion-code.commands';
import type { PromotionCodeEvent, PromotionCodeState } from '../core/promotion-code.fields';
import { promotionCode } from '../core/promotion-code.stream';
import { readAmount } from '../core/told-amount';

function decide(command: PromotionCodeCommand, state: PromotionCodeState): Decision<PromotionCodeEvent, PromotionCodeRejection> {
  switch (command.type) {
    case 'CreatePromotionCode': {
      const { wish, couponExists } = command;
      const restrictions = restrictionsOf(wish);
      const refused = rejectAll<PromotionCodeRejection>([
        ...(couponExists ? [] : [{ code: 'coupon-not-found', loc: ['body', 'coupon_id'] } as const]),
        ...('fault' in restrictions ? [restrictions.fault] : []),
      ]);
      if (refused || 'fault' in restrictions) return refused ?? reject({ code: 'not-found' });
      // Whoever asked for the same name in the same moment was given this very stream.
      if (state.status !== 'absent') return reject({ code: 'code-taken' });
      return promotionCode.decide({ type: 'Create', fields: { ...wish, restrictions } }, state);
    }
    case 'ChangePromotionCode':
      return promotionCode.decide({ type: 'Update', changes: command.changes }, state);
    case 'DeletePromotionCode':
      return promotionCode.decide({ type: 'Delete' }, state);
  }
}

const PLACE = ['body', 'restrictions'];
const places = { amount: [...PLACE, 'minimum_amount'], currency: [...PLACE, 'minimum_amount_currency'] };

function restrictionsOf({ restrictions }: NewPromotionCode) {
  const { firstTimeTransaction, minimumAmount, minimumAmountCurrency } = restrictions;
  const read = readAmount({ amount: minimumAmount, currency: minimumAmountCurrency }, places);
  if ('fault' in read) return read;
  if (read.amountAtom === null && read.currency !== null) return { fault: { code: 'currency-needs-amount', loc: places.amount } as const };
  return { firstTimeTransaction, minimumAmountAtom: read.amountAtom, minimumAmountCurrency: read.currency };
}

export const promotionCodeDecider: Decider<PromotionCodeState, PromotionCodeCommand, PromotionCodeEvent, PromotionCodeRejection> = {
  ...promotionCode,
  decide,
};
