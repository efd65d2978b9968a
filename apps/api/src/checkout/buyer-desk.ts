// Where the buyer's calls meet their session: found by the secret token, shown as he may see it, with what his page needs to go on.
import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import {
  type AttemptAnswer,
  type BuyerSession,
  type CheckoutSessionState,
  GetSessionByKeyQuery,
  type RenewalAnswer,
  SecureTokens,
} from '@tillstream/checkout';
import type { Resource } from '@tillstream/event-sourcing';
import { CardVault } from '@tillstream/payments';
import { problemOf } from '../http/problems/problem-catalog';
import { BuyerAnswers } from './buyer-answers';

type Session = Resource<CheckoutSessionState>;

@Injectable()
export class BuyerDesk {
  constructor(
    private readonly queries: QueryBus,
    private readonly tokens: SecureTokens,
    private readonly answers: BuyerAnswers,
    private readonly vault: CardVault,
  ) {}

  /** Throws 404 for a token that was not made here. */
  find(token: string): Promise<Session> {
    return this.look(token, 'present');
  }

  /** Perhaps no longer so: for a press, whose command looks for itself. Throws as `find`. */
  recall(token: string): Promise<Session> {
    return this.look(token, 'remembered');
  }

  private async look(token: string, as: GetSessionByKeyQuery['as']): Promise<Session> {
    const key = this.tokens.sessionKey(token);
    const session = key === null ? null : await this.queries.execute(new GetSessionByKeyQuery(key, as));
    if (!session) throw problemOf('session-not-found');
    return session;
  }

  linkTo({ key }: Session): RenewalAnswer {
    return { url: this.tokens.url(key) };
  }

  show(session: Session): Promise<BuyerSession> {
    return this.answers.session(session);
  }

  /** Throws 404 when the session has no such attempt. */
  async showAttempt({ state, ...session }: Session, key: string | null): Promise<AttemptAnswer> {
    const attempt = state.status === 'absent' ? undefined : state.attempts.find((one) => one.key === key);
    if (state.status === 'absent' || !attempt) throw problemOf('not-found');
    return { attempt: this.answers.attempt(attempt, state), session: await this.show({ state, ...session }) };
  }

  /** What the page needs to go on by itself: the present offer, or the present key of the vault. */
  async beside(reasons: readonly { readonly code: string }[], token: string): Promise<Readonly<Record<string, unknown>>> {
    const code = reasons[0]?.code;
    if (code === 'card-unreadable') return { vault_key: this.vault.publicKey() };
    if (code !== 'amount-changed') return {};
    const { offer_id, tiers, payment_required, promotion } = await this.show(await this.find(token));
    return { offer: { offer_id, tiers, payment_required, promotion } };
  }
}
