import { masked } from './masking';

describe('masking', () => {
  it.each([
    ['Bearer st_dev_FgU12345678901234567abcdefghijklmnopqrstuvwxyz012345', 'Bearer st_dev_***'],
    ['whsec_c2VjcmV0IHNlY3JldCBzZWNyZXQ=', 'whsec_***'],
    ['/checkout/WwVK6K1xVahD298sE1Mr1Wiaw_C8RWE7qvUFZm6lfoiQMRuk?x=1', '/checkout/***?x=1'],
    ['card 4242 4242 4242 4242 declined', 'card *** declined'],
    ['4242424242424242', '***'],
    ['"amount":2000,"at":1763866800000', '"amount":2000,"at":1763866800000'],
    ['cs_dev_WwVK6K1xVahD298sE1Mr', 'cs_dev_WwVK6K1xVahD298sE1Mr'],
  ])('%s', (text, expected) => expect(masked(text)).toBe(expected));
});
