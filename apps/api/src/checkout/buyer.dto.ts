// What the buyer's browser says: the secret token in the path is all the authority there is.
import { type MandateTextId, mandateTextIds } from '@tillstream/checkout';
import { integers, nested } from '../http/fields/compound.fields';
import { choice, flag, identifier, integer, text } from '../http/fields/scalar.fields';

export class BuyerPath {
  @text({
    max: 60,
    mayLookLikeCard: true,
    description: 'The secret of the page.',
    example: '4fGh2KpQ9sTvXyZa1bC31Zx0-cV9bN8mQ7wE6rT5yU4iO3pA',
  })
  secure_token!: string;
}

export class BuyerAttemptPath extends BuyerPath {
  @identifier('ca', { description: 'The attempt.' })
  attempt_id!: string;
}

export class ActionFinishedBody {
  @choice({ of: ['returned', 'abandoned'], description: 'Back from the bank, or left it.', example: 'returned' })
  outcome!: 'returned' | 'abandoned';

  @integer({ min: 1, max: 2, description: 'Which challenge of the attempt has ended.', example: 1 })
  number!: number;
}

export class PromotionCodeBody {
  @text({ max: 100, description: 'As the buyer typed it.', example: 'SPRING' })
  code!: string;
}

export class BuyerDetailsBody {
  @text({
    max: 254,
    optional: true,
    pattern: { matches: /^[^\s@]+@[^\s@]+\.[^\s@]+$/, says: 'must be an e-mail address' },
    description: 'Where the receipt goes.',
    example: 'ada@example.com',
  })
  email?: string | null;

  @text({ max: 200, optional: true, description: 'The buyer’s name.', example: 'Ada Lovelace' })
  name?: string | null;

  @text({ min: 2, max: 2, optional: true, description: 'ISO 3166, two letters.', example: 'GB' })
  country?: string | null;

  @text({ max: 20, optional: true, description: 'Postal code.', example: 'W1S 1AA' })
  postal_code?: string | null;
}

export class AttemptBody {
  @integer({ min: 1, max: 1_000, description: 'Chosen by the browser: the same number is the same attempt.', example: 1 })
  number!: number;

  @text({
    max: 4_000,
    optional: true,
    mayLookLikeCard: true,
    description: 'The card, encrypted for the vault (compact JWE).',
    example: 'eyJhbGciOiJFQ0RILUVTIn0..',
  })
  card_jwe?: string | null;

  @identifier('pm', { optional: true, description: 'A saved card, in place of a new one.' })
  payment_method_id?: string | null;

  @nested(() => BuyerDetailsBody, { description: 'Who pays.' })
  customer!: BuyerDetailsBody;

  @text({ max: 40, optional: true, description: 'The offer that the page showed.', example: 'off_0c1d2e3f4a5b6c7d8e9f0a1b2c3d4e5f' })
  offer_id?: string | null;

  @integer({ min: 0, max: 10, optional: true, description: 'Whose terms stood on the button; 0 when absent.', example: 0 })
  first_tier?: number | null;

  @integers({ min: 0, max: 10, minItems: 1, maxItems: 11, description: 'Tiers that may be charged without asking again.', example: [0] })
  accepted_tiers!: number[];

  @flag({ optional: true, description: 'Whether the buyer wants the card saved.', example: false })
  save_card?: boolean | null;

  @text({ max: 35, optional: true, description: 'The language of the page.', example: 'en-GB' })
  locale?: string | null;

  @choice({
    of: mandateTextIds,
    optional: true,
    description:
      'Which mandate stood above the button. Needed wherever the card is kept for later payments, else 422 mandate-not-agreed: recurring-1 where something recurs, save-card-1 in mode setup and with save_card for a customer that the merchant named.',
    example: 'recurring-1',
  })
  mandate_text_id?: MandateTextId | null;
}
