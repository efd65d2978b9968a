// What a processor tells on its own account, once its adapter has verified and read it.
import type { InquiryAnswer } from './charge-outcome';

export type ReadNotice =
  /** Signature, age or shape: whoever sent it is told nothing but that. */
  | { readonly kind: 'refused'; readonly why: string }
  /** Verified, and about nothing of ours. */
  | { readonly kind: 'ignored'; readonly type: string }
  | {
      readonly kind: 'charge';
      readonly noticeId: string;
      /** Our own id of the charge (`pa_…`); null: it names none. */
      readonly merchantReference: string | null;
      readonly reference: string | null;
      readonly outcome: Extract<InquiryAnswer, { readonly kind: 'approved' | 'declined' | 'closed' }>;
    }
  | {
      readonly kind: 'refund';
      readonly noticeId: string;
      /** Our own id of the refund (`re_…`). */
      readonly refundReference: string;
      readonly outcome:
        | { readonly kind: 'succeeded'; readonly reference: string }
        | { readonly kind: 'failed'; readonly reference: string | null; readonly code: string; readonly message: string | null };
    }
  | {
      readonly kind: 'dispute';
      readonly noticeId: string;
      readonly merchantReference: string | null;
      readonly reference: string | null;
      /** In the processor's own word. */
      readonly status: string;
    };
