import { wordsOf } from './words';

it.each([
  ['Gold plan, 2nd  GOLD-edition', ['gold', 'plan', '2nd', 'edition']],
  ['Müller’s Käse', ['müller', 's', 'käse']],
  [' - ', []],
])('%j has the words %j', (text, words) => expect(wordsOf(text)).toEqual(words));
