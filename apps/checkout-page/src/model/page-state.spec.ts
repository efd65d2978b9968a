import type { BuyerAttempt, BuyerSession } from '@tillstream/checkout/browser';
import { changed, initialState, shownScreen, type PageState } from './page-state';

const now = Date.parse('2030-01-01T00:00:00.000Z');
const open: BuyerSession = {
  id: 'cs_dev_1',
  revision: 5,
  livemode: false,
  mode: 'payment',
  state: 'open',
  is_expired: false,
  payment_state: 'none',
  now: new Date(now).toISOString(),
  expires_at: new Date(now + 60_000).toISOString(),
  success_url: 'https://shop.example/done',
  return_url: 'https://shop.example/back',
  brand: { name: 'Shop', color: null, logo_url: null, legal_name: null, privacy_policy_url: null, terms_of_service_url: null },
  customer: null,
  email_required: true,
  saved_payment_methods: [],
  attempt_limit_reached: null,
  attempt: null,
  charged_tier: null,
  allow_renewal: false,
  three_ds: 'prefer_non_3ds',
  offer_id: 'off_1',
  tiers: [],
  payment_required: true,
  promotion: { allowed: false, code: null, label: null, removable: false },
};
const attempt = (change: Partial<BuyerAttempt>): BuyerAttempt => ({
  id: `ca_dev_${change.number ?? 1}`,
  number: 1,
  state: 'processing',
  message_id: null,
  message_for_customer: null,
  action: null,
  offered_tier: null,
  ...change,
});
const after = (state: PageState, ...changes: Parameters<typeof changed>[1][]): PageState => changes.reduce(changed, state);
const heard = (change: Partial<BuyerSession>) => ({ type: 'answered', session: { ...open, revision: 6, ...change } }) as const;
const failed = attempt({ state: 'failed', message_id: 'card-declined' });

describe('the state of the page', () => {
  it('never lets an older answer undo a newer one', () => {
    const state = after(initialState(open), heard({ revision: 8, state: 'success' }), heard({ revision: 7, attempt: attempt({}) }));
    expect(state.session).toMatchObject({ revision: 8, state: 'success' });
  });

  it('is pressed until an attempt is over that was not over before', () => {
    const before = initialState({ ...open, attempt: failed });
    const pressed = after(before, { type: 'pressed' });
    expect(pressed).toMatchObject({ isPressed: true, notice: null });
    // A poll that was sent before the press: the attempt in it is the old one.
    expect(after(pressed, heard({ attempt: failed })).isPressed).toBe(true);
    expect(after(pressed, heard({ attempt: attempt({ number: 2 }) })).isPressed).toBe(true);
    const over = after(pressed, heard({ attempt: { ...failed, id: 'ca_dev_2', number: 2, message_id: 'try-later' } }));
    expect(over).toMatchObject({ isPressed: false, notice: { key: 'failure.try-later' } });
  });

  it('says the failure of another tab’s attempt as its own', () => {
    const state = after(initialState(open), heard({ attempt: attempt({}) }), heard({ revision: 7, attempt: failed }));
    expect(state.notice).toEqual({ key: 'failure.card-declined' });
  });

  it('keeps what it said while other things change', () => {
    const refused = after(initialState(open), { type: 'refused', problem: { status: 429, code: 'too-many-requests', detail: '' } });
    expect(after(refused, heard({ revision: 9 })).notice).toEqual({ key: 'notice.too-many' });
  });

  it('rests as long as the server asks for, and then no longer says so', () => {
    const problem = { status: 429, code: 'too-many-requests', detail: '' };
    const resting = after(initialState(open), { type: 'pressed' }, { type: 'refused', problem, restMs: 61_000 });
    expect(resting).toMatchObject({ isPressed: false, isResting: true, notice: { key: 'notice.wait', minutes: 2 } });
    expect(after(resting, { type: 'rested' })).toMatchObject({ isResting: false, notice: null });
    const declined = after(resting, heard({ attempt: failed }), { type: 'rested' });
    expect(declined.notice).toEqual({ key: 'failure.card-declined' });
  });

  it('goes back to the first tier where the offer is another one', () => {
    const chosen = after(initialState(open), { type: 'chosen', tier: 2 });
    expect(after(chosen, heard({})).tier).toBe(2);
    expect(after(chosen, heard({ offer_id: 'off_2' })).tier).toBe(0);
  });

  it('shows its own press as a busy form, and everything else as its screen', () => {
    const state = initialState(open);
    expect(shownScreen(state)).toBe('pay');
    expect(shownScreen(after(state, heard({ attempt: attempt({}) })))).toBe('processing');
    expect(shownScreen(after(state, { type: 'pressed' }, heard({ attempt: attempt({}) })))).toBe('pay');
    expect(shownScreen(after(state, { type: 'pressed' }, heard({ attempt: attempt({ state: 'unresolved' }) })))).toBe('unresolved');
  });

  it('ends with its time, but not while an attempt runs', () => {
    const late = { type: 'passed', nowMs: now + 60_000 } as const;
    expect(shownScreen(after(initialState(open), late))).toBe('expired');
    expect(shownScreen(after(initialState(open), heard({ attempt: attempt({}) }), late))).toBe('processing');
    expect(shownScreen(after(initialState(open), heard({ attempt: failed }), late))).toBe('expired');
    expect(shownScreen(after(initialState(open), heard({ state: 'success' }), late))).toBe('finished');
  });
});

