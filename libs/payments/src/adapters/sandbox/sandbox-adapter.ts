// The sandbox processors' adapter: maps their HTTP answers to outcomes. What is not plainly known is `unknown`.
import type { Abilities } from '../../core/abilities';
import type { CardDetails } from '../../core/card';
import type { ChargeOutcome, ClosingAnswer, InquiryAnswer, SetupOutcome } from '../../core/charge-outcome';
import type {
  ArrivedNotice, CardToSave, ChargeRef, ChargeToOpen, Confirmation, OpenAnswer, ProcessorAdapter, RefundToMake,
} from '../../processor-adapter'; // prettier-ignore
import { type Body, outcomeOf, textOf } from './sandbox-answers';
import { CALL_TIMEOUT_MS, type HttpAnswer, type SandboxClient } from './sandbox-client';
import { readSandboxNotice } from './sandbox-notice';
import { SandboxRefunds } from './sandbox-refunds';

const YEAR_MS = 365 * 24 * 3_600_000;

const ok = (answer: HttpAnswer): answer is Extract<HttpAnswer, { kind: 'answered' }> => answer.kind === 'answered' && answer.status < 300;

export class SandboxAdapter implements ProcessorAdapter {
  /** Its ledger forgets no key. A call that is cut off on our side may arrive for as long as it could have been waited for. */
  readonly abilities: Abilities = { inquiry: 'byMerchantReference', canClose: true, keyWindowMs: YEAR_MS, maxLatenessMs: CALL_TIMEOUT_MS };
  private readonly refunds: SandboxRefunds;

  /** @param noticeSecret null: notices are refused */
  constructor(
    private readonly client: SandboxClient,
    private readonly noticeSecret: string | null,
  ) {
    this.refunds = new SandboxRefunds(client);
  }

  async open(charge: ChargeToOpen): Promise<OpenAnswer> {
    const answer = await this.client.post('/charges', {
      merchant_reference: charge.merchantReference,
      amount_atom: charge.amountAtom,
      currency: charge.currency,
      description: charge.description,
      off_session_later: charge.offSessionLater,
    });
    const reference = ok(answer) ? textOf(answer.body.reference) : null;
    if (reference) return { kind: 'opened', reference };
    if (answer.kind === 'answered' && answer.body.code === 'closed') return { kind: 'closed' };
    return notSent(answer);
  }

  async confirm({ reference, card, saveCard, returnUrl }: Confirmation): Promise<ChargeOutcome | { readonly kind: 'closed' }> {
    const answer = await this.client.post(`/charges/${encodeURIComponent(reference)}/confirm`, {
      ...('token' in card ? { token: card.token } : { card: cardBody(card) }),
      save: saveCard,
    });
    if (isClosed(answer)) return { kind: 'closed' };
    return leadingBack(concluded(answer, reference), returnUrl);
  }

  async finishAction(charge: ChargeRef): Promise<ChargeOutcome | { readonly kind: 'closed' }> {
    const reference = charge.reference ?? (await this.referenceOf(charge));
    if (reference === null) return { kind: 'unknown', reference, message: 'the processor did not say which charge this is' };
    const answer = await this.client.post(`/charges/${encodeURIComponent(reference)}/confirm`, AUTHENTICATED);
    return isClosed(answer) ? { kind: 'closed' } : concluded(answer, reference);
  }

  async save({ merchantReference, card, returnUrl }: CardToSave): Promise<SetupOutcome> {
    const answer = await this.client.post('/setups', { merchant_reference: merchantReference, card: cardBody(card) });
    return leadingBack(saved(answer), returnUrl);
  }

  async finishSetup({ merchantReference }: ChargeRef): Promise<SetupOutcome> {
    return saved(await this.client.post('/setups', { merchant_reference: merchantReference, ...AUTHENTICATED }));
  }

  async inquire(charge: ChargeRef): Promise<InquiryAnswer> {
    const path = charge.reference
      ? `/charges/${encodeURIComponent(charge.reference)}`
      : `/charges?merchant_reference=${encodeURIComponent(charge.merchantReference)}`;
    const answer = await this.client.get(path);
    if (answer.kind !== 'answered') return { kind: 'no-answer', message: answer.message };
    if (answer.status === 404 && answer.body.code === 'not_found') return { kind: 'never-seen' };
    if (answer.status >= 300) return { kind: 'no-answer', message: `status ${answer.status}` };
    const reference = textOf(answer.body.reference) ?? charge.reference ?? '';
    if (answer.body.status === 'closed') return { kind: 'closed' };
    return outcomeOf(answer.body, reference) ?? { kind: 'open', reference };
  }

