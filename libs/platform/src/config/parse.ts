// From the text of an environment variable to its value. Each throws an Error that says what would be right, never what was given:
// it may be a secret.

export type Parse<T> = (text: string) => T;

export const oneOf =
  <const T extends string>(...allowed: readonly T[]): Parse<T> =>
  (text) => {
    const found = allowed.find((each) => each === text);
    if (found === undefined) throw new Error(`must be one of ${allowed.join(', ')}`);
    return found;
  };

export const listOf =
  <const T extends string>(...allowed: readonly T[]): Parse<readonly T[]> =>
  (text) => {
    const parts = text.split(',').map((part) => part.trim());
    const found = allowed.filter((each) => parts.includes(each));
    if (found.length !== new Set(parts).size) throw new Error(`must be a list, with commas, of ${allowed.join(', ')}`);
    return found;
  };

export const yesOrNo: Parse<boolean> = (text) => {
  if (text !== 'true' && text !== 'false') throw new Error('must be true or false');
  return text === 'true';
};

export const port: Parse<number> = (text) => {
  const number = Number(text);
  if (!/^\d{1,5}$/.test(text) || number > 65_535) throw new Error('must be a whole number from 0 to 65535');
  return number;
};

export const anyText: Parse<string> = (text) => text;

/** Without a slash at its end. */
export const webAddress: Parse<string> = (text) => {
  const isWeb = URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
  if (!isWeb) throw new Error('must be an address that begins with http:// or https://');
  return text.replace(/\/+$/, '');
};

export const addressWith =
  (...schemes: readonly string[]): Parse<string> =>
  (text) => {
    const [scheme, rest] = text.split('://');
    if (!rest || !schemes.includes(scheme ?? '')) throw new Error(`must begin with ${schemes.map((each) => `${each}://`).join(' or ')}`);
    return text;
  };

export const bytes =
  (length: number): Parse<Buffer> =>
  (text) => {
    const value = Buffer.from(text, 'base64');
    if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text) || value.length !== length) throw new Error(`must be ${length} bytes in base64`);
    return value;
  };

/** Long enough that nobody guesses it. */
export const token =
  (minimum: number): Parse<string> =>
  (text) => {
    if (!/^[\x21-\x7e]+$/.test(text) || text.length < minimum) throw new Error(`must be at least ${minimum} characters without spaces`);
    return text;
  };
