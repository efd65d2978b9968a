// After a decline, where the next price would have worse terms: the buyer is asked, with both on the screen and the first one chosen.
import type { BuyerTier } from '@tillstream/checkout/browser';
import type { JSX } from 'preact';
import type { MessageKey } from '../../messages/en';
import { tierTerms } from '../../text/terms';
import { useTexts } from '../context';

interface Props {
  readonly first: BuyerTier;
  readonly offered: BuyerTier;
  readonly chosen: number;
  readonly now: Date;
  readonly onChoose: (tier: number) => void;
}

export function TierChoice({ first, offered, chosen, now, onChoose }: Props): JSX.Element {
  const texts = useTexts();
  const choice = (tier: BuyerTier, text: MessageKey): JSX.Element => (
    <label class="choice">
      <input type="radio" name="tier" checked={chosen === tier.index} onChange={() => onChoose(tier.index)} />
      <span class="choice-text">
        {texts.t(text, { terms: tierTerms(texts, tier, now) })}
        <span class="note">{tier.line_items.map((item) => item.name).join(', ')}</span>
      </span>
    </label>
  );
  return (
    <fieldset class="choices">
      <legend>{texts.t('choice.title')}</legend>
      {choice(first, 'choice.again')}
      {choice(offered, 'choice.instead')}
    </fieldset>
  );
}
