// Who comes to the shop, drawn from a seed: what he buys, with which cards, how he behaves. Troubles are frequent here, and good cards too:
// a run of nothing but faults would pay nothing.
import { testCards } from '../../../apps/sandbox-processors/src/cards/test-cards';
import type { Chance } from './chance';
import type { Pressing } from './page-buyer';

/** `expiring`: presses at about the session's end. */
export type Order = 'plain' | 'cascade' | 'coupon' | 'saved card' | 'subscription' | 'set-up' | 'expiring' | 'late';

/** What happens between the end of the attempt and its money: nothing, the merchant ends the session, the buyer pays again; or the next processor of the same press was paid. */
export type LateKind = 'leaves' | 'is expired' | 'pays again' | 'paid beside';

export interface Story {
  readonly index: number;
  readonly order: Order;
  /** One for each press; null: the saved card. */
  readonly cards: readonly (string | null)[];
  readonly bank: Pressing['bank'];
  /** Presses in two windows at once. */
  readonly isTwice: boolean;
  /** His merchant ends the session while he pays, this long after he pressed; null: he does not. */
  readonly endedAfterMs: number | null;
  /** Money of his comes late. */
  readonly late: LateKind | null;
  /** How long he types. */
  readonly typingMs: number;
}

/** The merchant ends the session about when the card is asked for. */
const LONGEST_BEFORE_END_MS = 800;

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

/** One of so many stories is about late money, whatever is drawn: a run of any seed has them. */
const LATE_EVERY = 20;
const LATE_KINDS: readonly LateKind[] = ['leaves', 'is expired', 'pays again', 'paid beside'];
const lateCard = (kind: LateKind): string => byName.get(kind === 'paid beside' ? '3ds-late-at-delta' : '3ds-late') ?? '';

/** @param typingMs the longest that anybody types */
export function story(index: number, chance: Chance, typingMs: number): Story {
  const drawn = drawnStory(index, chance, typingMs);
  const late = index % LATE_EVERY === LATE_EVERY - 1 ? (LATE_KINDS[Math.floor(index / LATE_EVERY) % LATE_KINDS.length] ?? null) : null;
  if (late === null) return drawn;
  const again = late === 'pays again' ? [GOOD, GOOD] : [];
  return { ...drawn, order: 'late', late, cards: [lateCard(late), ...again], isTwice: false, endedAfterMs: null };
}

function drawnStory(index: number, chance: Chance, typingMs: number): Story {
  const order = orderFor(chance);
  const first = order === 'saved card' ? null : cardFor(chance);
  const others = Array.from({ length: chance.below(4) }, () => (chance.happens(0.7) ? GOOD : cardFor(chance)));
  return {
    index,
    order,
    cards: [first, ...others],
    bank: chance.happens(0.7) ? 'approve' : chance.oneOf('fail', 'abandon'),
    isTwice: chance.happens(0.08),
    endedAfterMs: chance.happens(0.04) ? chance.below(LONGEST_BEFORE_END_MS) : null,
    late: null,
    typingMs: chance.below(typingMs + 1),
  };
}
