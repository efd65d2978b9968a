// A card that is kept for an attempt: without its security code, encrypted, and not for long.
import { Fault, Keyring, SilentLog } from '@tillstream/event-sourcing';
import { FakeClock, InMemoryShortLivedSecrets } from '@tillstream/event-sourcing/in-memory';
import { KEPT_FOR_MS, KeptCards } from './kept-cards';

const card = { number: '4242424242424242', expMonth: 12, expYear: 2044, cvc: '987', name: 'Ada Lovelace' };

function kept() {
  const clock = new FakeClock();
  const secrets = new InMemoryShortLivedSecrets(clock);
  const put = jest.spyOn(secrets, 'put');
  const cards = (master = 1) => new KeptCards(secrets, new Keyring(Buffer.alloc(32, master)), clock, new SilentLog());
  const stored = (): string => put.mock.lastCall?.[1] ?? '';
  return { clock, secrets, cards, put, stored };
}

describe('a kept card', () => {
  it('comes back without its security code, which was never stored', async () => {
    const { cards, put } = kept();
    const encrypt = jest.spyOn(JSON, 'stringify');
    await cards().keep('attempt-1', card);
    const plain = encrypt.mock.results.map(({ value }) => String(value)).join();
    encrypt.mockRestore();
    expect(plain).toContain(card.number); // so this is what was encrypted
    expect(plain).not.toContain(card.cvc);
    expect(put).toHaveBeenCalledTimes(1);
    expect(await cards().find('attempt-1')).toEqual({ ...card, cvc: null });
  });

  it('is stored as nothing that can be read', async () => {
    const { cards, stored } = kept();
    await cards().keep('attempt-1', card);
    for (const readable of [card.number, card.name, Buffer.from(card.number).toString('base64url').slice(0, 16)])
      expect(stored()).not.toContain(readable);
  });

  it('is gone once it is forgotten', async () => {
    const { cards } = kept();
    await cards().keep('attempt-1', card);
    await cards().forget('attempt-1');
    expect(await cards().find('attempt-1')).toBeNull();
  });

  it('is gone after half an hour, also where nobody forgot it', async () => {
    const { cards, clock, secrets, stored } = kept();
    await cards().keep('attempt-1', card);
    clock.jumpTo(clock.now() + KEPT_FOR_MS - 1);
    expect(await cards().find('attempt-1')).not.toBeNull();
    await secrets.put('card:attempt-1', stored(), 10 * KEPT_FOR_MS);
    clock.jumpTo(clock.now() + 1);
    expect(await cards().find('attempt-1')).toBeNull();
  });

  it('is of one attempt: its text opens for no other', async () => {
    const { cards, secrets, stored } = kept();
    await cards().keep('attempt-1', card);
    await secrets.put('card:attempt-2', stored(), KEPT_FOR_MS);
    expect(await cards().find('attempt-2')).toBeNull();
  });

  it('is encrypted under a key that changes by the hour, and opens under no other', async () => {
    const { cards, clock, secrets, stored } = kept();
    clock.jumpTo(3_600_000 * 1_000);
    await cards().keep('attempt-1', card);
    const [hour, body] = stored().split('.');
    expect(hour).toBe('1000');
    await secrets.put('card:attempt-1', `1001.${body}`, KEPT_FOR_MS);
    expect(await cards().find('attempt-1')).toBeNull();
    await secrets.put('card:attempt-1', `1000.${body}`, KEPT_FOR_MS);
    expect(await cards().find('attempt-1')).not.toBeNull();
    expect(await cards(2).find('attempt-1')).toBeNull();
  });

  it('is none where its store is away: nobody is held up for it', async () => {
    const { cards, secrets } = kept();
    jest.spyOn(secrets, 'put').mockRejectedValue(new Fault('timeout', 'away'));
    jest.spyOn(secrets, 'get').mockRejectedValue(new Fault('timeout', 'away'));
    await cards().keep('attempt-1', card);
    expect(await cards().find('attempt-1')).toBeNull();
  });
});
