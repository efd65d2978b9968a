// Everything behind the stand-in's door: what it holds, its ledger, and what it tells.
import type { KnownCard } from './cards';
import type { Notices } from './notices';
import { type IntentObject, type PaymentMethodObject, type RefundObject, Store } from './store';

export interface LedgerEntry {
  readonly kind: 'captured' | 'refunded';
  readonly intent: string;
  readonly merchantReference: string;
  readonly amount: number;
  readonly currency: string;
}

export class World {
  readonly store: Store;
  readonly ledger: LedgerEntry[] = [];
  url = '';
  searchLagMs = 60_000;
  refundSettleMs = 50;
  notices!: Notices;

  constructor(now: () => number) {
    this.store = new Store(now);
  }

  capture(intent: IntentObject, method: PaymentMethodObject): void {
    const id = this.store.id('ch');
    const amount = intent.amount ?? 0;
    const { card } = method;
    const secure = this.store.hiddenOf(intent.id).authenticated
      ? { version: '2.2.0', result: 'authenticated', electronic_commerce_indicator: '05' }
      : null;
    const details = { ...card, network_transaction_id: `nti${id}`, three_d_secure: secure };
    this.store.charges.set(id, {
      id,
      object: 'charge',
      payment_intent: intent.id,
      amount,
      payment_method_details: { type: 'card', card: details },
    });
    intent.latest_charge = id;
    this.enter('captured', intent, amount);
  }

  cardOf(intent: IntentObject): KnownCard | null {
    return this.store.behaviours.get(intent.payment_method ?? '') ?? null;
  }

  /** What went back, or will unless it fails. */
  refundedOf(intentId: string): number {
    const refunds = [...this.store.refunds.values()].filter((one) => one.payment_intent === intentId && one.status !== 'failed');
    return refunds.reduce((sum, { amount }) => sum + amount, 0);
  }

  refunded(refund: RefundObject): void {
    const intent = this.store.intents.get(refund.payment_intent);
    if (intent) this.enter('refunded', intent, refund.amount);
  }

  private enter(kind: LedgerEntry['kind'], intent: IntentObject, amount: number): void {
    const merchantReference = intent.metadata.merchant_reference ?? '';
    this.ledger.push({ kind, intent: intent.id, merchantReference, amount, currency: intent.currency ?? '' });
  }
}
