// How this app answers with sessions: rendered, with what was asked to be expanded.
import { Injectable } from '@nestjs/common';
import { CustomFieldDefinitions, definitionKeysOf } from '@tillstream/catalog';
import { type CheckoutSessionState, renderCheckoutSession, SecureTokens } from '@tillstream/checkout';
import type { Resource } from '@tillstream/event-sourcing';
import { HttpEdge } from '../http/http-edge';
import { problemOf } from '../http/problems/problem-catalog';

type Session = Resource<CheckoutSessionState>;

export interface SessionShown {
  readonly expand?: readonly string[] | null | undefined;
  /** As it was: told from its own stream alone, whatever became of the definitions since. */
  readonly isPast?: boolean;
}

@Injectable()
export class SessionAnswers {
  constructor(
    private readonly tokens: SecureTokens,
    private readonly edge: HttpEdge,
    private readonly definitions: CustomFieldDefinitions,
  ) {}

  /** Throws 404 for a session that does not exist yet. */
  async one(session: Session, shown: SessionShown = {}) {
    const [answer] = await this.many([session], shown);
    if (!answer) throw problemOf('session-not-found');
    return answer;
  }

  async many(sessions: readonly Session[], { expand, isPast = false }: SessionShown = {}) {
    const expandCustomFields = expand?.includes('custom_fields') ?? false;
    const [context, livingDefinitions] = await Promise.all([
      this.edge.renderContext(sessions.map(({ state }) => state)),
      this.living(sessions, expandCustomFields),
    ]);
    const joined = isPast ? {} : { livingDefinitions };
    return sessions.map((session) => {
      const answer = renderCheckoutSession(session, { ...context, ...joined, links: this.tokens, expandCustomFields });
      if (!answer) throw problemOf('session-not-found');
      return answer;
    });
  }

  /** Looks up nothing where nothing is shown. */
  private living(sessions: readonly Session[], expandCustomFields: boolean): Promise<ReadonlySet<string>> {
    const held = sessions.flatMap(({ state }) => {
      if (state.status === 'absent') return [];
      return [...(expandCustomFields ? [state.customFields] : []), state.paramsForSub?.customFields ?? {}];
    });
    return this.definitions.living(sessions[0]?.accountId ?? '', definitionKeysOf(...held));
  }
}
