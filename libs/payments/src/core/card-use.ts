// How often a card was tried at one account lately, as far as its scheme counts that (payments.md §5). A try is written down before the
// processor is called, under a key of its own, so that twice is once and no number of processes goes beyond the limit; it is taken back
// when the card was approved or nobody was reached, since the schemes count what was declined. Bounded: no more is kept than a limit allows.
import { accept, alreadySo, type Decider, type Instant, reject } from '@tillstream/event-sourcing';

export interface CardUseState {
  /** Of the latest event; never runs backwards. */
  readonly at: Instant;
  /** Within the longest window, oldest first. */
  readonly tries: readonly { readonly tryKey: string; readonly at: Instant }[];
}

export type CardUseEvent =
  | { readonly type: 'CardTried'; readonly data: { readonly tryKey: string; readonly at: Instant } }
  | { readonly type: 'CardTryReturned'; readonly data: { readonly tryKey: string; readonly at: Instant } };

export type CardUseCommand =
  | { readonly type: 'TryCard'; readonly tryKey: string; readonly brand: string; readonly now: Instant }
  | { readonly type: 'ReturnCardTry'; readonly tryKey: string; readonly now: Instant };

export type CardUseRejection = { readonly code: 'card-tried-too-often' };

interface SchemeLimit {
  readonly most: number;
  readonly withinMs: number;
}

const DAY_MS = 24 * 3_600_000;
const LONGEST_MS = 30 * DAY_MS;
const SCHEME_LIMITS: Readonly<Record<string, readonly SchemeLimit[]>> = {
  visa: [{ most: 15, withinMs: LONGEST_MS }],
  mastercard: [
    { most: 10, withinMs: DAY_MS },
    { most: 35, withinMs: LONGEST_MS },
  ],
};

const limitsOf = (brand: string): readonly SchemeLimit[] => (Object.hasOwn(SCHEME_LIMITS, brand) ? (SCHEME_LIMITS[brand] ?? []) : []);

/** Whether the scheme of this brand counts tries at all. */
export const isCounted = (brand: string): boolean => limitsOf(brand).length > 0;

/** No further try is left now. */
export const isCardSpent = ({ tries }: CardUseState, brand: string, now: Instant): boolean =>
  limitsOf(brand).some(({ most, withinMs }) => tries.filter(({ at }) => at > now - withinMs).length >= most);

/** Keyed by account and fingerprint. */
export const cardUse: Decider<CardUseState, CardUseCommand, CardUseEvent, CardUseRejection> = {
  category: 'cardUse',
  initial: { at: 0, tries: [] },
  forgetsCommands: true, // a try is recognised by the key of its charge, or of its saving
  decide(command, state) {
    const { tryKey } = command;
    const at = Math.max(state.at, command.now); // the clock of whoever asks may be behind those who wrote before
    const isKnown = state.tries.some((one) => one.tryKey === tryKey);
    if (command.type === 'ReturnCardTry') return isKnown ? accept({ type: 'CardTryReturned', data: { tryKey, at } }) : alreadySo;
    if (isKnown) return alreadySo;
    return isCardSpent(state, command.brand, at)
      ? reject({ code: 'card-tried-too-often' })
      : accept({ type: 'CardTried', data: { tryKey, at } });
  },
  evolve({ tries }, { type, data: { tryKey, at } }) {
    const others = tries.filter((one) => one.tryKey !== tryKey && one.at > at - LONGEST_MS);
    return { at, tries: type === 'CardTried' ? [...others, { tryKey, at }] : others };
  },
};
