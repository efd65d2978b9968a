// What the fields of a promotion code mean, once for requests and answers.
export const described = {
  coupon_id: { description: 'The coupon that it stands for.' },
  code: {
    max: 100,
    pattern: { matches: /^\S+$/, says: 'must have no spaces' },
    description: 'What buyers type; compared without case, answered as given.',
    example: 'WELCOME20',
  },
  active: { description: 'Whether it can be used.', example: true },
  max_redemptions: {
    min: 1,
    max: 1_000_000_000,
    description: 'Uses of this code at most; the coupon’s own limit counts as well.',
    example: 50,
  },
  expires_at: { description: 'When it can no longer be used; null: when its coupon ends.' },
  restrictions: {
    description: 'Who can use it, and for what.',
    example: { first_time_transaction: true, minimum_amount: 49.9, minimum_amount_currency: 'usd' },
  },
  first_time_transaction: { description: 'Only for customers without an earlier purchase in this account.', example: true },
  minimum_amount: { description: 'In whole units of its currency, before the discount. A smaller charge gets none.', example: 49.9 },
  minimum_amount_currency: {
    min: 3,
    max: 3,
    pattern: { matches: /^[A-Za-z]{3}$/, says: 'must be a currency code of three letters' },
    description: 'ISO 4217; with minimum_amount.',
    example: 'usd',
  },
  metadata: { description: 'Yours: up to 50 names, 16 KB of JSON.', example: {} },
};
