// Finds out what became of a charge that nobody knows about, by what its processor can do: asks, and closes what is still open, so that a
// frozen process that wakes up finds a closed door. Never charges.
import { Injectable } from '@nestjs/common';
import { Ids, StreamReader } from '@tillstream/event-sourcing';
import {
  type Abilities, type ChargeRef, type ClosingAnswer, CredentialBox, type InquiryAnswer, type ProcessorAdapter, processor, ProcessorAdapters, savedCardOf,
} from '@tillstream/payments'; // prettier-ignore
import type { ResolveCharge } from '../core/charge.commands';
import type { ChargeInquired } from '../core/inquiry.events';
import type { Charge } from '../core/checkout-session.state';
import { referenceOf } from '../core/refund';

export type Finding = Pick<ResolveCharge, 'result' | 'by' | 'reference' | 'code' | 'advice' | 'savedCard'>;

/** `cannot-be-asked`: by what it can do, its processor can neither tell of this charge nor close it. */
export type Silence = 'no-answer' | 'not-connected' | 'cannot-be-asked';

/** `inquired`: nothing final, at a processor that can close nothing. `unclear`: nobody knows yet. */
export type Found =
  | { readonly kind: 'finding'; readonly finding: Finding }
  | { readonly kind: 'inquired'; readonly found: ChargeInquired['found']; readonly maxLatenessMs: number }
  | { readonly kind: 'unclear'; readonly why: Silence; readonly message: string };

const unclear = (why: Silence, message: string): Found => ({ kind: 'unclear', why, message });

@Injectable()
export class ChargeInquiry {
  constructor(
    private readonly reader: StreamReader,
    private readonly adapters: ProcessorAdapters,
    private readonly box: CredentialBox,
    private readonly ids: Ids,
  ) {}

  async find(charge: Charge): Promise<Found> {
    const { state } = await this.reader.current(processor, charge.processorKey);
    if (state.status === 'absent') return unclear('not-connected', 'the processor is not connected');
    const adapter = this.adapters.for({ key: charge.processorKey, fields: state.fields });
    const at = { merchantReference: this.ids.format('pa', charge.key), reference: referenceOf(charge) };
    const answer = isAskable(adapter, at) ? await adapter.inquire(at) : null;
    if (answer?.kind === 'no-answer') return unclear('no-answer', answer.message);
    if (answer?.kind === 'approved' || answer?.kind === 'declined' || answer?.kind === 'closed') return this.found(answer, 'inquiry');
    return adapter.abilities.canClose ? this.close(adapter, at) : missed(answer, adapter.abilities);
  }

  /** Still open, waiting for a challenge, or never seen: a call may be on its way, so only closing makes it "not charged". */
  private async close(adapter: ProcessorAdapter, at: ChargeRef): Promise<Found> {
    const closed = await adapter.close(at);
    return closed.kind === 'no-answer' ? unclear('no-answer', closed.message) : this.found(closed, 'closing');
  }

  /** Also of what a processor tells on its own account. */
  findingOf(answer: Extract<InquiryAnswer | ClosingAnswer, { kind: 'approved' | 'declined' | 'closed' }>, by: Finding['by']): Finding {
    const nothing = { reference: null, code: null, advice: null, savedCard: null };
    switch (answer.kind) {
      case 'approved': {
        const { reference, token } = answer;
        const savedCard = token === null ? null : savedCardOf({ ...answer, token: this.box.closeToken(token) });
        return { ...nothing, result: 'approved', by, reference, savedCard };
      }
      case 'declined': {
        const { reference, code, advice } = answer;
        return { ...nothing, result: 'declined', by, reference, code, advice };
      }
      case 'closed':
        return { ...nothing, result: 'not_charged', by };
    }
  }

  private found(answer: Parameters<ChargeInquiry['findingOf']>[0], by: Finding['by']): Found {
    return { kind: 'finding', finding: this.findingOf(answer, by) };
  }
}

const isAskable = ({ abilities }: ProcessorAdapter, { reference }: ChargeRef): boolean =>
  abilities.inquiry === 'byMerchantReference' || (abilities.inquiry === 'byReference' && reference !== null);

/** At a processor that can close nothing. One that cannot be asked either is left to a person. */
function missed(answer: InquiryAnswer | null, { maxLatenessMs }: Abilities): Found {
  if (answer === null) return unclear('cannot-be-asked', 'the processor can neither be asked about this charge nor close it');
  return { kind: 'inquired', found: answer.kind === 'never-seen' ? 'never-seen' : 'open', maxLatenessMs };
}
