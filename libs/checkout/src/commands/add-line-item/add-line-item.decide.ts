// Adds a line item to the session's own tier. The amounts, and so the offer, change with it: a page that shows the old ones cannot pay.
import { accept, alreadySo, type Decision, reject } from '@tillstream/event-sourcing';
import { amountsOf, tooLargeTiers } from '../../core/amounts';
import type { AddLineItem } from '../../core/checkout-session.commands';
import type { CheckoutSessionEvent } from '../../core/checkout-session.events';
import type { CheckoutSessionRejection } from '../../core/checkout-session.rejections';
import type { CheckoutSessionState, Session } from '../../core/checkout-session.state';
import { present, refusalToBegin } from '../../core/guards';
import { type LineItem, MAX_LINE_ITEMS } from '../../core/line-item';
import { unchargeableTiers } from '../../core/plan';
import { lineItemsOf, saleFault } from '../../core/wanted-items';

export function addLineItem(command: AddLineItem, state: CheckoutSessionState): Decision<CheckoutSessionEvent, CheckoutSessionRejection> {
  const isThere = state.status !== 'absent' && state.tiers[0]?.lineItems.some((item) => item.key === command.lineItem.key);
  if (isThere) return alreadySo;
  const refusal = refusalToBegin(state, command.now);
  if (refusal) return reject(refusal);
  const session = present(state);
  const { lineItem: wanted, references, now } = command;
  const own = session.tiers[0]?.lineItems ?? [];
  const priceKeys = [...own.map((item) => item.priceKey), ...(wanted.priceKey === null ? [] : [wanted.priceKey])];
  if (session.mode === 'setup') return reject({ code: 'setup-takes-no-items', loc: ['body', 'price_id'] });
  if (session.tiers.flatMap((tier) => tier.lineItems).length >= MAX_LINE_ITEMS)
    return reject({ code: 'too-many-line-items', loc: ['body'] });
  const fault = saleFault(wanted, ['body'], { references, customerKey: session.customer?.key ?? null, priceKeys });
  if (fault) return reject(fault);
  const [lineItem] = lineItemsOf([wanted], references, now);
  if (!lineItem) return reject({ code: 'price-not-found', loc: ['body', 'price_id'] });
  if (session.amounts.currency !== null && lineItem.terms.currency !== session.amounts.currency)
    return reject({ code: 'currency-differs', loc: ['body', 'price_id'] });

  return added({ lineItem, plan: command.plan }, session);
}

function added(
  { lineItem, plan }: Pick<AddLineItem, 'plan'> & { readonly lineItem: LineItem },
  session: Session,
): Decision<CheckoutSessionEvent, CheckoutSessionRejection> {
  const own = session.tiers[0]?.lineItems ?? [];
  const tiers = session.tiers.map((tier, index) => (index === 0 ? { ...tier, lineItems: [...own, lineItem] } : tier));
  if (tooLargeTiers(tiers, session.promotion).length > 0) return reject({ code: 'amount-too-large', loc: ['body', 'quantity'] });
  const amounts = amountsOf(tiers, session.promotion);
  if (unchargeableTiers(plan, amounts).includes(0)) return reject({ code: 'no-processor-for-amount', loc: ['body', 'price_id'] });

  return accept({ type: 'LineItemAdded', data: { lineItem, amounts } });
}
