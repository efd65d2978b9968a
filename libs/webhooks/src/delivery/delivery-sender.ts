// One HTTP request to an endpoint, whatever comes of it.

export interface DeliveryRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type DeliveryAnswer =
  | {
      readonly kind: 'answered';
      readonly status: number;
      /** The first 2 kB of the answer. */
      readonly answer: string;
      readonly retryAfter: string | null;
    }
  /** No answer: refused, unreachable, too slow. */
  | { readonly kind: 'unanswered'; readonly error: string };

export abstract class DeliverySender {
  /** Never throws: a receiver that fails is an answer too. */
  abstract send(request: DeliveryRequest): Promise<DeliveryAnswer>;
  abstract close(): Promise<void>;
}
