// Words of a name, as a search looks for them.
const MOST_WORDS = 20;

export const wordsOf = (text: string): readonly string[] =>
  [...new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])].slice(0, MOST_WORDS);
