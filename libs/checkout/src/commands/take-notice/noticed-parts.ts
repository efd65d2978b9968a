// From what a notice names to the session that holds it: only charges and refunds of the very processor that sent it count.
import { Injectable } from '@nestjs/common';
import { Ids } from '@tillstream/event-sourcing';
import type { ReadNotice } from '@tillstream/payments';
import { findCharge } from '../../core/attempt';
import type { Session } from '../../core/checkout-session.state';
import { findRefund } from '../../core/refund';
import { SessionsOfParts } from './sessions-of-parts';

export interface NoticeSender {
  readonly accountId: string;
  readonly processorKey: string;
}

export type NamingNotice = Extract<ReadNotice, { kind: 'charge' | 'refund' | 'dispute' }>;

export interface NoticedPart {
  readonly sessionKey: string;
  /** Of the charge, or of the refund. */
  readonly key: string;
}

@Injectable()
export class NoticedParts {
  constructor(
    private readonly sessions: SessionsOfParts,
    private readonly ids: Ids,
  ) {}

  /** Null: nothing of ours, for good. While nobody knows this throws a passing Fault: answered 503, and the processor sends again. */
  async find({ accountId, processorKey }: NoticeSender, notice: NamingNotice): Promise<NoticedPart | null> {
    const key = this.keyOf(notice);
    if (key === null) return null;
    const session = await this.sessions.holding({ accountId, part: notice.kind === 'refund' ? 'refund' : 'charge', key });
    if (!session || session.state.status === 'absent') return null;
    return askedOf(session.state, key) === processorKey ? { sessionKey: session.key, key } : null;
  }

  private keyOf(notice: NamingNotice): string | null {
    if (notice.kind === 'refund') return this.ids.parse('re', notice.refundReference);
    return notice.merchantReference === null ? null : this.ids.parse('pa', notice.merchantReference);
  }
}

/** Which processor was asked for this charge, or for this refund. */
const askedOf = (session: Session, key: string): string | null =>
  findCharge(session, key)?.charge.processorKey ?? findRefund(session, key)?.processorKey ?? null;
