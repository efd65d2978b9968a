// The news of a coupon. That it was used is no news of the coupon: the session tells it.
import type { JsonObject } from '@tillstream/event-sourcing';
import { COUPON_STATUSES } from '../core/coupon-status';
import { DISCOUNT_DURATIONS, DISCOUNT_TYPES } from '../core/coupon.fields';
import { coupon } from '../core/coupon.stream';
import { renderCoupon } from '../views/coupon.render';
import { plainMessages } from './plain-messages';

const schema: JsonObject = {
  type: 'object',
  required: ['id', 'account_id', 'discount_type', 'duration', 'status', 'product_ids', 'metadata', 'created_at', 'updated_at'],
  properties: {
    id: { type: 'string' },
    account_id: { type: 'string' },
    name: { type: ['string', 'null'] },
    discount_type: { enum: [...DISCOUNT_TYPES] },
    amount_atom_off: { type: ['integer', 'null'] },
    percent_off: { type: ['integer', 'null'] },
    trial_days_off: { type: ['integer', 'null'] },
    currency: { type: ['string', 'null'] },
    duration: { enum: [...DISCOUNT_DURATIONS] },
    duration_in_months: { type: ['integer', 'null'] },
    max_redemptions: { type: ['integer', 'null'] },
    valid_from: { type: ['string', 'null'], format: 'date-time' },
    valid_until: { type: ['string', 'null'], format: 'date-time' },
    status: { enum: [...COUPON_STATUSES], description: 'By the coupon alone: never exhausted here' },
    product_ids: { type: 'array', items: { type: 'string' }, description: 'Products that it is for; empty: all' },
    metadata: { type: 'object' },
    created_at: { type: 'string', format: 'date-time' },
    updated_at: { type: 'string', format: 'date-time' },
  },
};

const sample: JsonObject = {
  id: 'coup_dev_3Zx8Cv6Bn4Mq2Wd0Rt9Y',
  account_id: 'acc_dev_8pLk2sVnQ0dRwXy5Tb1m',
  name: 'Summer sale',
  discount_type: 'percent_off',
  amount_atom_off: null,
  percent_off: 20,
  trial_days_off: null,
  currency: null,
  duration: 'repeating',
  duration_in_months: 3,
  max_redemptions: 100,
  valid_from: null,
  valid_until: '2030-09-01T00:00:00.000Z',
  status: 'active',
  product_ids: ['prod_dev_7Hq2Wn5vRfD9jXe3TbPz'],
  metadata: {},
  created_at: '2030-06-01T10:00:00.000Z',
  updated_at: '2030-06-01T10:00:00.000Z',
};

export const couponMessages = plainMessages({
  type: coupon,
  letter: 'o',
  aggregateType: 'coupon',
  prefix: 'coup',
  render: renderCoupon,
  descriptions: {
    created: 'A coupon was created.',
    updated: 'Something about a coupon changed; it may have been switched off or on.',
    deleted: 'A coupon was deleted; nobody can apply it any more.',
  },
  schema,
  sample,
});
