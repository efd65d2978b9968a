import { type Clock, Keyring } from '@tillstream/event-sourcing';
import { encryptCard } from '../card-encryption';
import { CardVault } from './card-vault';

const HOUR = 3_600_000;
const at = (now: number) => ({ now: () => now, sleep: () => Promise.resolve() }) as Clock;
const vault = (now: number, key = 1) => new CardVault(new Keyring(Buffer.alloc(32, key)), at(now));
const card = { number: '4242424242424242', exp_month: 12, exp_year: 2044, cvc: '123', name: 'Ada', session_id: 'cs_dev_1' };
const sealedAt = (now: number) => encryptCard(card, vault(now).publicKey());

describe('the card vault', () => {
  it('opens what a browser encrypted for it, in another process too', async () => {
    const jwe = await sealedAt(5 * HOUR);
    expect(await vault(5 * HOUR).open(jwe)).toEqual({
      kind: 'card',
      sessionId: 'cs_dev_1',
      card: { number: '4242424242424242', expMonth: 12, expYear: 2044, cvc: '123', name: 'Ada' },
    });
  });

  it('accepts the key of the hour before, and no older or future one', async () => {
    const jwe = await sealedAt(5 * HOUR);
    expect((await vault(7 * HOUR - 1).open(jwe)).kind).toBe('card');
    expect((await vault(7 * HOUR).open(jwe)).kind).toBe('unreadable');
    expect((await vault(5 * HOUR - 1).open(jwe)).kind).toBe('unreadable');
  });

  it('changes its key every hour and keeps it within', () => {
    expect(vault(5 * HOUR).publicKey()).toEqual(vault(6 * HOUR - 1).publicKey());
    expect(vault(6 * HOUR).publicKey()).not.toEqual(vault(5 * HOUR).publicKey());
  });

  it('keeps no key of an hour that is written in another way, of which there are endlessly many', async () => {
    const now = vault(5 * HOUR);
    for (const kid of ['5.0', '5.00', '05', ' 5', '4.5', '0x5'])
      expect((await now.open(await encryptCard(card, { ...now.publicKey(), kid }))).kind).toBe('unreadable');
    expect(now['opening'].size).toBe(0);
    await now.open(await sealedAt(5 * HOUR));
    expect(now['opening'].size).toBe(1);
  });

  it('opens nothing of another installation, nothing altered and nothing else', async () => {
    const jwe = await sealedAt(5 * HOUR);
    expect((await vault(5 * HOUR, 2).open(jwe)).kind).toBe('unreadable');
    expect((await vault(5 * HOUR).open(`${jwe.slice(0, -6)}AAAAAA`)).kind).toBe('unreadable');
    expect((await vault(5 * HOUR).open('not a jwe')).kind).toBe('unreadable');
  });
});
