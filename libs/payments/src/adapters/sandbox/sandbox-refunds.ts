// Money back from a sandbox processor: idempotent by the refund's own id, which is also how it is found again.
import type { RefundAnswer, RefundInquiryAnswer } from '../../core/refund-answer';
import type { RefundToMake } from '../../processor-adapter';
import { textOf } from './sandbox-answers';
import type { HttpAnswer, SandboxClient } from './sandbox-client';

type Answered = Extract<HttpAnswer, { kind: 'answered' }>;

/** The processor has looked at it and will not do it: these are final. Anything else (credentials, limits, outages) is asked again. */
const FINAL_REFUSALS = new Set(['not_captured', 'refund_exceeds_captured', 'refund_reference_reused', 'not_found']);

export class SandboxRefunds {
  constructor(private readonly client: SandboxClient) {}

  async make(refund: RefundToMake): Promise<RefundAnswer> {
    const charge = refund.reference ?? (await this.chargeReference(refund));
    if (charge === null) return { kind: 'no-answer', message: 'the processor did not say which charge this is' };
    const body = { refund_reference: refund.refundReference, amount_atom: refund.amountAtom };
    const answer = await this.client.post(`/charges/${encodeURIComponent(charge)}/refunds`, body);
    return answer.kind === 'answered' ? answerOf(answer) : { kind: 'no-answer', message: answer.message };
  }

  async inquire({ refundReference }: RefundToMake): Promise<RefundInquiryAnswer> {
    const answer = await this.client.get(`/refunds/${encodeURIComponent(refundReference)}`);
    if (answer.kind !== 'answered') return { kind: 'no-answer', message: answer.message };
    return answer.status === 404 && answer.body.code === 'not_found' ? { kind: 'never-seen' } : answerOf(answer);
  }

  private async chargeReference({ merchantReference }: RefundToMake): Promise<string | null> {
    const answer = await this.client.get(`/charges?merchant_reference=${encodeURIComponent(merchantReference)}`);
    return answer.kind === 'answered' && answer.status < 300 ? textOf(answer.body.reference) : null;
  }
}

function answerOf({ status, body }: Answered): RefundAnswer {
  const code = textOf(body.code) ?? '';
  if (status >= 400 && status < 500 && FINAL_REFUSALS.has(code)) return { kind: 'failed', reference: null, code, message: null };
  const reference = textOf(body.refund_reference);
  if (status >= 300 || reference === null) return { kind: 'no-answer', message: `status ${status}` };
  if (body.status === 'succeeded' || body.status === 'pending') return { kind: body.status, reference };
  if (body.status === 'failed') return { kind: 'failed', reference, code: 'refund_failed', message: 'The bank sent the money back.' };
  return { kind: 'no-answer', message: `status ${String(body.status)}` };
}
