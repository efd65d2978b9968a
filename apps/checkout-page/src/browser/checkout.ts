// What the page does in the world: presses become calls, answers become changes of its state, of which there is one, here.
import type { ActionFinishedRequest, AttemptAnswer, BuyerSession, RenewalAnswer } from '@tillstream/checkout/browser';
import type { VaultPublicKey } from '@tillstream/payments/browser';
import type { MessageKey } from '../messages/en';
import { acceptedTiers, mandateOf, tierAt } from '../model/offer';
import { changed, initialState, type PageChange, type PageState } from '../model/page-state';
import { isInFlight, screenOf } from '../model/screen';
import type { PageActions, PressInput } from '../page/context';
import { BuyerApi, type Answer } from './buyer-api';
import { leaveFor } from './leave';
import type { BrowserInput } from './page-input';
import { promotionFault } from './promotion-fault';
import { longestPauseMs, nextNumber, pause, sendAttempt, type Press } from './send-attempt';
import { Watch } from './watch';

export class Checkout {
  state: PageState;
  readonly watch: Watch;
  private readonly api: BuyerApi;
  /** Set while a press is being sent. */
  private sending: AbortController | null = null;
  private readonly vaultKey: VaultPublicKey;
  private readonly locale: string;

  constructor(
    { session, apiBase, vaultKey, locale }: BrowserInput,
    /** Called after every change; what it draws may come later, `state` is true at once. */
    private readonly onChange: (state: PageState) => void,
  ) {
    this.state = initialState(session);
    this.api = new BuyerApi(apiBase);
    this.vaultKey = vaultKey;
    this.locale = locale;
    this.watch = new Watch({
      api: this.api,
      isWaiting: () => this.state.isPressed || isInFlight(this.state.session.attempt),
      revision: () => this.state.session.revision,
      onSession: (heard) => this.change({ type: 'answered', session: heard }),
    });
  }

  readonly actions: PageActions = {
    press: (input) => void this.press(input),
    chooseTier: (tier) => this.change({ type: 'chosen', tier }),
    applyCode: (code) => this.changePromotion(this.api.post<BuyerSession>('/promotion-code', { code })),
    removeCode: () => this.changePromotion(this.api.delete<BuyerSession>('/promotion-code')),
    finishAction: (outcome) => void this.finishAction(outcome),
    renew: () => this.renew(),
  };

  readonly change = (change: PageChange): void => {
    this.state = changed(this.state, change);
    // How the press ended was heard on another way than its own answer: nobody waits for that any more.
    if (!this.state.isPressed) this.endSending();
    this.onChange(this.state);
  };

  private async press(input: PressInput): Promise<void> {
    // Set before the first await: the second click of a double click finds it set.
    if (this.sending !== null) return;
    const press = this.pressOf(input);
    this.change({ type: 'pressed' });
    const { signal } = (this.sending = new AbortController());
    try {
      const answer = await sendAttempt(this.api, press, signal);
      if (!signal.aborted) await this.heed(answer);
    } catch {
      this.change({ type: 'stopped', notice: { key: 'notice.insecure' } });
    }
    if (!signal.aborted) this.sending = null;
  }

  private endSending(): void {
    this.sending?.abort();
    this.sending = null;
  }

  private pressOf({ card, paymentMethodId, customer, savesCard }: PressInput): Press {
    const { session, tier } = this.state;
    return {
      vaultKey: this.vaultKey,
      card: card === null ? null : { ...card, session_id: session.id },
      request: {
        number: nextNumber(session),
        payment_method_id: paymentMethodId,
        customer,
        offer_id: session.offer_id,
        first_tier: tier,
        accepted_tiers: acceptedTiers(session, tier),
        save_card: savesCard,
        locale: this.locale,
        mandate_text_id: mandateOf(session, tierAt(session, tier), savesCard),
      },
    };
  }

  private async heed(answer: Answer<AttemptAnswer>): Promise<void> {
    if (answer.kind === 'taken') {
      this.change({ type: 'answered', session: answer.body.session });
      return;
    }
    if (answer.kind === 'silent' || answer.problem.status >= 500 || saysElsewhere.has(answer.problem.code)) {
      await this.lookElsewhere();
      return;
    }
    const restMs = answer.problem.status === 429 ? answer.retryAfterMs : null;
    this.change({ type: 'refused', problem: answer.problem, ...(restMs !== null && { restMs }) });
    if (restMs !== null) window.setTimeout(() => this.change({ type: 'rested' }), restMs);
    void this.watch.refresh();
  }

  /** Something happened that this page has not seen: another tab's attempt, the session's end, or nobody answers. Look, then say. */
  private async lookElsewhere(): Promise<void> {
    const looked = await this.api.get<BuyerSession>('');
    if (looked.kind === 'taken') this.change({ type: 'answered', session: looked.body });
    const { session, isPressed, nowMs } = this.state;
    if (!isPressed || isInFlight(session.attempt)) return;
    this.change({ type: 'stopped', notice: screenOf(session, nowMs) === 'pay' ? { key: 'notice.unreachable' } : null });
  }

  private async changePromotion(calling: Promise<Answer<BuyerSession>>): Promise<MessageKey | null> {
    const answer = await calling;
    if (answer.kind === 'taken') this.change({ type: 'answered', session: answer.body });
    else void this.watch.refresh();
    return promotionFault(answer);
  }

  /** Said until it is heard, or until the attempt has gone on without it: the server waits for the bank as long as nobody says so. */
  private async finishAction(outcome: ActionFinishedRequest['outcome']): Promise<void> {
    const id = this.state.session.attempt?.id ?? '';
    const number = this.state.session.attempt?.action?.number ?? 1;
    const isAwaited = (): boolean => this.state.session.attempt?.id === id && this.state.session.attempt.action?.number === number;
    for (let pauseMs = 500; isAwaited(); pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
      const answer = await this.api.post<AttemptAnswer>(`/attempts/${id}/action-finished`, { outcome, number });
      if (answer.kind === 'taken') this.change({ type: 'answered', session: answer.body.session });
      if (answer.kind === 'taken' || (answer.kind === 'refused' && answer.problem.status < 500)) break;
      await pause(pauseMs);
    }
    void this.watch.refresh();
  }

  private async renew(): Promise<boolean> {
    const answer = await this.api.post<RenewalAnswer>('/renewal', undefined);
    return answer.kind === 'taken' && leaveFor(answer.body.url);
  }
}

/** Refusals that only say what has happened elsewhere. */
const saysElsewhere: ReadonlySet<string> = new Set(['payment-in-progress', 'session-completed', 'session-expired', 'session-closing']);