  async close(charge: ChargeRef): Promise<ClosingAnswer> {
    const answer = charge.reference
      ? await this.client.post(`/charges/${encodeURIComponent(charge.reference)}/close`, {})
      : await this.client.post('/charges/close-by-merchant-reference', { merchant_reference: charge.merchantReference });
    if (answer.kind !== 'answered') return { kind: 'no-answer', message: answer.message };
    if (answer.status >= 300) return { kind: 'no-answer', message: `status ${answer.status}` };
    if (answer.body.status === 'closed') return { kind: 'closed' };
    const outcome = outcomeOf(answer.body, textOf(answer.body.reference) ?? charge.reference ?? '');
    return outcome?.kind === 'approved' || outcome?.kind === 'declined'
      ? outcome
      : { kind: 'no-answer', message: `status ${String(answer.body.status)}` };
  }

  private async referenceOf(charge: ChargeRef): Promise<string | null> {
    const answer = await this.inquire(charge);
    return 'reference' in answer ? answer.reference : null;
  }

  refund(refund: RefundToMake) {
    return this.refunds.make(refund);
  }

  inquireRefund(refund: RefundToMake) {
    return this.refunds.inquire(refund);
  }

  readNotice(notice: ArrivedNotice) {
    return Promise.resolve(readSandboxNotice(notice, this.noticeSecret));
  }
}

const AUTHENTICATED: Body = { three_ds: { authentication: 'completed' } };
const isClosed = (answer: HttpAnswer): boolean => answer.kind === 'answered' && answer.body.code === 'closed';

/** The bank's page learns by its own address where it leads back to. */
function leadingBack<O extends SetupOutcome | ChargeOutcome>(outcome: O, returnUrl: string): O {
  if (outcome.kind !== 'requires_action' || !URL.canParse(outcome.url)) return outcome;
  const url = new URL(outcome.url);
  url.searchParams.set('return_url', returnUrl);
  return { ...outcome, url: url.href };
}

function saved(answer: HttpAnswer): SetupOutcome {
  const outcome = concluded(answer, answer.kind === 'answered' ? textOf(answer.body.reference) : null);
  if (outcome.kind !== 'approved') return outcome;
  const { token } = outcome;
  return token === null ? { kind: 'unknown', reference: outcome.reference, message: 'no token was told' } : { ...outcome, token };
}

const cardBody = (card: CardDetails): Body => ({
  number: card.number,
  exp_month: card.expMonth,
  exp_year: card.expYear,
  ...(card.cvc ? { cvc: card.cvc } : {}),
  ...(card.name ? { name: card.name } : {}),
});

/** Of a call after which money may have moved, or a card may have been saved. */
function concluded(answer: HttpAnswer, reference: string | null): ChargeOutcome {
  if (answer.kind === 'not-sent') return notSent(answer);
  if (answer.kind === 'lost') return { kind: 'unknown', reference, message: answer.message };
  if (answer.status === 401) return { kind: 'not_sent', reason: 'configuration', message: 'the processor refused our credentials' };
  if (answer.body.code === 'token_not_found')
    return { kind: 'not_sent', reason: 'configuration', message: 'the processor does not know this saved card' };
  if (answer.status === 429 || (answer.status === 503 && answer.body.code === 'not_processed')) return notSent(answer);
  const outcome = answer.status < 300 ? outcomeOf(answer.body, reference ?? '') : null;
  return outcome ?? { kind: 'unknown', reference, message: `status ${answer.status}` };
}

function notSent(answer: HttpAnswer): Extract<ChargeOutcome, { kind: 'not_sent' }> {
  if (answer.kind === 'answered' && answer.status < 429) {
    return {
      kind: 'not_sent',
      reason: 'configuration',
      message: `the processor refused the request: ${textOf(answer.body.code) ?? answer.status}`,
    };
  }
  const busy = answer.kind === 'answered';
  return { kind: 'not_sent', reason: busy ? 'busy' : 'connection', message: busy ? `status ${answer.status}` : answer.message };
}
