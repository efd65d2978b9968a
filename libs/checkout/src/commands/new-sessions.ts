// The one way in which a session comes to be. Facts may be a little old for an accept; before a refusal they are read again.
import { Injectable } from '@nestjs/common';
import { type CommandContext, Executor, type Freshness, StreamReader } from '@tillstream/event-sourcing';
import type { CheckoutSessionRejection } from '../core/checkout-session.rejections';
import { initial } from '../core/checkout-session.state';
import type { CreateSessionPayload } from '../core/wanted-session';
import { checkoutSession, type SessionOutcome } from './checkout-session.decider';
import { ClaimedReferences } from './claimed-references';
import { NewSessionFacts } from './new-session-facts';

interface NewSession {
  readonly context: CommandContext;
  readonly key: string;
  readonly payload: CreateSessionPayload;
}

@Injectable()
export class NewSessions {
  constructor(
    private readonly executor: Executor,
    private readonly reader: StreamReader,
    private readonly facts: NewSessionFacts,
    private readonly claims: ClaimedReferences,
  ) {}

  /** @param key the same for the same cause, so that a repeat finds what it made */
  async create(context: CommandContext, key: string, payload: CreateSessionPayload): Promise<SessionOutcome> {
    const wanted = { context, key, payload };
    return payload.supersede && payload.reference !== null ? this.supersede(wanted, payload.reference) : this.make(wanted);
  }

  private async make(wanted: NewSession): Promise<SessionOutcome> {
    const outcome = await this.run(wanted, 'recent');
    return outcome.kind === 'rejected' ? this.run(wanted, 'fresh') : outcome;
  }

  /** Nothing is ended for a request that is refused anyway, and nothing is claimed again for one that was answered before. */
  private async supersede(wanted: NewSession, reference: string): Promise<SessionOutcome> {
    const { context, key } = wanted;
    const before = await this.reader.current(checkoutSession, key);
    if (before.revision >= 0 || (await this.isRefused(wanted))) return this.make(wanted);
    const refusal = await this.claims.take(context, { reference, sessionKey: key, from: wanted.payload.supersedesOnly });
    if (refusal) return { kind: 'rejected', reasons: [refusal], resource: before };
    const outcome = await this.make(wanted);
    if (outcome.kind === 'rejected' || outcome.events.length === 0) return outcome;
    const lost: CheckoutSessionRejection | null = await this.claims.settle(context, outcome.resource);
    return lost ? { kind: 'rejected', reasons: [lost], resource: outcome.resource } : outcome;
  }

  private async isRefused({ context, key, payload }: NewSession): Promise<boolean> {
    const command = await this.facts.gather(context, payload, { sessionKey: key, freshness: 'fresh' });
    return 'rejected' in checkoutSession.decide(command, initial);
  }

  private async run({ context, key, payload }: NewSession, freshness: Freshness): Promise<SessionOutcome> {
    const command = await this.facts.gather(context, payload, { sessionKey: key, freshness });
    return this.executor.run(checkoutSession, { key, context }, command);
  }
}
