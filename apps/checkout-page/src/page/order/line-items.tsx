// Each item with what it costs today and, apart from that, what it costs later.
import type { BuyerLineItem, BuyerTier } from '@tillstream/checkout/browser';
import type { JSX } from 'preact';
import { perPeriod } from '../../text/terms';
import { useTexts } from '../context';

export function LineItems({ tier }: { readonly tier: BuyerTier }): JSX.Element {
  const { t } = useTexts();
  return (
    <ul class="items" aria-label={t('order')}>
      {tier.line_items.map((item) => (
        <Item key={item.id} item={item} tier={tier} />
      ))}
    </ul>
  );
}

function Item({ item, tier }: { readonly item: BuyerLineItem; readonly tier: BuyerTier }): JSX.Element {
  const texts = useTexts();
  const { recurring } = item;
  const per = recurring === null ? null : perPeriod(texts, recurring, tier);
  return (
    <li class="item">
      <div class="item-what">
        <span class="item-name">{item.name}</span>
        {item.description !== null && <span class="note">{item.description}</span>}
        {item.quantity > 1 && <span class="note">{texts.t('quantity', { count: texts.number(item.quantity) })}</span>}
      </div>
      <div class="item-price">
        <span class="money">{texts.money(item.amount_atom, tier)}</span>
        {recurring !== null && per !== null && (
          <span class="note">
            {recurring.trial_days > 0 ? texts.t('item.trial', { days: texts.length(recurring.trial_days, 'day'), per }) : per}
          </span>
        )}
      </div>
    </li>
  );
}
