// Looks at JSON text before it is parsed: how deep it is, and whether a name is given twice in one object, which JSON.parse would hide.
import type { Loc } from '@tillstream/event-sourcing';

const [QUOTE, BACKSLASH, OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET, COLON] = Buffer.from('"\\{}[]:');

export interface JsonScan {
  readonly depth: number;
  /** Members of all objects, as written. */
  readonly members: number;
}

export function scanJson(bytes: Buffer): JsonScan {
  let depth = 0;
  let deepest = 0;
  let members = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) at = endOfString(bytes, at);
    else if (byte === COLON) members++;
    else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) deepest = Math.max(deepest, ++depth);
    else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) depth--;
  }
  return { depth: deepest, members };
}

/** Members of all objects below, as parsed: fewer than written when a name was given twice. */
export function countMembers(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const parts: unknown[] = Object.values(value);
  return parts.reduce<number>((sum, part) => sum + countMembers(part), Array.isArray(value) ? 0 : parts.length);
}

interface Level {
  readonly loc: Loc;
  /** Null for a list. */
  readonly names: Set<string> | null;
  /** Where the reading stands in it. */
  step: string | number;
}

/** Where valid JSON text names a member a second time. */
export function repeatedMembers(bytes: Buffer): readonly Loc[] {
  const found: Loc[] = [];
  const levels: Level[] = [];
  const here = (): Loc => {
    const level = levels.at(-1);
    return level ? [...level.loc, level.step] : [];
  };
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    const level = levels.at(-1);
    if (byte === QUOTE) {
      const end = endOfString(bytes, at);
      if (isName(bytes, end) && isRepeated(level, bytes.subarray(at, end + 1))) found.push(here());
      at = end;
    } else if (byte === OPEN_BRACE) levels.push({ loc: here(), names: new Set(), step: '' });
    else if (byte === OPEN_BRACKET) levels.push({ loc: here(), names: null, step: 0 });
    else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) levels.pop();
    else if (byte === COMMA) nextItem(level);
  }
  return found;
}

function isRepeated(level: Level | undefined, quoted: Buffer): boolean {
  if (!level?.names) return false;
  level.step = JSON.parse(quoted.toString('utf8')) as string;
  const isThere = level.names.has(level.step);
  level.names.add(level.step);
  return isThere;
}

function nextItem(level: Level | undefined): void {
  if (typeof level?.step === 'number') level.step++;
}

const COMMA = 0x2c;
const SPACES: ReadonlySet<number | undefined> = new Set([0x20, 0x09, 0x0a, 0x0d]);

/** A string is a name when a colon follows it. */
function isName(bytes: Buffer, end: number): boolean {
  let at = end + 1;
  while (SPACES.has(bytes[at])) at++;
  return bytes[at] === COLON;
}

/** The place of the closing quote, or the end of the text. */
function endOfString(bytes: Buffer, start: number): number {
  let at = start + 1;
  while (at < bytes.length && bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1;
  return at;
}
