// What the buyer agrees to by pressing the button: amount, date, interval, term, and how to cancel. Its id goes with the press and is kept.
import type { BuyerRecurring, BuyerSession, BuyerTier, MandateTextId } from '@tillstream/checkout/browser';
import type { JSX } from 'preact';
import { termOf, tierTerms } from '../../text/terms';
import type { Texts } from '../../text/texts';
import { useTexts } from '../context';

interface Props {
  readonly id: MandateTextId | null;
  readonly session: BuyerSession;
  readonly tier: BuyerTier | null;
  readonly now: Date;
}

export function Mandate({ id, session, tier, now }: Props): JSX.Element | null {
  const texts = useTexts();
  if (id === null) return null;
  const merchant = session.brand.legal_name ?? session.brand.name;
  return (
    <p class="mandate" id="mandate">
      {id === 'save-card-1' || tier === null
        ? texts.t('mandate.save', { merchant })
        : recurringWords({ texts, merchant, tier, now, host: hostOf(session.return_url) }).join(' ')}
    </p>
  );
}

interface Agreement {
  readonly texts: Texts;
  readonly merchant: string;
  readonly tier: BuyerTier;
  readonly now: Date;
  readonly host: string | null;
}

function recurringWords({ texts, merchant, tier, now, host }: Agreement): readonly string[] {
  const { t } = texts;
  const repeats = tier.recurring.some((group) => group.auto_renew);
  const contact = host === null ? merchant : `${merchant} (${host})`;
  return [
    t('mandate.recurring', { merchant, terms: tierTerms(texts, tier, now) }),
    ...new Set(tier.recurring.map((group) => ending(texts, group))),
    ...(repeats ? [t('mandate.cancel', { contact })] : []),
  ];
}

function ending(texts: Texts, group: BuyerRecurring): string {
  const term = termOf(texts, group);
  if (term === null) return texts.t('mandate.until-cancelled');
  return texts.t(group.auto_renew ? 'mandate.term' : 'mandate.ends', { term });
}

/** Where the merchant is to be found: the site that the buyer came from. */
function hostOf(url: string): string | null {
  return URL.canParse(url) ? new URL(url).host : null;
}
