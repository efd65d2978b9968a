// All processors and their charges in memory: the fold of the journal, and nothing that the journal does not hold.
import { initialSettings, type Settings } from '../processors/settings';
import { begin, type Charge, evolve } from './charge';
import type { ChargeFact, Fact, Kind, UsedCard } from './facts';
import { entryOf, type LedgerEntry } from './ledger';

export class Network {
  private readonly charges = new Map<string, Charge>();
  private readonly byMerchantReference = new Map<string, string>();
  private readonly byChallenge = new Map<string, string>();
  private readonly byRefund = new Map<string, string>();
  private readonly tokens = new Map<string, UsedCard>();
  private readonly transactions = new Set<string>();
  private readonly processors = new Map<string, Settings>();
  private entries: LedgerEntry[] = [];

  /** Throws for a fact about a charge that was never opened: such a journal is not ours to guess about. */
  apply(fact: Fact): void {
    if (fact.type === 'EverythingForgotten') this.forget();
    else if (fact.type === 'SettingsChanged') this.processors.set(fact.processor, { ...this.settings(fact.processor), ...fact.changes });
    else this.applyToCharge(fact);
  }

  charge(processor: string, reference: string): Charge | undefined {
    const charge = this.charges.get(reference);
    return charge?.processor === processor ? charge : undefined;
  }

  chargeFor(processor: string, kind: Kind, merchantReference: string): Charge | undefined {
    return this.found(this.byMerchantReference.get(`${processor}/${kind}/${merchantReference}`));
  }

  chargeOfChallenge(challengeId: string): Charge | undefined {
    return this.found(this.byChallenge.get(challengeId));
  }

  chargeOfRefund(processor: string, refundReference: string): Charge | undefined {
    return this.found(this.byRefund.get(`${processor}/${refundReference}`));
  }

  /** A token is worth something only at the processor that gave it. */
  savedCard(processor: string, token: string): UsedCard | undefined {
    return this.tokens.get(`${processor}/${token}`);
  }

  /** Network transaction ids are known to every processor: that is what they are for. */
  knowsTransaction(networkTransactionId: string): boolean {
    return this.transactions.has(networkTransactionId);
  }

  /** Asking for a processor brings it into being. */
  settings(processor: string): Settings {
    const known = this.processors.get(processor) ?? initialSettings(processor);
    this.processors.set(processor, known);
    return known;
  }

  allProcessors(): ReadonlyMap<string, Settings> {
    return this.processors;
  }

  allCharges(): Iterable<Charge> {
    return this.charges.values();
  }

  ledger(): readonly LedgerEntry[] {
    return this.entries;
  }

  private applyToCharge(fact: ChargeFact): void {
    const charge = this.next(fact);
    this.charges.set(charge.reference, charge);
    this.index(fact, charge);
    const entry = entryOf(fact, charge);
    if (entry) this.entries.push(entry);
  }

  private next(fact: ChargeFact): Charge {
    if (fact.type === 'ChargeOpened' || fact.type === 'ReferenceBlocked') return begin(fact);
    const charge = this.charges.get(fact.reference);
    if (!charge) throw new Error(`${fact.type} about the unknown charge ${fact.reference}`);
    return evolve(charge, fact);
  }

  private index(fact: ChargeFact, charge: Charge): void {
    const { processor, reference } = charge;
    this.settings(processor);
    this.byMerchantReference.set(`${processor}/${charge.kind}/${charge.merchantReference}`, reference);
    if (fact.type === 'ChallengeAsked') this.byChallenge.set(fact.challengeId, reference);
    if (fact.type === 'RefundMade') this.byRefund.set(`${processor}/${fact.refundReference}`, reference);
    if (fact.type !== 'ChargeApproved') return;
    this.transactions.add(fact.networkTransactionId);
    if (fact.token !== null) this.tokens.set(`${processor}/${fact.token}`, fact.card);
  }

  private found(reference: string | undefined): Charge | undefined {
    return reference === undefined ? undefined : this.charges.get(reference);
  }

  private forget(): void {
    const all = [this.charges, this.byMerchantReference, this.byChallenge, this.byRefund, this.tokens, this.transactions, this.processors];
    for (const some of all) some.clear();
    this.entries = [];
  }
}
