import { de } from './de';
import { en, type MessageKey, type Messages } from './en';
import { es } from './es';
import { fr } from './fr';
import { ja } from './ja';

const placeholders = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort();
const keys = Object.keys(en) as MessageKey[];

describe.each(Object.entries<Messages>({ de, es, fr, ja }))('%s', (_language, messages) => {
  it('says every text, with everything that has to be filled in', () => {
    const gaps = keys.filter((key) => messages[key].trim() === '' || placeholders(messages[key]).join() !== placeholders(en[key]).join());
    expect(gaps).toEqual([]);
    expect(Object.keys(messages)).toEqual(keys);
  });

  it('leaves no sentence in English', () => {
    const sentences = keys.filter((key) => en[key].includes(' ') && /[a-z] [a-z]/.test(en[key]));
    expect(sentences.filter((key) => messages[key] === en[key])).toEqual([]);
  });
});

describe('the words for saving a card', () => {
  const ofSaving = keys.filter((key) => key.startsWith('setup.'));

  it('stand each in place of another text, with the same to fill in', () => {
    for (const key of ofSaving) {
      const usual = key.slice('setup.'.length) as MessageKey;
      expect(keys).toContain(usual);
      expect(placeholders(en[key]).filter((name) => !placeholders(en[usual]).includes(name))).toEqual([]);
    }
  });

  it('never speak of a payment', () => {
    const speaking: readonly [Messages, RegExp][] = [
      [en, /pay|charge/i],
      [de, /zahl|gebucht/i],
      [es, /pag[ou]|cobr/i],
      [fr, /paie|débit/i],
      [ja, /支払|請求/],
    ];
    for (const [messages, payment] of speaking) expect(ofSaving.filter((key) => payment.test(messages[key]))).toEqual([]);
  });

  it('are there for whatever goes wrong, but for what is about an amount', () => {
    const unsaid = keys.filter(
      (key) => /^(failure|notice)\./.test(key) && /pay|charge/i.test(en[key]) && !Object.hasOwn(en, `setup.${key}`),
    );
    expect(unsaid).toEqual(['failure.promotion-gone', 'notice.amount-changed', 'notice.promotion-gone']);
  });
});
