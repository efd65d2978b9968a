import { scenariosFor } from '@tillstream/event-sourcing/testing';
import { hasExpired, paymentMethod, type PaymentMethodCommand, type PaymentMethodEvent } from './payment-method';

const card = { brand: 'visa', lastFour: '4242', expMonth: 12, expYear: 2044, funding: null, country: null, fingerprint: 'f' };
const reference = (token: string) => ({ token, networkTransactionId: null });
const save = (processorKey: string, token = `token at ${processorKey}`): PaymentMethodCommand => ({
  type: 'SavePaymentMethod',
  customerKey: 'ada',
  card,
  processorKey,
  reference: reference(token),
});
const created: PaymentMethodEvent = {
  type: 'PaymentMethodCreated',
  data: { customerKey: 'ada', card, references: { alpha: reference('token at alpha') } },
};
const detached: PaymentMethodEvent = { type: 'PaymentMethodDeleted', data: {} };
const given = scenariosFor(paymentMethod);

describe('a payment method', () => {
  it('is made by the first processor that saves the card', () => given().when(save('alpha')).then(created));

  it('keeps what each further processor calls it', () =>
    given(created)
      .when(save('beta'))
      .then({
        type: 'PaymentMethodUpdated',
        data: { references: { alpha: reference('token at alpha'), beta: reference('token at beta') } },
      }));

  it('is the same when it is saved again, though the token is encrypted anew', () =>
    given(created).when(save('alpha', 'other ciphertext')).nothing());

  it('stays detached when a late set-up comes in', () => given(created, detached).when(save('beta')).nothing());

  it('is detached once', () => {
    given(created).when({ type: 'DetachPaymentMethod' }).then(detached);
    given(created, detached).when({ type: 'DetachPaymentMethod' }).nothing();
    given().when({ type: 'DetachPaymentMethod' }).rejected({ code: 'not-found' });
  });

  it('is good to the end of its month', () => {
    expect(hasExpired({ expMonth: 2, expYear: 2031 }, Date.UTC(2031, 1, 28, 23, 59))).toBe(false);
    expect(hasExpired({ expMonth: 2, expYear: 2031 }, Date.UTC(2031, 2, 1))).toBe(true);
  });
});
