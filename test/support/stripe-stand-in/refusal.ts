// An error as Stripe words it. Checks of the request's shape leave nothing behind; what happens after them is remembered with its key.
export interface ErrorBody {
  readonly type: 'invalid_request_error' | 'card_error' | 'idempotency_error' | 'api_error' | 'authentication_error';
  readonly code?: string;
  readonly param?: string;
  readonly decline_code?: string;
  readonly advice_code?: string;
  readonly network_advice_code?: string;
  readonly message: string;
}

export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly error: ErrorBody,
    readonly remembered: boolean,
  ) {
    super(error.message);
  }
}

export const malformed = (code: string, param: string): Refusal =>
  new Refusal(400, { type: 'invalid_request_error', code, param, message: `${code}: ${param}` }, false);

export const impossible = (code: string, message: string, param?: string): Refusal =>
  new Refusal(400, { type: 'invalid_request_error', code, message, ...(param ? { param } : {}) }, true);

export const missing = (param: string, id: string): Refusal =>
  new Refusal(404, { type: 'invalid_request_error', code: 'resource_missing', param, message: `No such ${param}: '${id}'` }, true);
