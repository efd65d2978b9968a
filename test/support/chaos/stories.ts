// Who comes to the shop, drawn from a seed: what he buys, with which cards, how he behaves. Troubles are frequent here, and good cards too:
// a run of nothing but faults would pay nothing.
import { testCards } from '../../../apps/sandbox-processors/src/cards/test-cards';
import type { Chance } from './chance';
import type { Pressing } from './page-buyer';

/** `expiring`: presses at about the session's end. */
export type Order = 'plain' | 'cascade' | 'coupon' | 'saved card' | 'subscription' | 'set-up' | 'expiring';

export interface Story {
  readonly index: number;
  readonly order: Order;
  /** One for each press; null: the saved card. */
  readonly cards: readonly (string | null)[];
  readonly bank: Pressing['bank'];
  /** Presses in two windows at once. */
  readonly isTwice: boolean;
  /** How long he types. */
  readonly typingMs: number;
}

const GOOD = '4242424242424242';
const byName = new Map(testCards.map(({ name, number }) => [name, number]));
/** Each of these holds a call for hang_ms, or a session for minutes: few of them. */
const RARE: ReadonlySet<string> = new Set(['hang-before', 'hang-after', '3ds-abandoned', '3ds-late', '3ds-lost-answer']);
const TROUBLED = testCards.filter(({ number, name }) => number !== GOOD && !RARE.has(name)).map(({ number }) => number);
/** What goes on elsewhere, or what nobody knows, is what breaks. */
const HARDEST = [
  'only-at-beta', 'only-at-gamma', 'not-at-alpha', 'slow', 'drop-before', 'drop-after', 'error-before', 'error-after', 'garbage-after',
  'insufficient', 'not-processed', 'rate-limited',
].map((name) => byName.get(name) ?? ''); // prettier-ignore
const rare = [...RARE].map((name) => byName.get(name) ?? '');

function cardFor(chance: Chance): string {
  const drawn = chance.next();
  if (drawn < 0.45) return GOOD;
  if (drawn < 0.75) return HARDEST[chance.below(HARDEST.length)] ?? GOOD;
  if (drawn < 0.98) return TROUBLED[chance.below(TROUBLED.length)] ?? GOOD;
  return rare[chance.below(rare.length)] ?? GOOD;
}

function orderFor(chance: Chance): Order {
  const drawn = chance.next();
  if (drawn < 0.4) return 'plain';
  if (drawn < 0.58) return 'cascade';
  if (drawn < 0.76) return 'coupon';
  if (drawn < 0.84) return 'saved card';
  if (drawn < 0.92) return 'subscription';
  return drawn < 0.97 ? 'set-up' : 'expiring';
}

/** @param typingMs the longest that anybody types */
export function story(index: number, chance: Chance, typingMs: number): Story {
  const order = orderFor(chance);
  const first = order === 'saved card' ? null : cardFor(chance);
  const others = Array.from({ length: chance.below(4) }, () => (chance.happens(0.7) ? GOOD : cardFor(chance)));
  return {
    index,
    order,
    cards: [first, ...others],
    bank: chance.happens(0.7) ? 'approve' : chance.oneOf('fail', 'abandon'),
    isTwice: chance.happens(0.08),
    typingMs: chance.below(typingMs + 1),
  };
}
