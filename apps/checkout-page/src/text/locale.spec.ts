import { chooseLocale, textsOf } from './locale';

describe('the locale of a page', () => {
  test.each([
    ['de-AT,de;q=0.8,en;q=0.5', 'de-AT'],
    ['nl,es;q=0.7,en;q=0.1', 'es'],
    ['en;q=0.2, fr-CA;q=0.9', 'fr-CA'],
    ['zh-Hant-TW', 'en'],
    ['ja-JP-u-ca-japanese', 'ja-JP'],
    ['es-419', 'es-419'],
    ['de;q=0', 'en'],
    ['*', 'en'],
    ['', 'en'],
    [undefined, 'en'],
    ['!!,,;;q=1,\u0000', 'en'],
  ])('%p is %s', (header, locale) => expect(chooseLocale(header)).toBe(locale));

  it('reads only the beginning of an endless header', () => expect(chooseLocale(`${'x'.repeat(10_000)},de`)).toBe('en'));

  it('has words and formats for every locale that it chooses, also for a thousand of them', () => {
    for (let a = 65; a < 91; a += 1)
      for (let b = 65; b < 91; b += 1) {
        const locale = chooseLocale(`de-${String.fromCharCode(a, b)}`);
        expect(textsOf(locale).t('back', { merchant: 'X' })).toBe('Zurück zu X');
      }
    expect(textsOf('de').money(123456, { currency: 'eur', currency_exponent: 2 })).toBe('1.234,56\u00a0€');
  });

  it('fills in what a text holds, and nothing that is only written like it', () => {
    expect(textsOf('en').t('back', { merchant: '{id} & $& \\1' })).toBe('Back to {id} & $& \\1');
    expect(textsOf('en').t('back')).toBe('Back to {merchant}');
  });
});
