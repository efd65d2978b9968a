// What the fields of a coupon mean, once for requests and answers.
export const described = {
  discount_type: {
    description: 'What it takes off: an amount, a percentage, or the days before the first payment.',
    example: 'percent_off',
  },
  amount_atom_off: { min: 1, description: 'In the smallest unit of the currency; with amount_off.', example: 500 },
  percent_off: { min: 1, max: 100, description: 'Whole percent; with percent_off.', example: 20 },
  trial_days_off: { min: 1, max: 730, description: 'Days added to each trial; with trial_extension.', example: 14 },
  currency: {
    min: 3,
    max: 3,
    pattern: { matches: /^[A-Za-z]{3}$/, says: 'must be a currency code of three letters' },
    description: 'ISO 4217; with amount_off. Answered in lower case.',
    example: 'usd',
  },
  name: { max: 200, description: 'What buyers see on the payment page.', example: 'Summer sale' },
  duration: { description: 'For the first payment only, for some months, or for good.', example: 'once' },
  duration_in_months: { min: 1, max: 120, description: 'Months that it lasts; with repeating.', example: 3 },
  max_redemptions: {
    min: 1,
    max: 1_000_000_000,
    description: 'Uses at most, through the coupon and all its codes together; null: no limit.',
    example: 100,
  },
  valid_from: { description: 'When it can first be applied; null: at once.' },
  valid_until: { description: 'When it can no longer be applied; null: never ends.' },
  validity_period_days: {
    min: 1,
    max: 3_650,
    description: 'Instead of valid_until: days from valid_from, or from now.',
    example: 30,
  },
  product_ids: { maxLength: 64, maxItems: 100, description: 'Products that it is for; empty: all.', example: [] as string[] },
  metadata: { description: 'Yours: up to 50 names, 16 KB of JSON.', example: {} },
};
