// The cards that the stand-in knows, and what each does. The first ones are those of Stripe's documentation; the others bring the troubles
// that no card of Stripe's has.
import type { ErrorBody } from './refusal';
import type { Trouble } from './troubles';

export type CardError = Omit<ErrorBody, 'type' | 'message' | 'param'>;

export interface KnownCard {
  readonly does: 'approves' | 'declines' | 'challenges' | 'hangs-in-processing';
  readonly error?: CardError;
  readonly saves?: boolean;
  readonly refunds?: 'at-once' | 'succeed-later' | 'fail-later';
  /** At the call that takes the money, or saves the card. */
  readonly trouble?: Trouble;
  /** The challenge is one for Stripe's own script. */
  readonly needsScript?: boolean;
}

const declines = (decline_code: string, more: CardError = {}): KnownCard => ({
  does: 'declines',
  error: { code: 'card_declined', decline_code, ...more },
});
const says = (code: string): KnownCard => ({ does: 'declines', error: { code } });
const troubled = (when: 'before' | 'after', what: Trouble['what']): KnownCard => ({ does: 'approves', trouble: { when, what } });

export const CARDS: Readonly<Record<string, KnownCard>> = {
  '4242424242424242': { does: 'approves' },
  '5555555555554444': { does: 'approves' },
  '6011111111111117': declines('card_not_supported'), // not a card of this account
  '4000000000000002': declines('generic_decline'),
  '4000000000009995': declines('insufficient_funds', { advice_code: 'try_again_later' }),
  '4000000000009987': declines('lost_card', { advice_code: 'do_not_try_again' }),
  '4000000000009979': declines('stolen_card'),
  '4000000000006975': declines('card_velocity_exceeded'),
  '4000000000000069': says('expired_card'),
  '4000000000000127': says('incorrect_cvc'),
  '4000000000000119': says('processing_error'),
  '4000000000000341': { ...declines('generic_decline'), saves: true },
  '4000002760003184': { does: 'challenges' },
  '4000000000007726': { does: 'approves', refunds: 'succeed-later' },
  '4000009990000013': { does: 'approves', refunds: 'fail-later' },
  '4000009990000021': troubled('before', 'drop'),
  '4000009990000039': troubled('after', 'drop'),
  '4000009990000047': troubled('after', 'error'),
  '4000009990000054': troubled('after', 'garbage'),
  '4000009990000062': { does: 'challenges', trouble: { when: 'after', what: 'drop' } },
  '4000009990000070': { does: 'challenges', needsScript: true },
  '4000009990000088': { does: 'hangs-in-processing' },
  '4000009990000096': declines('do_not_honor', { network_advice_code: '24' }),
  '4000009990000104': troubled('before', 'rate-limit'),
  '4000009990000112': troubled('before', 'lock'),
};
