// What one route reads: a DTO for each part of the request. A part that is not named takes no fields.
import type { Constructor } from './fields/field-registry';
import { text } from './fields/scalar.fields';

/** The DTO of a part that takes nothing. */
export class Nothing {}

/** Headers that every call takes which changes something. */
export class WriteHeaders {
  @text({
    max: 255,
    optional: true,
    pattern: { matches: /^[\x21-\x7e]+$/, says: 'must be visible ASCII characters without spaces' },
    description: 'Repeating a request with the same key and body is answered like the first one and changes nothing.',
    example: '2f1c7a52-order-1001',
  })
  'Idempotency-Key'?: string;
}

export interface RequestShape<
  Path extends object = object,
  Query extends object = object,
  Headers extends object = object,
  Body extends object = object,
> {
  readonly path: Constructor<Path>;
  readonly query: Constructor<Query>;
  readonly headers: Constructor<Headers>;
  readonly body: Constructor<Body>;
}

/** The shape of a call that changes nothing. */
export function queryOf<Path extends object = Nothing, Query extends object = Nothing, Headers extends object = Nothing>(
  parts: Partial<Omit<RequestShape<Path, Query, Headers, Nothing>, 'body'>>,
): RequestShape<Path, Query, Headers, Nothing> {
  return { path: Nothing, query: Nothing, headers: Nothing, body: Nothing, ...parts } as RequestShape<Path, Query, Headers, Nothing>;
}

/** The shape of a call that changes something: takes an `Idempotency-Key`. */
export function commandOf<
  Path extends object = Nothing,
  Body extends object = Nothing,
  Query extends object = Nothing,
  Headers extends WriteHeaders = WriteHeaders,
>(parts: Partial<RequestShape<Path, Query, Headers, Body>>): RequestShape<Path, Query, Headers, Body> {
  return { path: Nothing, query: Nothing, headers: WriteHeaders, body: Nothing, ...parts } as RequestShape<Path, Query, Headers, Body>;
}
