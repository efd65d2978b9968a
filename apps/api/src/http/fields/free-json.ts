// Objects whose names the caller chooses, kept small enough for an event and free of the one name that JavaScript treats as its own.
import type { Complaint } from '../located-fault';

const MAX_NAMES = 50;
const MAX_NAME_LENGTH = 100;
const MAX_LEVELS = 5;
const MAX_CHARACTERS = 16_384;

/** Null when `value` may be kept as it is. */
export function freeJsonComplaint(value: unknown): Complaint | null {
  const type = 'not-plain-object';
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { type, msg: 'must be an object' };
  if (Object.keys(value).length > MAX_NAMES) return { type, msg: `must have at most ${MAX_NAMES} names` };
  const unusable = unusableName(value, 1);
  if (unusable !== null) return { type, msg: unusable };
  return JSON.stringify(value).length > MAX_CHARACTERS ? { type, msg: `must be at most ${MAX_CHARACTERS} characters of JSON` } : null;
}

/** What JSON.parse has silently changed (1e400, whole numbers beyond 2⁵³) must not be stored as if it had been sent. */
const isExact = (value: number): boolean => (Number.isInteger(value) ? Number.isSafeInteger(value) : Number.isFinite(value));

function unusableName(value: unknown, level: number): string | null {
  if (typeof value === 'number' && !isExact(value)) return 'must not hold numbers that are too large';
  if (typeof value !== 'object' || value === null) return null;
  if (level > MAX_LEVELS) return `must have at most ${MAX_LEVELS} levels`;
  for (const [name, part] of Object.entries(value)) {
    if (name === '__proto__') return 'must not use the name __proto__';
    if (name.length > MAX_NAME_LENGTH) return `must not have names longer than ${MAX_NAME_LENGTH} characters`;
    const below = unusableName(part, level + 1);
    if (below !== null) return below;
  }
  return null;
}
