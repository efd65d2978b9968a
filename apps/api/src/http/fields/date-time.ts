// Times as they come in: ISO 8601 with any offset and up to six decimals of a second.
import { DateTime } from 'luxon';
import type { Instant } from '@tillstream/event-sourcing';

const SHAPE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:?\d{2})$/i;

export const isDateTime = (value: unknown): boolean => typeof value === 'string' && SHAPE.test(value) && DateTime.fromISO(value).isValid;

/** Milliseconds; finer digits are cut off. Only for what `isDateTime` has let through. */
export const instantOf = (text: string): Instant => DateTime.fromISO(text).toMillis();
