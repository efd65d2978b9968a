// From the items to what is due today.
import type { BuyerPromotion, BuyerTier } from '@tillstream/checkout/browser';
import { Fragment, type JSX } from 'preact';
import { useTexts } from '../context';

interface Props {
  readonly tier: BuyerTier;
  readonly promotion: BuyerPromotion;
  /** "Today" was another day. */
  readonly isPaid: boolean;
}

export function Totals({ tier, promotion, isPaid }: Props): JSX.Element {
  const texts = useTexts();
  const name = promotion.label ?? promotion.code;
  return (
    <dl class="totals">
      {tier.discount_atom > 0 && (
        <Fragment>
          <dt>{texts.t('subtotal')}</dt>
          <dd class="money">{texts.money(tier.subtotal_atom, tier)}</dd>
          <dt>
            {texts.t('discount')}
            {name !== null && <span class="note">{name}</span>}
          </dt>
          <dd class="money">{texts.money(-tier.discount_atom, tier)}</dd>
        </Fragment>
      )}
      <dt class="total">{texts.t(isPaid ? 'total' : 'due-today')}</dt>
      <dd class="money total">{texts.money(tier.due_now_atom, tier)}</dd>
    </dl>
  );
}
