// Tells a request that cannot have arrived from one of which nobody knows: name, connection or TLS failed before its first byte.
const CODES = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH', 'ENETUNREACH', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);
/** The other side's certificate is looked at before anything is said. */
const CERTIFICATE = /^(CERT_|ERR_TLS_CERT_|SELF_SIGNED_CERT|DEPTH_ZERO_SELF_SIGNED|UNABLE_TO_(GET_ISSUER|VERIFY)_)/;

export function neverConnected(error: unknown): boolean {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  return CODES.has(code) || CERTIFICATE.test(code);
}
