// How the refusals of the catalog are answered.
import type {
  CouponRejection, CustomerRejection, CustomFieldDefinitionRejection, PriceRejection, ProductRejection, PromotionCodeRejection, PromotionFault,
  RedeemRejection,
} from '@tillstream/catalog'; // prettier-ignore
import type { PlainRejection } from '@tillstream/event-sourcing';
import type { MessagesOf, Problem, ProblemsOf } from './problem';

type CatalogRejection = Exclude<
  | ProductRejection
  | PriceRejection
  | CustomerRejection
  | CustomFieldDefinitionRejection
  | CouponRejection
  | PromotionCodeRejection
  | RedeemRejection,
  PlainRejection
>;

const VALUES = { text: 'a text', number: 'a number', boolean: 'true or false', select: 'a text: one of the options' } as const;
const MOST_NAMED = 10;
const firstOf = (options: readonly string[]): string =>
  options.slice(0, MOST_NAMED).join(', ') + (options.length > MOST_NAMED ? ', …' : '');

/** The reasons for which a code cannot be used, in words for the merchant's server. */
const unusable = (title: string, sentence: string) => ({ status: 400, title, sentence }) as const;
export const promotionProblems: Readonly<Record<PromotionFault, Problem>> = {
  'promotion-not-found': unusable('There is no such code', 'Check the code; it may have been deleted, or its coupon.'),
  'promotion-inactive': unusable('The promotion is switched off', 'Switch the code and its coupon on first.'),
  'promotion-not-yet-valid': unusable('The promotion is not valid yet', 'Try again once its coupon is valid.'),
  'promotion-expired': unusable('The promotion is over', 'Move the end of the code or of its coupon, or use another.'),
  'promotion-wrong-currency': unusable('The promotion is for another currency', 'Use a code for the currency of the order.'),
  'promotion-not-applicable': unusable('The promotion is for other things', 'Use a code for what is bought.'),
  'promotion-exhausted': unusable('The promotion is used up', 'It was used as often as it may be; raise max_redemptions, or use another.'),
  'promotion-minimum-not-reached': unusable(
    'The order is too small for the promotion',
    'Use it for an order of at least its minimum_amount.',
  ),
  'promotion-first-time-only': unusable('The promotion is for first orders only', 'This customer has bought before; use another code.'),
};

export const catalogProblems: ProblemsOf<CatalogRejection> = {
  ...promotionProblems,
  'code-taken': {
    status: 400,
    title: 'The code is taken',
    sentence: 'There is a promotion code of this name, whatever its case; use another, or delete that one first.',
  },
  'product-has-active-prices': {
    status: 400,
    title: 'The product has active prices',
    sentence: 'Switch its prices off first, then delete the product.',
  },
  'field-key-taken': {
    status: 400,
    title: 'The field key is taken',
    sentence: 'There is a custom field of this key for this kind of resource; change that one, or delete it first.',
  },
};

export const catalogMessages: MessagesOf<CatalogRejection> = {
  'price-not-of-product': 'names no price of this product',
  'custom-field-not-defined': 'is not defined for this kind of resource',
  'custom-field-wrong-type': ({ dataType }) => `must be ${VALUES[dataType]}`,
  'custom-field-too-long': 'must have at most 500 characters',
  'custom-field-out-of-bounds': ({ min, max }) => `must be a number from ${min ?? '−∞'} to ${max ?? '∞'}`,
  'custom-field-option-unknown': ({ options }) => `must be one of the options of this field: ${firstOf(options)}`,
  'too-many-custom-fields': 'would hold more than 100 values; clear all with null first',
  'custom-field-needs-customer': 'is personal: name a customer, under whose key it is kept',
  'personal-needs-customer': 'goes with fields of customers, sessions and subscriptions only',
  'constraint-not-for-type': 'does not go with this data type',
  'bounds-reversed': 'must not be below min',
  'options-required': 'is required for a select: at least one',
  'option-repeated': 'is there twice',
  'option-in-use': ({ option }) => `must keep ${JSON.stringify(option)}: values have it`,
  'confirmation-differs': 'must be the field key of this definition',
  'unknown-currency': 'is no currency that is in use',
  'interval-required': 'is required for a recurring price',
  'only-for-recurring': 'goes with a recurring price only',
  'unit-amount-required': 'is required for a price per unit',
  'only-without-tiers': 'does not go with tiers',
  'only-with-tiers': 'goes with billing_scheme tiered only',
  'tiers-required': 'is required for a tiered price',
  'tiers-not-rising': 'must be above the end of the tier before',
  'last-tier-has-end': 'must be null in the last tier',
  'required-for-discount-type': 'is required for this discount_type',
  'not-for-discount-type': 'does not go with this discount_type',
  'required-for-repeating': 'is required for duration repeating',
  'only-for-repeating': 'goes with duration repeating only',
  'ends-before-it-begins': 'must be after valid_from',
  'validity-given-twice': 'does not go with valid_until; send one of the two',
  'amount-needs-currency': 'is required beside an amount',
  'currency-needs-amount': 'is required beside its currency',
  'amount-too-precise': 'has more decimals than its currency',
  'amount-too-large': 'comes to more than 99,999,999 in the smallest unit',
  'coupon-not-found': 'names no coupon of this account',
  'product-not-found': 'names no product of this account',
  'price-not-found': 'names no price of this account',
  'customer-not-found': 'names no customer of this account',
};
