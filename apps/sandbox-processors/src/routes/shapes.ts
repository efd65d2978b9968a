// What may be sent: JSON schemas and the types that they leave. Unknown fields are refused, so that a misspelt one shows.

export interface CardBody {
  readonly number: string;
  readonly exp_month: number;
  readonly exp_year: number;
  readonly cvc?: string;
  readonly name?: string;
}

export interface OpenBody {
  readonly merchant_reference: string;
  readonly amount_atom: number;
  readonly currency: string;
  readonly description?: string | null;
  readonly off_session_later?: boolean;
}

export interface ThreeDsBody {
  readonly authentication: 'none' | 'completed';
}

export interface ConfirmBody {
  readonly card?: CardBody;
  readonly token?: string;
  readonly three_ds?: ThreeDsBody;
  readonly save?: boolean;
  readonly network_transaction_id?: string;
}

export interface SetupBody {
  readonly merchant_reference: string;
  readonly card?: CardBody;
  readonly three_ds?: ThreeDsBody;
}

export interface RefundBody {
  readonly refund_reference: string;
  readonly amount_atom: number;
}

export interface MerchantReference {
  readonly merchant_reference: string;
}

const text = { type: 'string', minLength: 1, maxLength: 255 } as const;
const amount = { type: 'integer', minimum: 1, maximum: Number.MAX_SAFE_INTEGER } as const;

const shape = (required: readonly string[], properties: object) =>
  ({ type: 'object', required, properties, additionalProperties: false }) as const;

const card = shape(['number', 'exp_month', 'exp_year'], {
  number: { type: 'string', pattern: '^[0-9]{12,19}$' },
  exp_month: { type: 'integer', minimum: 1, maximum: 12 },
  exp_year: { type: 'integer', minimum: 1970, maximum: 9999 },
  cvc: { type: 'string', maxLength: 10 },
  name: { type: 'string', maxLength: 255 },
});
const threeDs = shape(['authentication'], { authentication: { enum: ['none', 'completed'] } });

export const openShape = shape(['merchant_reference', 'amount_atom', 'currency'], {
  merchant_reference: text,
  amount_atom: amount,
  currency: { type: 'string', pattern: '^[a-z]{3}$' },
  description: { type: 'string', nullable: true, maxLength: 1_000 },
  off_session_later: { type: 'boolean' },
});

export const confirmShape = shape([], {
  card,
  token: text,
  three_ds: threeDs,
  save: { type: 'boolean' },
  network_transaction_id: text,
});

export const setupShape = shape(['merchant_reference'], { merchant_reference: text, card, three_ds: threeDs });
export const refundShape = shape(['refund_reference', 'amount_atom'], { refund_reference: text, amount_atom: amount });
export const merchantReferenceShape = shape(['merchant_reference'], { merchant_reference: text });
