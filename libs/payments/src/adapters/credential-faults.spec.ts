import { credentialFaults } from './credential-faults';

const faults = (...given: Parameters<typeof credentialFaults>) =>
  credentialFaults(...given).map(({ code, loc }) => `${loc.join('.')} ${code}`);
const LIVE = { secret_key: 'sk_live_0123456789abcdef' };
const TEST = { secret_key: 'sk_test_0123456789abcdef' };

describe('what connects a processor', () => {
  it('is enough where all that is needed is there', () => {
    expect(faults('sandbox', { url: 'http://127.0.0.1:1/alpha', api_key: 'k' }, false)).toEqual([]);
    expect(faults('sandbox', { url: 'http://127.0.0.1:1/alpha', api_key: 'k', notice_secret: 's' }, false)).toEqual([]);
    expect(faults('stripe', TEST, false)).toEqual([]);
    expect(faults('stripe', { ...LIVE, webhook_secret: 'whsec_0123456789' }, true)).toEqual([]);
  });

  it('is all told at once: missing, of another provider, malformed', () =>
    expect(faults('stripe', { url: 'u', webhook_secret: 'w', api_base: 'here' }, true)).toEqual([
      'body.credentials.secret_key credential-missing',
      'body.credentials.url credential-not-of-provider',
      'body.credentials.webhook_secret credential-malformed',
      'body.credentials.api_base credential-malformed',
    ]));

  it('is for real money in production', () => {
    expect(faults('stripe', TEST, true)).toEqual(['body.credentials.secret_key credential-not-in-production']);
    const elsewhere = { ...LIVE, api_base: 'https://stripe.example' };
    expect(faults('stripe', elsewhere, true)).toEqual(['body.credentials.api_base credential-not-in-production']);
    expect(faults('stripe', elsewhere, false)).toEqual([]);
  });
});
