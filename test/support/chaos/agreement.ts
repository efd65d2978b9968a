// Whether the processors' ledgers and the sessions agree, to the cent and in both directions: pure, from raw events and ledger entries, by
// no code of the product, which may be wrong in the same way twice.

export interface StoredEvent {
  readonly stream: string;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly at: number;
}

export interface LedgerCharge {
  readonly processor: string;
  readonly merchant_reference: string;
  readonly captured_count: number;
  readonly captured_atom: number;
  readonly refunded_atom: number;
  readonly net_atom: number;
}

export interface Fault {
  readonly stream: string;
  readonly what: string;
}

interface Charge {
  readonly key: string;
  readonly amountAtom: number;
  /** How many charges were asked for under this id: one. */
  readonly requests: number;
  isApproved: boolean;
  /** Its end is written down. */
  isOver: boolean;
  refundedAtom: number;
}

/** What one session's events say of its money. */
export interface Story {
  readonly stream: string;
  readonly charges: ReadonlyMap<string, Charge>;
  readonly status: 'open' | 'success' | 'expired';
  readonly how: string | null;
  readonly paidBy: string | null;
  readonly openRefunds: number;
  /** Of money that came when its attempt was over and that the session did not keep. */
  readonly lateRefunds: number;
  readonly openAttempts: number;
}

interface Refund {
  readonly chargeKey: string;
  readonly amountAtom: number;
  readonly isLate: boolean;
  result: unknown;
}

type Fields = StoredEvent['data'];

const ENDS: ReadonlySet<unknown> = new Set(['approved', 'declined', 'not_sent']);
/** Why the service gives money back by itself; nobody else asks for refunds here. */
const LATE: ReadonlySet<unknown> = new Set(['duplicate', 'expired_uncaptured_charge']);
const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** Folds one session; what it does not name changes no money. */
class Told {
  readonly charges = new Map<string, Charge>();
  readonly refunds = new Map<string, Refund>();
  readonly attempts = new Set<string>();
  status: Story['status'] = 'open';
  completed: Fields = {};

  readonly on: Readonly<Record<string, (data: Fields) => void>> = {
    AttemptStarted: (data) => void this.attempts.add(String(data.attemptKey)),
    AttemptFailed: (data) => void this.attempts.delete(String(data.attemptKey)),
    ChargeRequested: (data) => {
      const key = String(data.chargeKey);
      this.charges.set(key, newCharge(data, 1 + (this.charges.get(key)?.requests ?? 0)));
    },
    TierAttempted: (data) => this.settle(data, data.outcome, ENDS.has(data.outcome)),
    ChargeResolved: (data) => this.settle(data, data.result, true),
    RefundRequested: ({ refundKey, chargeKey, amountAtom, reason }) => {
      const refund = { chargeKey: String(chargeKey), amountAtom: Number(amountAtom), isLate: LATE.has(reason), result: null };
      this.refunds.set(String(refundKey), refund);
    },
    RefundResolved: ({ refundKey, result }) => {
      const refund = this.refunds.get(String(refundKey));
      const charge = this.charges.get(refund?.chargeKey ?? '');
      if (refund) refund.result = result;
      if (refund && charge && result === 'succeeded') charge.refundedAtom += refund.amountAtom;
    },
    SessionExpired: () => void (this.status = 'expired'),
    SessionCompleted: (data) => {
      this.attempts.delete(String(data.attemptKey));
      [this.status, this.completed] = ['success', data];
    },
  };

  private settle(data: Fields, outcome: unknown, isFinal: boolean): void {
    const charge = this.charges.get(String(data.chargeKey));
    if (!charge) return;
    if (outcome === 'approved') charge.isApproved = true;
    if (isFinal) charge.isOver = true;
  }
}

export function storyOf(stream: string, events: readonly StoredEvent[]): Story {
  const told = new Told();
  for (const { type, data } of events) told.on[type]?.(data);
  const { charges, refunds, attempts, status, completed } = told;
  const openRefunds = [...refunds.values()].filter(({ result }) => result === null).length;
  const lateRefunds = [...refunds.values()].filter(({ isLate }) => isLate).length;
  const [how, paidBy] = [text(completed.how), text(completed.chargeKey)];
  return { stream, charges, status, openRefunds, lateRefunds, openAttempts: attempts.size, how, paidBy };
}

const newCharge = (data: Fields, requests: number): Charge => ({
  key: String(data.chargeKey),
  amountAtom: Number(data.amountAtom),
  requests,
  isApproved: false,
  isOver: false,
  refundedAtom: 0,
});

/** What is wrong with the money of these sessions, by this ledger. A charge whose end is not written down may be either way. */
export function disagreements(stories: readonly Story[], ledger: readonly LedgerCharge[]): readonly Fault[] {
  const byReference = Map.groupBy(ledger, ({ merchant_reference }) => merchant_reference.replace(/^pa_dev_/, ''));
  const known = new Set(stories.flatMap(({ charges }) => [...charges.keys()]));
  const strangers = [...byReference]
    .filter(([key, rows]) => !known.has(key) && rows.some(({ captured_count }) => captured_count > 0))
    .map(([key]) => ({ stream: 'none', what: `money was taken for ${key}, of which no session knows` }));
  return [...strangers, ...stories.flatMap((story) => faultsOf(story, byReference).map((what) => ({ stream: story.stream, what })))];
}

function faultsOf(story: Story, ledger: ReadonlyMap<string, readonly LedgerCharge[]>): readonly string[] {
  const charges = [...story.charges.values()];
  const faults = charges.flatMap((charge) => chargeFaults(charge, ledger.get(charge.key) ?? []));
  const kept = charges.filter(({ key }) => (ledger.get(key) ?? []).some(({ net_atom }) => net_atom > 0));
  if (kept.length > 1) faults.push(`paid ${kept.length} times: ${kept.map(({ key }) => key).join(', ')}`);
  const isPaid = story.how === 'paid' || story.how === 'paid_late';
  const isRunning = charges.some(({ isOver }) => !isOver) || story.openRefunds > 0;
  const paying = story.charges.get(story.paidBy ?? '');
  if (isPaid && !paying?.isApproved) faults.push('the session says that it was paid, by a charge that was not approved');
  if (!isPaid && kept.length > 0 && !isRunning) faults.push(`money was kept, and the session is ${story.status} ${story.how ?? ''}`);
  return faults;
}

function chargeFaults({ key, amountAtom, requests, isApproved, isOver, refundedAtom }: Charge, rows: readonly LedgerCharge[]): string[] {
  const captures = rows.reduce((count, row) => count + row.captured_count, 0);
  const captured = rows.reduce((sum, row) => sum + row.captured_atom, 0);
  const refunded = rows.reduce((sum, row) => sum + row.refunded_atom, 0);
  if (requests > 1) return [`${key} was asked for ${requests} times`];
  if (captures > 1) return [`${key} was captured ${captures} times`];
  if (isApproved && captures !== 1) return [`${key} is approved, and nothing was taken`];
  if (isOver && !isApproved && captures > 0) return [`${key} is over and not approved, and ${captured} was taken`];
  if (captures === 1 && captured !== amountAtom) return [`${key}: ${captured} was taken in place of ${amountAtom}`];
  if (refunded !== refundedAtom) return [`${key}: ${refunded} was given back, the session says ${refundedAtom}`];
  return [];
}
