import { declineOf } from './stripe-decline';

describe('a card error of Stripe’s', () => {
  it.each([
    [{ code: 'card_declined', decline_code: 'lost_card' }, 'lost_card'],
    [{ code: 'card_declined', decline_code: '' }, 'generic_decline'],
    [{ code: 'card_declined' }, 'generic_decline'],
    [{ code: 'expired_card' }, 'expired_card'],
    [{ code: 'payment_intent_authentication_failure' }, 'authentication_failed'],
    [{ code: 'setup_intent_authentication_failure' }, 'authentication_failed'],
    [{ code: 'incorrect_postal_code' }, 'incorrect_zip'],
    [{}, 'generic_decline'],
  ])('%j has the code %s', (error, code) => expect(declineOf(error)).toEqual({ code, advice: null }));

  it.each([
    [{ advice_code: 'do_not_try_again' }, 'do_not_try_again'],
    [{ advice_code: 'try_again_later', network_advice_code: '02' }, 'try_again_later'],
    [{ advice_code: 'try_again_later', network_advice_code: '24' }, 'retry_after'],
    [{ network_advice_code: '03' }, 'do_not_try_again'],
    [{ network_advice_code: '21' }, 'do_not_try_again'],
    [{ network_advice_code: '1' }, 'do_not_try_again'],
    [{ network_advice_code: '01' }, 'confirm_card_data'],
    [{ network_advice_code: '30' }, 'retry_after'],
    [{ network_advice_code: '99' }, null],
    [{ advice_code: '' }, null],
  ])('%j comes with the advice %s', (error, advice) => expect(declineOf({ code: 'card_declined', ...error }).advice).toBe(advice));
});
