// The page as a function of its state: the order on one side, and on the other what there is to do about it.
import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { isEmpty } from '../model/offer';
import { shownScreen } from '../model/page-state';
import type { Screen } from '../model/screen';
import { type PageProps, useTexts } from './context';
import { Order } from './order/order';
import { PayForm } from './pay/pay-form';
import { Challenge } from './screens/challenge';
import { Ended } from './screens/ended';
import { Processing, Unresolved } from './screens/waiting';
import { Timer } from './timer';

export function Page({ state, actions }: PageProps): JSX.Element {
  const screen = shownScreen(state);
  return (
    <div class={`shell on-${screen}`}>
      <main class="sides">
        <Order state={state} actions={actions} screen={screen} />
        <section class="side" aria-live="off">
          <div class="column">
            <Side state={state} actions={actions} screen={screen} />
          </div>
          <Footer state={state} />
        </section>
      </main>
    </div>
  );
}

function Side({ state, actions, screen }: PageProps & { readonly screen: Screen }): JSX.Element {
  const { session } = state;
  const firstScreen = useRef(screen);
  const takesFocus = screen !== firstScreen.current;
  // The form is hidden, not removed, while a payment is looked into: after a decline the card is still typed in.
  const isForm = screen === 'pay' && !isEmpty(session);
  const isAlive = session.state === 'open' && !isEmpty(session) && screen !== 'spent';
  return (
    <div>
      {isForm && <Timer leftMs={Date.parse(session.expires_at) - state.nowMs} />}
      {isAlive && (
        <div hidden={!isForm}>
          <PayForm state={state} actions={actions} />
        </div>
      )}
      {screen === 'processing' && <Processing session={session} takesFocus={takesFocus} />}
      {screen === 'challenge' && session.attempt !== null && (
        <Challenge key={session.attempt.action?.url} session={session} attempt={session.attempt} finishAction={actions.finishAction} />
      )}
      {screen === 'unresolved' && <Unresolved takesFocus={takesFocus} />}
      <Ended screen={screen} session={session} takesFocus={takesFocus} renew={actions.renew} />
    </div>
  );
}

function Footer({ state: { session } }: Pick<PageProps, 'state'>): JSX.Element {
  const { t } = useTexts();
  const { brand } = session;
  return (
    <footer class="footer">
      {brand.legal_name !== null && <span>{brand.legal_name}</span>}
      {brand.terms_of_service_url !== null && <Outside url={brand.terms_of_service_url} text={t('terms')} />}
      {brand.privacy_policy_url !== null && <Outside url={brand.privacy_policy_url} text={t('privacy')} />}
      <span>{t('powered', { name: 'Tillstream' })}</span>
    </footer>
  );
}

/** Opens beside the page, so that a half-filled form is not lost. */
const Outside = ({ url, text }: { readonly url: string; readonly text: string }): JSX.Element => (
  <a href={url} target="_blank" rel="noreferrer noopener">
    {text}
  </a>
);
