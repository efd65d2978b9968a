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
