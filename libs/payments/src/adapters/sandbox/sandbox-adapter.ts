// The sandbox processors' adapter: maps their HTTP answers to outcomes. What is not plainly known is `unknown`.
import type { CardDetails, CardOrigin } from '../../core/card';
import type { ChargeOutcome, ClosingAnswer, InquiryAnswer, SetupOutcome, ThreeDs } from '../../core/charge-outcome';
import type { CardToSave, ChargeToOpen, Confirmation, OpenAnswer, ProcessorAdapter, RefundToMake } from '../../processor-adapter';
import type { HttpAnswer, SandboxClient } from './sandbox-client';
import { SandboxRefunds } from './sandbox-refunds';

type Body = Readonly<Record<string, unknown>>;
type ChargeRef = { readonly merchantReference: string; readonly reference: string | null };

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const ok = (answer: HttpAnswer): answer is Extract<HttpAnswer, { kind: 'answered' }> => answer.kind === 'answered' && answer.status < 300;

export class SandboxAdapter implements ProcessorAdapter {
  private readonly refunds: SandboxRefunds;

  constructor(private readonly client: SandboxClient) {
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

  async confirm({ reference, card, saveCard }: Confirmation): Promise<ChargeOutcome | { readonly kind: 'closed' }> {
    const answer = await this.client.post(`/charges/${encodeURIComponent(reference)}/confirm`, {
      ...('token' in card ? { token: card.token } : { card: cardBody(card) }),
      save: saveCard,
    });
    if (answer.kind === 'answered' && answer.body.code === 'closed') return { kind: 'closed' };
    return concluded(answer, reference);
  }

  async save({ merchantReference, card }: CardToSave): Promise<SetupOutcome> {
    const answer = await this.client.post('/setups', { merchant_reference: merchantReference, card: cardBody(card) });
    const outcome = concluded(answer, answer.kind === 'answered' ? textOf(answer.body.reference) : null);
    if (outcome.kind !== 'approved') return outcome;
    const { token } = outcome;
    return token === null ? { kind: 'unknown', reference: outcome.reference, message: 'no token was told' } : { ...outcome, token };
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

  refund(refund: RefundToMake) {
    return this.refunds.make(refund);
  }

  inquireRefund(refund: RefundToMake) {
    return this.refunds.inquire(refund);
  }
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

function outcomeOf(body: Body, reference: string): Extract<ChargeOutcome, { kind: 'approved' | 'declined' | 'requires_action' }> | null {
  switch (body.status) {
    case 'approved':
      return {
        kind: 'approved',
        reference,
        networkTransactionId: textOf(body.network_transaction_id),
        threeDs: threeDsOf(body.three_ds),
        token: textOf(body.token),
        ...(typeof body.card === 'object' && body.card !== null ? { origin: originOf(body.card as Body) } : {}),
      };
    case 'declined':
      return { kind: 'declined', reference, code: textOf(body.code) ?? 'generic_decline', advice: textOf(body.advice) };
    case 'requires_action': {
      const action = typeof body.action === 'object' && body.action !== null ? (body.action as Body) : {};
      return { kind: 'requires_action', reference, url: textOf(action.url) ?? '' };
    }
    default:
      return null;
  }
}

const originOf = ({ funding, country }: Body): CardOrigin => ({ funding: textOf(funding), country: textOf(country) });

function threeDsOf(value: unknown): ThreeDs | null {
  if (typeof value !== 'object' || value === null) return null;
  const { version, eci, liability_shifted } = value as Body;
  return { version: textOf(version) ?? '', eci: textOf(eci) ?? '', liabilityShifted: liability_shifted === true };
}