describe('an offer that changed when the button was pressed', () => {
  const code = { allowed: true, code: 'SPRING', label: null, removable: true };
  const none = { ...code, code: null, removable: false };
  const notice = (shown: BuyerSession['promotion'], now: BuyerSession['promotion']) =>
    after(
      initialState({ ...open, promotion: shown }),
      { type: 'pressed' },
      {
        type: 'refused',
        problem: {
          status: 400,
          code: 'amount-changed',
          detail: '',
          offer: { offer_id: 'off_2', tiers: [], payment_required: true, promotion: now },
        },
      },
    ).notice;

  it('is blamed on the code where that has gone', () => expect(notice(code, none)).toEqual({ key: 'notice.promotion-gone' }));
  it('is said to be another price otherwise', () => {
    expect(notice(code, code)).toEqual({ key: 'notice.amount-changed' });
    expect(notice(none, none)).toEqual({ key: 'notice.amount-changed' });
  });
});

describe('a press that no processor was asked for', () => {
  const refusal = (code: string, status = 400) =>
    after(initialState(open), { type: 'pressed' }, { type: 'refused', problem: { status, code, detail: '' } }).notice;
  const failure = (change: Partial<BuyerAttempt>) => initialState({ ...open, attempt: attempt({ state: 'failed', ...change }) }).notice;

  it.each([
    ['too-many-cards', 'notice.too-many-cards'],
    ['card-tried-too-often', 'failure.card-tried-too-often'],
    ['no-processor-available', 'failure.payment-not-possible'],
    ['constructor', 'notice.refused'],
  ])('because of %s says so in its own words', (code, key) => expect(refusal(code)).toEqual({ key }));
  it('because the session takes no more tries leaves nothing to press, then and after a reload', () => {
    const problem = { status: 400, code: 'too-many-attempts', detail: '' };
    expect(shownScreen(after(initialState(open), { type: 'pressed' }, { type: 'refused', problem }))).toBe('spent');
    const spent = { ...open, attempt: failed, attempt_limit_reached: 'attempts' } as const;
    expect(shownScreen(initialState(spent))).toBe('spent');
    expect(shownScreen(initialState({ ...spent, state: 'success' }))).toBe('finished');
    expect(shownScreen(initialState({ ...spent, is_expired: true }))).toBe('expired');
  });
  it('because of too many cards is said again after a reload, whatever the last of them came to, but for late money', () => {
    const limited = { ...open, attempt: failed, attempt_limit_reached: 'cards' } as const;
    expect(initialState(limited).notice).toEqual({ key: 'notice.too-many-cards' });
    expect(initialState({ ...limited, payment_state: 'unresolved' }).notice).toEqual({ key: 'late-money.returning' });
  });
  it('because its address pressed too often says to wait', () =>
    expect(refusal('too-many-requests', 429)).toEqual({ key: 'notice.too-many' }));

  it('because a rule of the merchant refused it is told in the merchant’s words, else in general ones', () => {
    expect(failure({ message_id: 'payment-refused', message_for_customer: 'x' })).toEqual({ key: 'failure.payment-refused' });
    expect(failure({ message_id: 'merchant-message', message_for_customer: 'Call <b>us</b>.' })).toEqual({ text: 'Call <b>us</b>.' });
    expect(failure({ message_id: 'merchant-message', message_for_customer: null })).toEqual({ key: 'failure.merchant-message' });
    expect(failure({ message_id: 'card-tried-too-often' })).toEqual({ key: 'failure.card-tried-too-often' });
  });
});
