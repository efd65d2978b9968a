// The news of a promotion code. That it was used is no news of the code: the session tells it.
import type { JsonObject } from '@tillstream/event-sourcing';
import { promotionCode } from '../core/promotion-code.stream';
import { renderPromotionCode } from '../views/promotion-code.render';
import { plainMessages } from './plain-messages';

const schema: JsonObject = {
  type: 'object',
  required: ['id', 'account_id', 'coupon_id', 'code', 'active', 'restrictions', 'metadata', 'created_at', 'updated_at'],
  properties: {
    id: { type: 'string' },
    account_id: { type: 'string' },
    coupon_id: { type: 'string' },
    code: { type: 'string' },
    active: { type: 'boolean', description: 'False for a deleted code too' },
    max_redemptions: { type: ['integer', 'null'] },
    expires_at: { type: ['string', 'null'], format: 'date-time' },
    restrictions: {
      type: 'object',
      required: ['first_time_transaction', 'minimum_amount', 'minimum_amount_currency'],
      properties: {
        first_time_transaction: { type: 'boolean' },
        minimum_amount: { type: ['number', 'null'], description: 'In whole units of its currency' },
        minimum_amount_currency: { type: ['string', 'null'] },
      },
    },
    metadata: { type: 'object' },
    created_at: { type: 'string', format: 'date-time' },
    updated_at: { type: 'string', format: 'date-time' },
  },
};

const sample: JsonObject = {
  id: 'promo_dev_5Gh7Jk9Lz1Xc3Vb5Nm7Q',
  account_id: 'acc_dev_8pLk2sVnQ0dRwXy5Tb1m',
  coupon_id: 'coup_dev_3Zx8Cv6Bn4Mq2Wd0Rt9Y',
  code: 'SUMMER20',
  active: true,
  max_redemptions: 50,
  expires_at: null,
  restrictions: { first_time_transaction: true, minimum_amount: 49.9, minimum_amount_currency: 'usd' },
  metadata: {},
  created_at: '2030-06-01T10:00:00.000Z',
  updated_at: '2030-06-01T10:00:00.000Z',
};

export const promotionCodeMessages = plainMessages({
  type: promotionCode,
  letter: 'O',
  aggregateType: 'promotion_code',
  prefix: 'promo',
  render: renderPromotionCode,
  descriptions: {
    created: 'A promotion code was created.',
    updated: 'Something about a promotion code changed; it may have been switched off or on.',
    deleted: 'A promotion code was deleted; its name is free again.',
  },
  schema,
  sample,
});
