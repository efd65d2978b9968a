// Sees to it that of all sessions made with `supersede` and one reference at most one is open. Before a new one is made, the earlier one is
// ended and the reference is claimed for the new one. A crash after the end leaves a reference without an open session, one after the claim
// a claim without its session: the same command goes on from there at once, any other after 60 s.
import { Injectable } from '@nestjs/common';
import {
  Clock,
  type CommandContext,
  derivedCommandId,
  Executor,
  Ids,
  keyedHash,
  Keyring,
  type Resource,
  StreamReader,
} from '@tillstream/event-sourcing';
import type { CheckoutSessionRejection } from '../core/checkout-session.rejections';
import type { CheckoutSessionState } from '../core/checkout-session.state';
import { CLAIM_WITHOUT_SESSION_MS, type ReferenceClaimed, sessionReference } from '../core/session-reference';
import { checkoutSession, type SessionOutcome } from './checkout-session.decider';

/** Each one lost to somebody else's claim. */
const MOST_TRIES = 5;
const claimed: CheckoutSessionRejection = { code: 'reference-claimed' };

interface WantedClaim {
  readonly reference: string;
  readonly sessionKey: string;
  /** The one holder whose place may be taken; undefined: whoever it is. */
  readonly from: string | undefined;
}

@Injectable()
export class ClaimedReferences {
  constructor(
    private readonly executor: Executor,
    private readonly reader: StreamReader,
    private readonly ids: Ids,
    private readonly keyring: Keyring,
    private readonly clock: Clock,
  ) {}

  /** Null: it is this session's now, and no earlier one is open. */
  async take(context: CommandContext, { reference, sessionKey, from: only }: WantedClaim): Promise<CheckoutSessionRejection | null> {
    const key = this.keyOf(context.accountId, reference);
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const { claim } = (await this.reader.current(sessionReference, key)).state;
      if (claim?.sessionKey === sessionKey) return null;
      if (claim && only !== undefined && claim.sessionKey !== only) return { code: 'renewal-not-allowed' };
      const refusal = claim ? await this.end(context, claim) : null;
      if (refusal) return refusal;
      const from = claim?.sessionKey ?? null;
      const own = { ...context, commandId: derivedCommandId(context.commandId, `claim-reference/${from ?? ''}`) };
      const command = { type: 'ClaimReference', now: this.clock.now(), sessionKey, from } as const;
      await this.executor.run(sessionReference, { key, context: own }, command);
    }
    return claimed;
  }

  /**
   * After a session was made: one that was paused for longer than its claim counts finds another holder, and gives way. Run right after the
   * append and again by the reactor. Null: the reference is this session's.
   */
  async settle(
    context: CommandContext,
    { key, state, accountId }: Resource<CheckoutSessionState>,
  ): Promise<CheckoutSessionRejection | null> {
    if (state.status === 'absent' || !state.supersede || state.reference === null) return null;
    const { claim } = (await this.reader.current(sessionReference, this.keyOf(accountId, state.reference))).state;
    if (claim?.sessionKey === key) return null;
    const superseded = await this.expire(context, key, 'superseded');
    if (superseded.kind === 'rejected') await this.expire(context, key, 'by_request'); // a buyer was faster: his attempt is the last one
    return claimed;
  }

  /** Ends the earlier holder. Null: it stands in nobody's way. */
  private async end(context: CommandContext, { sessionKey, at }: ReferenceClaimed): Promise<CheckoutSessionRejection | null> {
    const earlier = await this.reader.current(checkoutSession, sessionKey);
    if (earlier.state.status === 'absent') return this.clock.now() - at < CLAIM_WITHOUT_SESSION_MS ? claimed : null;
    const outcome = await this.expire(context, sessionKey, 'superseded');
    if (outcome.kind === 'accepted') return null;
    const [reason] = outcome.reasons;
    return reason?.code === 'payment-in-progress' ? reason : { code: 'reference-already-paid' };
  }

  private expire(context: CommandContext, key: string, reason: 'superseded' | 'by_request'): Promise<SessionOutcome> {
    const own = { ...context, commandId: derivedCommandId(context.commandId, `${reason}/${key}`) };
    return this.executor.run(checkoutSession, { key, context: own }, { type: 'ExpireSession', reason, now: this.clock.now() });
  }

  /** 20 characters from a keyed hash: nothing of the reference can be read in it. */
  private keyOf(accountId: string, reference: string): string {
    return this.ids.derivedKey('sessionReference', accountId, keyedHash(this.keyring.derive('session-reference/v1'), reference));
  }
}
