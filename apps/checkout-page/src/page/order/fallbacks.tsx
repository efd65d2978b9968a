// Cascade pricing, before anything is paid: every other price that one press of the button may charge, and those that need another press.
import type { BuyerSession, BuyerTier } from '@tillstream/checkout/browser';
import type { JSX } from 'preact';
import type { MessageKey } from '../../messages/en';
import { tierTerms } from '../../text/terms';
import { useTexts } from '../context';

interface Props {
  readonly session: BuyerSession;
  readonly now: Date;
}

export function Fallbacks({ session, now }: Props): JSX.Element | null {
  const { t } = useTexts();
  const fallbacks = session.tiers.filter((tier) => tier.index > 0);
  if (fallbacks.length === 0) return null;
  return (
    <section class="fallbacks" aria-labelledby="fallbacks-title">
      <h2 id="fallbacks-title">{t('fallback.title')}</h2>
      <Group text="fallback.automatic" tiers={fallbacks.filter((tier) => !tier.needs_consent)} now={now} />
      <Group text="fallback.asked" tiers={fallbacks.filter((tier) => tier.needs_consent)} now={now} />
    </section>
  );
}

interface GroupProps {
  readonly text: MessageKey;
  readonly tiers: readonly BuyerTier[];
  readonly now: Date;
}

function Group({ text, tiers, now }: GroupProps): JSX.Element | null {
  const texts = useTexts();
  if (tiers.length === 0) return null;
  return (
    <div>
      <p>{texts.t(text)}</p>
      <ol>
        {tiers.map((tier) => (
          <li key={tier.index} value={tier.index}>
            <strong>{tierTerms(texts, tier, now)}</strong>
            <span class="note">
              {tier.line_items.map((item) => (item.quantity > 1 ? `${texts.number(item.quantity)} × ${item.name}` : item.name)).join(', ')}
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}
