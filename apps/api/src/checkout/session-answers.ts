// How this app answers with sessions: rendered, with what was asked to be expanded.
import { Injectable } from '@nestjs/common';
import { type CheckoutSessionState, renderCheckoutSession, SecureTokens } from '@tillstream/checkout';
import type { RenderContext, Resource } from '@tillstream/event-sourcing';
import { problemOf } from '../http/problems/problem-catalog';

@Injectable()
export class SessionAnswers {
  constructor(private readonly tokens: SecureTokens) {}

  render(resource: Resource<CheckoutSessionState>, context: RenderContext, expand: readonly string[] = []) {
    const session = renderCheckoutSession(resource, {
      ...context,
      links: this.tokens,
      expandCustomFields: expand.includes('custom_fields'),
    });
    if (!session) throw problemOf('session-not-found');
    return session;
  }
}
