// How a token looks on the wire: `st_<env>_<20 characters id><32 characters secret>` (formats.md §4).
const BODY = /^([0-9A-Za-z]{20})([0-9A-Za-z]{32})$/;

export interface TokenText {
  readonly key: string;
  readonly secret: string;
}

export const tokenText = (environment: string, { key, secret }: TokenText): string => `st_${environment}_${key}${secret}`;

/** Null for anything that is no token of this environment. */
export function parseTokenText(environment: string, text: string): TokenText | null {
  const head = `st_${environment}_`;
  const [, key, secret] = (text.startsWith(head) && BODY.exec(text.slice(head.length))) || [];
  return key !== undefined && secret !== undefined ? { key, secret } : null;
}

const SECRET_LENGTH = 32;

/** 32 characters (190 bits). @param randomKey makes 20 characters nobody can guess. */
export const newTokenSecret = (randomKey: () => string): string => `${randomKey()}${randomKey()}`.slice(0, SECRET_LENGTH);
