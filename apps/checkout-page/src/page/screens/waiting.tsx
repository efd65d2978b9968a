// While a payment runs, or nobody knows yet how it ended: the truth, and the promise that nothing is charged twice.
import type { BuyerSession } from '@tillstream/checkout/browser';
import type { JSX } from 'preact';
import { useTexts, useWords } from '../context';
import { ClockIcon, Spinner } from '../icons';
import { Panel } from './panel';

interface Props {
  readonly session: BuyerSession;
  readonly takesFocus: boolean;
}

export function Processing({ session, takesFocus }: Props): JSX.Element {
  const t = useWords(session);
  return (
    <Panel title={t('processing.title')} mark={<Spinner />} tone="calm" takesFocus={takesFocus}>
      <p>{t('processing.body')}</p>
    </Panel>
  );
}

export function Unresolved({ takesFocus }: Pick<Props, 'takesFocus'>): JSX.Element {
  const { t } = useTexts();
  return (
    <Panel title={t('unresolved.title')} mark={<ClockIcon />} tone="warn" takesFocus={takesFocus}>
      <p>{t('unresolved.body')}</p>
      <p class="promise">{t('unresolved.promise')}</p>
    </Panel>
  );
}
