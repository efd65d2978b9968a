// The one way in which a session comes to be. Facts may be a little old for an accept; before a refusal they are read again.
import { Injectable } from '@nestjs/common';
import { type CommandContext, Executor, type Freshness } from '@tillstream/event-sourcing';
import type { CreateSessionPayload } from '../core/wanted-session';
import { checkoutSession, type SessionOutcome } from './checkout-session.decider';
import { NewSessionFacts } from './new-session-facts';

@Injectable()
export class NewSessions {
  constructor(
    private readonly executor: Executor,
    private readonly facts: NewSessionFacts,
  ) {}

  async create(context: CommandContext, key: string, payload: CreateSessionPayload): Promise<SessionOutcome> {
    const run = async (freshness: Freshness) =>
      this.executor.run(checkoutSession, { key, context }, await this.facts.gather(context, payload, { sessionKey: key, freshness }));
    const outcome = await run('recent');
    return outcome.kind === 'rejected' ? run('fresh') : outcome;
  }
}
