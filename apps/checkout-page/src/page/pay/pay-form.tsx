// The form: who, with which card, under which terms, and the button that names the amount.
import { Fragment, type JSX } from 'preact';
import { buttonText, mandateOf, maySaveCard, needsCard, offeredTier, tierAt } from '../../model/offer';
import { useTexts, useWords, type PageProps } from '../context';
import { LockIcon, Spinner } from '../icons';
import { CardFields } from './card-fields';
import { Field } from './field';
import { Mandate } from './mandate';
import { Notice } from './notice';
import { SavedCards } from './saved-cards';
import { TierChoice } from './tier-choice';
import { usePayForm, type PayFormModel } from './use-form';

export function PayForm({ state, actions }: PageProps): JSX.Element {
  const { t } = useTexts();
  const words = useWords(state.session);
  const model = usePayForm({ state, actions });
  const { session, isPressed, isReady } = state;
  const [first, offered, tier] = [tierAt(session, 0), offeredTier(session), tierAt(session, state.tier)];
  const now = new Date(state.nowMs);
  const mandate = mandateOf(session, tier, model.savesCard && model.method === null);
  return (
    <form ref={model.form} class="form" noValidate aria-busy={isPressed} onSubmit={model.onSubmit}>
      <Notice state={state} form={model.form} />
      {/* While the payment runs nothing in here can be changed, but the focus stays on the button. */}
      <div class="fields" inert={isPressed}>
        {first !== null && offered !== null && (
          <TierChoice first={first} offered={offered} chosen={state.tier} now={now} onChoose={actions.chooseTier} />
        )}
        <Contact model={model} state={state} />
        {needsCard(session) && <Card model={model} state={state} />}
      </div>
      <Mandate id={mandate} session={session} tier={tier} now={now} />
      <PayButton state={state} isMandated={mandate !== null} />
      {!isReady && (
        <noscript>
          <p class="notice">{words('noscript')}</p>
        </noscript>
      )}
      {needsCard(session) && model.method === null && (
        <p class="assurance">
          <LockIcon />
          {t('card.encrypted')}
        </p>
      )}
    </form>
  );
}

type PartProps = { readonly model: PayFormModel; readonly state: PageProps['state'] };

function Contact({ model, state: { session } }: PartProps): JSX.Element | null {
  const { t } = useTexts();
  const hint = session.customer?.email_hint ?? null;
  if (!model.asked.email && hint === null) return null;
  return (
    <section class="group" aria-labelledby="contact-title">
      <h2 id="contact-title">{t('contact')}</h2>
      {model.asked.email ? (
        <Field
          {...model}
          name="email"
          label="field.email"
          input={{ autoComplete: 'email', inputMode: 'email', maxLength: 254, autoCapitalize: 'none' }}
        />
      ) : (
        <p class="known">{hint}</p>
      )}
    </section>
  );
}

function Card({ model, state: { session, isReady } }: PartProps): JSX.Element {
  const { t } = useTexts();
  const saved = session.saved_payment_methods;
  return (
    <section class="group" aria-labelledby={saved.length > 0 ? undefined : 'card-title'}>
      {saved.length > 0 ? (
        <SavedCards methods={saved} chosen={model.method} onChoose={model.chooseMethod} />
      ) : (
        <h2 id="card-title">{t('card')}</h2>
      )}
      {model.method === null && (
        <Fragment>
          <CardFields field={model} prefix={model.prefix} country={model.country} isReady={isReady} known={session.customer} />
          {maySaveCard(session) && (
            <label class="tick">
              <input type="checkbox" checked={model.savesCard} onChange={(event) => model.setSavesCard(event.currentTarget.checked)} />
              {t('save-card', { merchant: session.brand.name })}
            </label>
          )}
        </Fragment>
      )}
    </section>
  );
}

function PayButton({ state, isMandated }: { readonly state: PageProps['state']; readonly isMandated: boolean }): JSX.Element {
  const texts = useTexts();
  const tier = tierAt(state.session, state.tier);
  const text = texts.t(buttonText(state.session, tier), tier === null ? {} : { amount: texts.money(tier.due_now_atom, tier) });
  return (
    <Fragment>
      <button
        type="submit"
        class="main"
        disabled={!state.isReady}
        aria-disabled={state.isPressed || state.isResting}
        aria-describedby={isMandated ? 'mandate' : undefined}
      >
        {state.isPressed ? <Spinner /> : <LockIcon />}
        {state.isPressed ? texts.t('button.busy') : text}
      </button>
      <p class="unseen" role="status">
        {state.isPressed ? texts.t('button.busy') : ''}
      </p>
    </Fragment>
  );
}
