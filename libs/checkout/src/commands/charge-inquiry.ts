// Finds out what became of a charge that nobody knows about: asks its processor, and closes what is still open, so that a frozen process
// that wakes up finds a closed door. Never charges.
import { Injectable } from '@nestjs/common';
import { Ids, StreamReader } from '@tillstream/event-sourcing';
import { type ClosingAnswer, CredentialBox, type InquiryAnswer, processor, ProcessorAdapters, savedCardOf } from '@tillstream/payments';
import type { ResolveCharge } from '../core/checkout-session.commands';
import type { Charge } from '../core/checkout-session.state';

export type Finding = Pick<ResolveCharge, 'result' | 'by' | 'reference' | 'code' | 'savedCard'>;

@Injectable()
export class ChargeInquiry {
  constructor(
    private readonly reader: StreamReader,
    private readonly adapters: ProcessorAdapters,
    private readonly box: CredentialBox,
    private readonly ids: Ids,
  ) {}

  /** Null: nobody knows yet. */
  async find(charge: Charge): Promise<Finding | null> {
    const { state } = await this.reader.current(processor, charge.processorKey);
    if (state.status === 'absent') return null;
    const adapter = this.adapters.for({ key: charge.processorKey, fields: state.fields });
    const at = { merchantReference: this.ids.format('pa', charge.key), reference: charge.outcome?.reference ?? null };
    const answer = await adapter.inquire(at);
    if (answer.kind === 'no-answer') return null;
    if (answer.kind === 'approved' || answer.kind === 'declined' || answer.kind === 'closed') return this.findingOf(answer, 'inquiry');
    // Still open, waiting for a challenge, or never seen: a call may be on its way, so only closing makes it "not charged".
    const closed = await adapter.close(at);
    return closed.kind === 'no-answer' ? null : this.findingOf(closed, 'closing');
  }

  private findingOf(
    answer: Extract<InquiryAnswer | ClosingAnswer, { kind: 'approved' | 'declined' | 'closed' }>,
    by: Finding['by'],
  ): Finding {
    switch (answer.kind) {
      case 'approved': {
        const { reference, token } = answer;
        const savedCard = token === null ? null : savedCardOf({ ...answer, token: this.box.closeToken(token) });
        return { result: 'approved', by, reference, code: null, savedCard };
      }
      case 'declined':
        return { result: 'declined', by, reference: answer.reference, code: answer.code, savedCard: null };
      case 'closed':
        return { result: 'not_charged', by, reference: null, code: null, savedCard: null };
    }
  }
}
