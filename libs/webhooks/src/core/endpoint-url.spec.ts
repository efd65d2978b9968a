import { isForbiddenHost, isLoopbackHost } from '../delivery/addresses';
import { urlProblem } from './endpoint-url';

const problem = (url: string, allowInsecure = false) =>
  urlProblem(url, { allowInsecure, isLoopback: isLoopbackHost, isForbidden: isForbiddenHost });

describe('an endpoint’s url', () => {
  it.each([
    ['https://shop.example/webhooks?a=1', null],
    ['https://shop.example:8443/', null],
    ['https://8.8.8.8/', null],
    ['webhooks', 'malformed'],
    ['https://', 'malformed'],
    ['http://shop.example/', 'not-https'],
    ['ftp://shop.example/', 'not-https'],
    ['javascript:alert(1)', 'malformed'],
    ['https://user:secret@shop.example/', 'has-credentials'],
    ['https://shop.example/#part', 'has-fragment'],
    ['https://localhost/', 'forbidden-host'],
    ['https://127.0.0.1/', 'forbidden-host'],
    ['https://2130706433/', 'forbidden-host'],
    ['https://0x7f.1/', 'forbidden-host'],
    ['https://[::ffff:127.0.0.1]/', 'forbidden-host'],
    ['https://metadata.google.internal/', 'forbidden-host'],
  ])('%s: %s', (url, expected) => expect(problem(url)).toBe(expected));

  it.each([
    ['http://127.0.0.1:9000/hook', null],
    ['http://localhost:9000/hook', null],
    ['https://localhost/hook', null],
    ['http://10.0.0.1/', 'not-https'],
    ['https://10.0.0.1/', 'forbidden-host'],
    ['http://shop.example/', 'not-https'],
  ])('in development %s: %s', (url, expected) => expect(problem(url, true)).toBe(expected));
});
