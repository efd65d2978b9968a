import { neverConnected } from './never-connected';

const coded = (code: string) => Object.assign(new Error('failed'), { code });

describe('a connection', () => {
  it.each([
    'ECONNREFUSED',
    'ENOTFOUND',
    'EAI_AGAIN',
    'UND_ERR_CONNECT_TIMEOUT',
    'CERT_HAS_EXPIRED',
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'SELF_SIGNED_CERT_IN_CHAIN',
  ])('that failed with %s carried nothing', (code) => expect(neverConnected(coded(code))).toBe(true));

  it.each([
    'ECONNRESET',
    'EPIPE',
    'UND_ERR_SOCKET',
    'UND_ERR_HEADERS_TIMEOUT',
    'UND_ERR_BODY_TIMEOUT',
    'ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC',
    '',
  ])('that failed with "%s" may have carried everything', (code) => expect(neverConnected(coded(code))).toBe(false));

  it('that failed with no error of Node’s may have, too', () => expect(neverConnected('?')).toBe(false));
});
