// Makes a fresh session from an old one, for its merchant or for the buyer who came too late.
import { Injectable } from '@nestjs/common';
import { CustomFieldDefinitions } from '@tillstream/catalog';
import { type CommandContext, PersonKeys, type Resource } from '@tillstream/event-sourcing';
import type { CheckoutSessionState } from '../core/checkout-session.state';
import { present } from '../core/guards';
import { definitionsOf, faultOfOld, wantedAgain } from '../core/session-again';
import type { CreateSessionPayload } from '../core/wanted-session';
import type { SessionOutcome } from './checkout-session.decider';
import { NewSessions } from './new-sessions';

const MINUTE_MS = 60_000;

export interface Again extends Pick<CreateSessionPayload, 'supersedesOnly'> {
  readonly old: Resource<CheckoutSessionState>;
}

@Injectable()
export class SessionsAgain {
  constructor(
    private readonly sessions: NewSessions,
    private readonly definitions: CustomFieldDefinitions,
    private readonly personKeys: PersonKeys,
  ) {}

  /** @param again `old` is one that is there; in any state. What of it is no longer to be had is told with its place in the old one. */
  async create(context: CommandContext, key: string, { old, ...more }: Again): Promise<SessionOutcome> {
    const session = present(old.state);
    const [livingDefinitions, open] = await Promise.all([
      this.definitions.living(old.accountId, definitionsOf(session)),
      this.personKeys.opener([session.customFields, session.paramsForSub]),
    ]);
    const lifeMinutes = Math.max(1, Math.round((session.expiresAt - old.createdAt) / MINUTE_MS));
    const outcome = await this.sessions.create(context, key, {
      ...wantedAgain(session, { key: old.key, lifeMinutes, livingDefinitions, open }),
      ...more,
    });
    return outcome.kind === 'rejected' ? { ...outcome, reasons: outcome.reasons.map(faultOfOld) } : outcome;
  }
}
