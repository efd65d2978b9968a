// What can come of asking a processor to give money back. Nothing here says "not refunded" that the processor did not say itself: who got
// no answer asks again, under the refund's own id.
export type RefundAnswer =
  | { readonly kind: 'succeeded'; readonly reference: string }
  /** Taken, and not through yet: ask again. */
  | { readonly kind: 'pending'; readonly reference: string }
  /** Final: no money went back, and none will under this id. */
  | { readonly kind: 'failed'; readonly reference: string | null; readonly code: string; readonly message: string | null }
  /** Not reached, or no readable answer: it may have happened. */
  | { readonly kind: 'no-answer'; readonly message: string };

export type RefundInquiryAnswer = RefundAnswer | { readonly kind: 'never-seen' };
