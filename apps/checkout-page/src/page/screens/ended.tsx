// The ends of a session, as far as its buyer is concerned.
import type { BuyerSession } from '@tillstream/checkout/browser';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { MessageKey } from '../../messages/en';
import { lateMoneyText } from '../../model/late-money';
import type { Screen } from '../../model/screen';
import { useTexts, useWords, type PageActions } from '../context';
import { AlertIcon, CheckIcon, ClockIcon, Spinner } from '../icons';
import { Panel } from './panel';

interface Props {
  readonly session: BuyerSession;
  readonly takesFocus: boolean;
}

type EndedProps = Props & Pick<PageActions, 'renew'>;

export function Ended({ screen, renew, ...props }: EndedProps & { readonly screen: Screen }): JSX.Element | null {
  switch (screen) {
    case 'finished':
      return <Finished {...props} />;
    case 'spent':
      return <Spent {...props} />;
    case 'expired':
      return <Expired {...props} renew={renew} />;
    default:
      return null;
  }
}

function Finished({ session, takesFocus }: Props): JSX.Element {
  const { t } = useTexts();
  const merchant = session.brand.name;
  const refund = refundText(session);
  return (
    <Panel title={t(finishedTitle(session))} mark={<CheckIcon />} tone="good" takesFocus={takesFocus}>
      <p>{t(session.mode === 'setup' ? 'finished.setup.body' : 'finished.body', { merchant })}</p>
      {refund !== null && <p>{t(refund)}</p>}
      <a class="main" href={session.success_url} target="_top" rel="noreferrer">
        {t('finished.continue', { merchant })}
      </a>
    </Panel>
  );
}

function finishedTitle(session: BuyerSession): MessageKey {
  if (session.mode === 'setup') return 'finished.setup';
  return session.payment_state === 'none' ? 'finished.free' : 'finished.paid';
}

function refundText(session: BuyerSession): MessageKey | null {
  if (session.payment_state === 'refunded') return 'finished.refunded';
  return session.payment_state === 'partially_refunded' ? 'finished.partially-refunded' : null;
}

function Expired({ session, takesFocus, renew }: EndedProps): JSX.Element {
  const t = useWords(session);
  const merchant = session.brand.name;
  const [step, setStep] = useState<'idle' | 'busy' | 'failed'>('idle');
  const press = async (): Promise<void> => {
    setStep('busy');
    if (!(await renew())) setStep('failed');
  };
  return (
    <Panel title={t('expired.title')} mark={<ClockIcon />} tone="warn" takesFocus={takesFocus}>
      <p>{t(lateMoneyText(session) ?? 'expired.body')}</p>
      {session.allow_renewal && step !== 'failed' && (
        <button type="button" class="main" disabled={step === 'busy'} onClick={() => void press()}>
          {step === 'busy' && <Spinner />}
          {t('expired.renew')}
        </button>
      )}
      {step === 'failed' && (
        <p class="fault" role="alert">
          {t('expired.renew.failed', { merchant })}
        </p>
      )}
      <a class={session.allow_renewal ? 'quiet' : 'main'} href={session.return_url} target="_top" rel="noreferrer">
        {t('back', { merchant })}
      </a>
    </Panel>
  );
}

/** Open, but tried as often as a session may be: only its merchant can still do something about it. */
function Spent({ session, takesFocus }: Props): JSX.Element {
  const t = useWords(session);
  const merchant = session.brand.name;
  return (
    <Panel title={t('spent.title')} mark={<AlertIcon />} tone="warn" takesFocus={takesFocus}>
      <p>{t(lateMoneyText(session) ?? 'spent.body', { merchant })}</p>
      <a class="main" href={session.return_url} target="_top" rel="noreferrer">
        {t('back', { merchant })}
      </a>
    </Panel>
  );
}
