// What a bank finishes without being asked: challenges that are approved late, refunds that take a while. Armed when the fact
// is recorded and again after a restart; armed twice, the second finds nothing left to settle.
import { cardNamed } from './cards/test-cards';
import { verdict } from './cards/verdict';
import type { Charge } from './core/charge';
import { conclude } from './core/decide';
import type { Fact } from './core/facts';
import type { Network } from './core/network';
import type { Later } from './later';

export interface Bank {
  readonly network: Network;
  readonly later: Later;
  now(): number;
  newId(prefix: string): string;
  record(fact: Fact): Promise<void>;
}

export function settleLate(bank: Bank, charge: Charge): void {
  const { processor, reference, challenge } = charge;
  const at = (time: number, settle: (current: Charge) => Promise<void>) =>
    bank.later.after(Math.max(0, time - bank.now()), async () => {
      const current = bank.network.charge(processor, reference);
      if (current) await settle(current);
    });

  if (charge.status === 'requires_action' && challenge && challenge.settlesAt !== null)
    at(challenge.settlesAt, (current) => settleChallenge(bank, current));
  for (const { status, settlesAt, refundReference } of charge.refunds)
    if (status === 'pending' && settlesAt !== null) at(settlesAt, (current) => settleRefund(bank, current, refundReference));
}

/** Unless it was closed before: then no money moves. */
async function settleChallenge(bank: Bank, charge: Charge): Promise<void> {
  const { status, card, processor, kind, save } = charge;
  if (status !== 'requires_action' || !card) return;
  const now = bank.now();
  const asked = { processor, kind, always: null, challenge: 'approved', savedBefore: false, cvc: null } as const;
  const said = verdict(cardNamed(card.name), { ...asked, validUntil: card.validUntil, now });
  await bank.record(conclude(charge, { verdict: said, card, save, at: now, newId: (prefix) => bank.newId(prefix) }));
}

async function settleRefund(bank: Bank, charge: Charge, refundReference: string): Promise<void> {
  const refund = charge.refunds.find((one) => one.refundReference === refundReference);
  if (refund?.status !== 'pending') return;
  const status = cardNamed(charge.card?.name ?? null)?.refunds === 'failed' ? 'failed' : 'succeeded';
  const { processor, reference } = charge;
  await bank.record({ type: 'RefundSettled', at: bank.now(), processor, reference, refundReference, status });
}
