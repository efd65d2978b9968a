// The order: who sells, what, how much today and how much later. Readable before any script ran.
import type { BuyerSession, BuyerTier } from '@tillstream/checkout/browser';
import { Fragment, type JSX } from 'preact';
import { isEmpty, tierAt } from '../../model/offer';
import { isInFlight, type Screen } from '../../model/screen';
import type { MessageKey } from '../../messages/en';
import { allLaterPayments } from '../../text/terms';
import { useTexts, type PageProps } from '../context';
import { BackIcon } from '../icons';
import { Fallbacks } from './fallbacks';
import { LineItems } from './line-items';
import { Promotion } from './promotion';
import { Totals } from './totals';

export function Order({ state, actions, screen }: PageProps & { readonly screen: Screen }): JSX.Element {
  const { t } = useTexts();
  const { session } = state;
  const tier = tierAt(session, screen === 'finished' ? (session.charged_tier ?? 0) : state.tier);
  const canLeave = screen === 'pay' && !state.isPressed && !isInFlight(session.attempt);
  return (
    <section class="order" aria-labelledby="order-title">
      <div class="column">
        <div class="head">
          <Brand session={session} />
          {!session.livemode && (
            <span class="badge" title={t('test-mode.hint')}>
              {t('test-mode')}
            </span>
          )}
        </div>
        <h1 class="lead" id="order-title">
          {t(titleOf(session, screen), { merchant: session.brand.name })}
        </h1>
        {tier !== null && !isEmpty(session) ? (
          <TierSummary tier={tier} now={new Date(state.nowMs)} isPaid={screen === 'finished'} />
        ) : (
          <p class="lead-text">{t(isEmpty(session) ? 'order.empty' : 'order.setup')}</p>
        )}
        {tier !== null && (
          <Fragment>
            <LineItems tier={tier} />
            <Promotion promotion={session.promotion} actions={actions} canChange={canLeave} isReady={state.isReady} />
            <Totals tier={tier} promotion={session.promotion} isPaid={screen === 'finished'} />
            {screen === 'pay' && <Fallbacks session={session} now={new Date(state.nowMs)} />}
          </Fragment>
        )}
        {canLeave && (
          <a class="back" href={session.return_url} target="_top" rel="noreferrer">
            <BackIcon />
            {t('back', { merchant: session.brand.name })}
          </a>
        )}
      </div>
    </section>
  );
}

/** The amount in large, and what follows it in words. */
function TierSummary({ tier, now, isPaid }: { readonly tier: BuyerTier; readonly now: Date; readonly isPaid: boolean }): JSX.Element {
  const texts = useTexts();
  const later = allLaterPayments(texts, tier, now);
  return (
    <Fragment>
      <p class="amount">{texts.money(tier.due_now_atom, tier)}</p>
      {tier.recurring.length > 0 && (
        <p class="lead-text">{isPaid ? later : texts.t('now-then', { now: texts.money(tier.due_now_atom, tier), later })}</p>
      )}
    </Fragment>
  );
}

function Brand({ session: { brand } }: { readonly session: BuyerSession }): JSX.Element {
  return (
    <div class="brand">
      {brand.logo_url === null ? (
        <span class="initial" aria-hidden="true">
          {[...brand.name][0]}
        </span>
      ) : (
        <img class="logo" src={brand.logo_url} alt="" width="40" height="40" />
      )}
      <span class="brand-name">{brand.name}</span>
    </div>
  );
}

function titleOf(session: BuyerSession, screen: Screen): MessageKey {
  if (screen === 'finished') return 'title.finished';
  if (session.mode === 'setup') return 'title.setup';
  const onlyRecurring = (tierAt(session, 0)?.line_items ?? []).every((item) => item.recurring !== null);
  return onlyRecurring && !isEmpty(session) ? 'title.subscribe' : 'title.pay';
}
