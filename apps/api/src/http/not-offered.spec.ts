import { isNotOffered } from './not-offered';

const account = '/api/acc_dev_x';

describe('calls of the original that are not offered', () => {
  it.each([
    ['GET', `${account}/invoices/`],
    ['POST', `${account}/payment-links/1?x=1`],
    ['PATCH', `${account}/subscriptions/sub_1`],
    ['POST', `${account}/payments/intents/`],
    ['GET', '/api/accounts/acc_dev_x/dunning-settings'],
    ['GET', `${account}/coupons/coup_1/notes`],
  ])('%s %s', (method, url) => expect(isNotOffered(method, url)).toBe(true));
  it.each([
    ['GET', `${account}/invoicing/`],
    ['GET', `${account}/subscriptions/sub_1`],
    ['GET', '/invoices'],
  ])('but %s %s is just unknown', (method, url) => expect(isNotOffered(method, url)).toBe(false));
});
