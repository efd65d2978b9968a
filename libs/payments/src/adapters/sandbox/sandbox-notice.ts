// Reads what a sandbox processor tells on its own account: signed over time and body, and believed for five minutes.
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { ReadNotice } from '../../core/notice';
import type { ArrivedNotice } from '../../processor-adapter';
import { type Body, bodyOf, outcomeOf, textOf } from './sandbox-answers';

const MAX_AGE_MS = 5 * 60_000;
const SIGNATURE = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/;

const refused = (why: string): ReadNotice => ({ kind: 'refused', why });

/** @param secret null: none is known for this processor, so nothing can be verified */
export function readSandboxNotice({ headers, body, now }: ArrivedNotice, secret: string | null): ReadNotice {
  const [, seconds, signature] = SIGNATURE.exec(headers['x-sandbox-signature'] ?? '') ?? [];
  if (!secret || !seconds || !signature) return refused('no signature');
  const expected = createHmac('sha256', secret).update(`${seconds}.`).update(body).digest();
  if (!timingSafeEqual(expected, Buffer.from(signature, 'hex'))) return refused('signature');
  if (Math.abs(now - Number(seconds) * 1_000) > MAX_AGE_MS) return refused('age');
  const read = parsed(body);
  return read === null ? refused('shape') : noticeOf(read);
}

function parsed(body: Buffer): Body | null {
  try {
    return bodyOf(JSON.parse(body.toString('utf8')));
  } catch {
    return null;
  }
}

function noticeOf({ id, type, charge, refund }: Body): ReadNotice {
  const [noticeId, kind] = [textOf(id), textOf(type)];
  if (noticeId === null || kind === null) return refused('shape');
  if (kind === 'charge.approved' || kind === 'charge.declined') return chargeNotice(noticeId, bodyOf(charge));
  if (kind === 'refund.succeeded' || kind === 'refund.failed') return refundNotice(noticeId, bodyOf(refund));
  return { kind: 'ignored', type: kind };
}

function chargeNotice(noticeId: string, charge: Body): ReadNotice {
  const reference = textOf(charge.reference);
  const outcome = outcomeOf(charge, reference ?? '');
  if (reference === null || outcome === null || outcome.kind === 'requires_action') return refused('shape');
  return { kind: 'charge', noticeId, merchantReference: textOf(charge.merchant_reference), reference, outcome };
}

function refundNotice(noticeId: string, refund: Body): ReadNotice {
  const refundReference = textOf(refund.refund_reference);
  if (refundReference === null) return refused('shape');
  if (refund.status === 'succeeded')
    return { kind: 'refund', noticeId, refundReference, outcome: { kind: 'succeeded', reference: refundReference } };
  if (refund.status !== 'failed') return refused('shape');
  const message = 'The bank sent the money back.';
  return {
    kind: 'refund',
    noticeId,
    refundReference,
    outcome: { kind: 'failed', reference: refundReference, code: 'refund_failed', message },
  };
}
