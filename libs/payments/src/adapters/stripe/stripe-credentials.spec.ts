import { malformedStripeCredentials, stripeForTryingOnly } from './stripe-credentials';

const good = { secret_key: 'sk_test_0123456789abcdef', webhook_secret: 'whsec_0123456789abcdef' };

describe('what connects Stripe', () => {
  it.each([
    ['a key of the test mode', good],
    ['a key for real money', { ...good, secret_key: 'sk_live_0123456789abcdef' }],
    ['a restricted key', { ...good, secret_key: 'rk_live_0123456789abcdef' }],
    ['a stand-in on this machine', { ...good, api_base: 'http://127.0.0.1:4242' }],
    ['a stand-in under another name of it', { ...good, api_base: 'http://localhost:4242/' }],
    ['a stand-in under version 6', { ...good, api_base: 'http://[::1]:4242' }],
    ['a stand-in under TLS', { ...good, api_base: 'https://stripe.example' }],
  ])('may be %s', (_, given) => expect(malformedStripeCredentials(given)).toEqual([]));

  it('names everything that is wrong at once', () => {
    const wrong = { secret_key: 'key', webhook_secret: 'secret', api_base: 'here' };
    expect(malformedStripeCredentials(wrong)).toEqual(['secret_key', 'webhook_secret', 'api_base']);
    expect(malformedStripeCredentials({ ...wrong, secret_key: good.secret_key })).toEqual(['webhook_secret', 'api_base']);
  });

  it('says nothing of what was not given', () => {
    expect(malformedStripeCredentials({})).toEqual([]);
  });

  it.each(['pk_live_0123456789abcdef', 'sk_0123456789abcdef', 'sk_test_', ' sk_test_0123456789abcdef', 'sk_test_01234567\n'])(
    'is not the key %j',
    (secret_key) => expect(malformedStripeCredentials({ ...good, secret_key })).toEqual(['secret_key']),
  );

  it.each([
    'http://stripe.example',
    'http://127.0.0.1.stripe.example',
    'http://10.0.0.1',
    'ftp://127.0.0.1',
    'https://me:secret@stripe.example',
    'https://stripe.example/v1',
    'https://stripe.example?x=1',
    'javascript:alert(1)',
    '',
  ])('sends no card to %j', (api_base) => expect(malformedStripeCredentials({ ...good, api_base })).toEqual(['api_base']));

  it('says what is not for real money', () => {
    expect(stripeForTryingOnly(good)).toBe('secret_key');
    expect(stripeForTryingOnly({ ...good, secret_key: 'sk_live_0123456789abcdef' })).toBeNull();
    expect(stripeForTryingOnly({ ...good, secret_key: 'sk_live_0123456789abcdef', api_base: 'https://a.example' })).toBe('api_base');
  });
});
