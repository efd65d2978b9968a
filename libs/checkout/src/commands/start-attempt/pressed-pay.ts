// What the buyer's browser sends with a press of "Pay", as the command holds it.
import type { MandateTextId } from '../../core/buyer-session';
import type { BuyerDetails } from './buyer-customers';

export interface PressedPay {
  /** 1…, chosen by the browser: the same number is the same attempt. */
  readonly number: number;
  /** Compact JWE for the vault; null where no card is needed. */
  readonly cardJwe: string | null;
  /** A saved card in its place. */
  readonly paymentMethodKey: string | null;
  /** The buyer wants the card saved. */
  readonly saveCard: boolean;
  readonly buyer: BuyerDetails;
  readonly offerId: string | null;
  /** Whose terms stood on the button: the cascade begins with it. */
  readonly firstTier: number;
  readonly acceptedTiers: readonly number[];
  readonly locale: string | null;
  /** Which words stood above the button. */
  readonly mandateTextId: MandateTextId | null;
}
