// The public key of some other vault, in the shape that the page is given.
import { exportJWK, generateKeyPair } from 'jose';
import type { VaultPublicKey } from '@tillstream/payments/browser';

export async function foreignVaultKey(): Promise<VaultPublicKey> {
  const { publicKey } = await generateKeyPair('ECDH-ES', { crv: 'P-256' });
  const { x = '', y = '' } = await exportJWK(publicKey);
  return { kid: '1', jwk: { kty: 'EC', crv: 'P-256', x, y } };
}
