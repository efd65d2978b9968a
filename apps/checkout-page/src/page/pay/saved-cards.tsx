// Cards that the merchant's customer saved earlier, and "another card".
import type { BuyerPaymentMethod } from '@tillstream/checkout/browser';
import type { JSX } from 'preact';
import { useTexts } from '../context';
import { BrandMark, brandName, brandOrNull } from '../icons';

interface Props {
  readonly methods: readonly BuyerPaymentMethod[];
  /** Id of the chosen one; null: another card. */
  readonly chosen: string | null;
  readonly onChoose: (id: string | null) => void;
}

export function SavedCards({ methods, chosen, onChoose }: Props): JSX.Element {
  const { t } = useTexts();
  return (
    <fieldset class="choices">
      <legend>{t('saved.title')}</legend>
      {methods.map((method) => (
        <SavedCard key={method.id} method={method} isChosen={method.id === chosen} onChoose={() => onChoose(method.id)} />
      ))}
      <label class="choice">
        <input type="radio" name="payment-method" checked={chosen === null} onChange={() => onChoose(null)} />
        <span class="choice-text">{t('saved.other')}</span>
      </label>
    </fieldset>
  );
}

function SavedCard({
  method,
  isChosen,
  onChoose,
}: {
  readonly method: BuyerPaymentMethod;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}): JSX.Element {
  const texts = useTexts();
  const brand = brandOrNull(method.brand);
  return (
    <label class="choice">
      <input type="radio" name="payment-method" checked={isChosen} onChange={onChoose} />
      <span class="choice-text">
        {texts.t('saved.card', { brand: brand === null ? method.brand : brandName[brand], digits: method.last_four })}
        <span class="note">{texts.t('saved.expires', { date: texts.month(method.exp_month, method.exp_year) })}</span>
      </span>
      <BrandMark brand={brand} />
    </label>
  );
}
