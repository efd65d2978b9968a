// A story before it happens: who wants what, and when. Plain data, so that it can be cut down and told again.
import type { LatePaymentRule } from '@tillstream/accounts';
import type { SessionMode, ThreeDsMode } from '@tillstream/checkout';
import type { CardBehaviour } from '../processors/cards';
import type { Climate } from '../weather/weather';
import type { Goods } from './goods';

export interface PlannedSession {
  /** `s1` */
  readonly name: string;
  readonly mode: SessionMode;
  /** Of tier 0, and of each fallback. */
  readonly tiers: readonly [Goods, ...Goods[]];
  readonly lifeMinutes: number;
  readonly threeDsMode: ThreeDsMode;
  readonly isCustomerNamed: boolean;
  /** The merchant put the limited promotion on it. */
  readonly hasPromotion: boolean;
  /** Made to take the place of others with the same reference. */
  readonly reference: string | null;
}

interface Of<Kind extends string> {
  readonly kind: Kind;
  /** `a1`: its chances are drawn by this name. */
  readonly name: string;
  /** Milliseconds after the beginning. */
  readonly at: number;
  readonly session: string;
}

export interface Press extends Of<'press'> {
  /** Two tabs of one buyer, each with the page as it saw it last. */
  readonly tab: number;
  readonly card: CardBehaviour;
  /** More than one: a double click. */
  readonly clicks: number;
  /** Does not look at the page again first, which may be an old one by now. */
  readonly isBlind: boolean;
  /** Sends the number of the tab's press before once more. */
  readonly isAgain: boolean;
  /** The tier whose terms stand on the button. */
  readonly button: number;
  /** Claims to accept every tier, whatever stands on the button: no page does so. */
  readonly claimsAll: boolean;
  readonly savesCard: boolean;
}

export type Act =
  | Press
  | Of<'type-code'>
  | Of<'remove-code'>
  | Of<'add-item'>
  | Of<'close'>
  | Of<'complete-by-hand'>
  | Of<'supersede'>
  | (Of<'refund'> & { /** null: the rest. */ readonly amounts: readonly (number | null)[] })
  | Of<'wipe-redis'>
  | (Of<'switch-processor'> & { readonly processor: string; readonly enabled: boolean });

/** What a processor can do about a charge of which nobody knows. */
export type Ability = 'asked-and-closed' | 'asked-by-its-own-name' | 'asked-only' | 'mute';

/** How a processor is, in one story. */
export interface PlannedProcessor {
  readonly ability: Ability;
  /** It tells of what happens to charges and refunds. */
  readonly tellsNotices: boolean;
}

export interface Story {
  readonly seed: number;
  readonly latePayment: LatePaymentRule;
  /** How often the promotion may be redeemed. */
  readonly uses: number;
  readonly climate: Climate;
  readonly processors: Readonly<Record<string, PlannedProcessor>>;
  readonly sessions: readonly PlannedSession[];
  readonly acts: readonly Act[];
}

/** After this nothing goes wrong any more; milliseconds after the beginning. */
export const CALM_AFTER_MS = 2 * 3_600_000;
/** When an operator looks at what is left, if a processor can neither be asked nor closed. */
export const OPERATOR_AFTER_MS: readonly number[] = [3 * 3_600_000, 27 * 3_600_000];
/** Whoever has not come to an end by then never will: the last inquiry is after five days. */
export const ENDS_AFTER_MS = 12 * 24 * 3_600_000;
