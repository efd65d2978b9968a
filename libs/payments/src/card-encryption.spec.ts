import { compactDecrypt, exportJWK, generateKeyPair, type CryptoKey } from 'jose';
import { encryptCard, type CardPlaintext, type VaultPublicKey } from './card-encryption';

const card: CardPlaintext = {
  number: '4242424242424242',
  exp_month: 4,
  exp_year: 2031,
  cvc: '123',
  name: 'Zoë 山田',
  session_id: 'cs_dev_1',
};

async function newVault(kid: string): Promise<{ key: VaultPublicKey; privateKey: CryptoKey }> {
  const { publicKey, privateKey } = await generateKeyPair('ECDH-ES', { crv: 'P-256', extractable: true });
  const { x = '', y = '' } = await exportJWK(publicKey);
  return { key: { kid, jwk: { kty: 'EC', crv: 'P-256', x, y } }, privateKey };
}

describe('card encryption', () => {
  it('is opened by the vault, whole, under the named key', async () => {
    const { key, privateKey } = await newVault('2025110712');
    const { plaintext, protectedHeader } = await compactDecrypt(await encryptCard(card, key), privateKey);
    expect(JSON.parse(new TextDecoder().decode(plaintext))).toEqual(card);
    expect(protectedHeader).toMatchObject({ alg: 'ECDH-ES', enc: 'A256GCM', kid: '2025110712', typ: 'card' });
  });

  it('shows nothing of the card, and never the same text twice', async () => {
    const { key } = await newVault('1');
    const [first, second] = [await encryptCard(card, key), await encryptCard(card, key)];
    const [header = '', , ...rest] = first.split('.');
    expect(Buffer.from(header, 'base64url').toString()).not.toContain('4242');
    expect(Buffer.from(rest.join(''), 'base64url').toString('latin1')).not.toContain('4242');
    expect(first).not.toBe(second);
  });

  it('is not opened by another key, nor after a change', async () => {
    const [ours, other] = [await newVault('1'), await newVault('1')];
    const jwe = await encryptCard(card, ours.key);
    const changed = `${jwe.slice(0, -1)}${jwe.endsWith('A') ? 'B' : 'A'}`;
    await expect(compactDecrypt(jwe, other.privateKey)).rejects.toThrow('decryption operation failed');
    await expect(compactDecrypt(changed.replace(/\.([^.]{4})/, '.AAAA'), ours.privateKey)).rejects.toThrow();
  });

  it('refuses a key that is none', async () => {
    const key: VaultPublicKey = { kid: '1', jwk: { kty: 'EC', crv: 'P-256', x: 'AAAA', y: 'AAAA' } };
    await expect(encryptCard(card, key)).rejects.toThrow();
  });
});
