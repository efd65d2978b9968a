// What can go wrong at every await of a process: it dies, it freezes for longer than any window and wakes up, answers are lost or late.
import {
  type AppendResult, type Clock, EventStore, type ExpectedRevision, Fault, type Page, type Position, type ProposedEvent, type RecordedEvent,
} from '@tillstream/event-sourcing'; // prettier-ignore
import type { Abilities, ArrivedNotice, ProcessorAdapter, ReadNotice, RefundToMake } from '@tillstream/payments';
import type { Bank } from './bank';
import type { Chance } from './chance';

export interface Weather {
  readonly chance: Chance;
  readonly clock: Clock;
  /** After this, nothing goes wrong any more: so that every story ends. */
  readonly calmAt: number;
}

const TIMEOUT_MS = 30_000;
/** Longer than a call's time-out, the recovery's delay and an attempt's budget together. */
const FROZEN_MS = 20 * 60_000;
const never = new Promise<never>(() => undefined);

/** One process: everything that it does goes through `step`, where it may die or freeze. */
export class FaultyProcess {
  private isDead = false;

  constructor(
    readonly weather: Weather,
    private readonly deathRate: number,
  ) {}

  get dead(): boolean {
    return this.isDead;
  }

  async step<T>(work: () => Promise<T> | T): Promise<T> {
    await this.perhapsStruck();
    const done = await work();
    await this.perhapsStruck();
    return done;
  }

  private async perhapsStruck(): Promise<void> {
    if (this.isDead) return never;
    const { chance, clock, calmAt } = this.weather;
    await clock.sleep(chance.below(5));
    if (clock.now() >= calmAt) return;
    if (chance.happens(this.deathRate)) {
      this.isDead = true;
      return never;
    }
    if (chance.happens(this.deathRate)) await clock.sleep(FROZEN_MS);
  }
}

/** The event store as this process sees it: calls fail before they arrive, or their answer is lost. */
export class FaultyStore extends EventStore {
  constructor(
    private readonly store: EventStore,
    private readonly process: FaultyProcess,
  ) {
    super();
  }

  read(stream: string, from?: number): Promise<readonly RecordedEvent[]> {
    return this.process.step(() => this.store.read(stream, from));
  }

  readLast(stream: string): Promise<RecordedEvent | null> {
    return this.process.step(() => this.store.readLast(stream));
  }

  readAll(prefixes: readonly string[], after?: Position | null): AsyncIterable<RecordedEvent> {
    return this.store.readAll(prefixes, after);
  }

  append(stream: string, expected: ExpectedRevision, events: readonly ProposedEvent[]): Promise<AppendResult> {
    return this.process.step(async () => {
      const { chance, clock, calmAt } = this.process.weather;
      const isCalm = clock.now() >= calmAt;
      if (!isCalm && chance.happens(0.05)) throw new Fault('unavailable', 'not reached');
      const result = await this.store.append(stream, expected, events);
      if (!isCalm && chance.happens(0.05)) throw new Fault('unclear', 'the answer was lost');
      return result;
    });
  }

  subscribe(prefixes: readonly string[], after: Position | null, signal: AbortSignal): AsyncIterable<Page> {
    return this.store.subscribe(prefixes, after, signal);
  }

  limit(stream: string, limits: Parameters<EventStore['limit']>[1]): Promise<void> {
    return this.store.limit(stream, limits);
  }

  tombstone(stream: string): Promise<void> {
    return this.store.tombstone(stream);
  }

  head(): Promise<Position | null> {
    return this.store.head();
  }
}

/** A processor across a bad network: requests arrive late or never, answers come late or not at all; a time-out is `unknown`. */
export class FaultyAdapter implements ProcessorAdapter {
  readonly abilities: Abilities = {
    inquiry: 'byMerchantReference',
    canClose: true,
    keyWindowMs: 24 * 3_600_000,
    maxLatenessMs: 2 * FROZEN_MS,
  };

  constructor(
    private readonly bank: Bank,
    private readonly process: FaultyProcess,
  ) {}

  open(charge: Parameters<ProcessorAdapter['open']>[0]) {
    return this.process.step(async () => {
      const answer = await this.call(() => this.bank.open(charge.merchantReference, charge.amountAtom));
      return answer ?? { kind: 'not_sent' as const, reason: 'connection' as const, message: 'no answer to open' };
    });
  }

  confirm({ reference, card }: Parameters<ProcessorAdapter['confirm']>[0]) {
    return this.process.step(async () => {
      const answer = await this.call(() => this.bank.confirm(reference, card));
      return answer ?? { kind: 'unknown' as const, reference, message: 'no answer to confirm' };
    });
  }

  finishAction({ merchantReference }: Parameters<ProcessorAdapter['finishAction']>[0]) {
    return this.process.step(async () => {
      const answer = await this.call(() => this.bank.finish(merchantReference));
      return answer ?? { kind: 'unknown' as const, reference: merchantReference, message: 'no answer to the confirmation' };
    });
  }

  inquire({ merchantReference }: Parameters<ProcessorAdapter['inquire']>[0]) {
    return this.process.step(
      async () => (await this.call(() => this.bank.inquire(merchantReference))) ?? { kind: 'no-answer' as const, message: '' },
    );
  }

  close({ merchantReference }: Parameters<ProcessorAdapter['close']>[0]) {
    return this.process.step(
      async () => (await this.call(() => this.bank.close(merchantReference))) ?? { kind: 'no-answer' as const, message: '' },
    );
  }

  save({ merchantReference, card }: Parameters<ProcessorAdapter['save']>[0]) {
    return this.process.step(async () => {
      const answer = await this.call(() => this.bank.save(merchantReference, card));
      return answer ?? { kind: 'unknown' as const, reference: null, message: 'no answer to save' };
    });
  }

  finishSetup({ merchantReference }: Parameters<ProcessorAdapter['finishSetup']>[0]) {
    return this.process.step(async () => {
      const answer = await this.call(() => this.bank.finishSetup(merchantReference));
      return answer ?? { kind: 'unknown' as const, reference: null, message: 'no answer to the set-up' };
    });
  }

  refund({ merchantReference, refundReference, amountAtom }: RefundToMake) {
    return this.process.step(
      async () =>
        (await this.call(() => this.bank.refund({ merchantReference, refundReference, amountAtom }))) ?? {
          kind: 'no-answer' as const,
          message: '',
        },
    );
  }

  inquireRefund({ refundReference }: RefundToMake) {
    return this.process.step(
      async () => (await this.call(() => this.bank.inquireRefund(refundReference))) ?? { kind: 'no-answer' as const, message: '' },
    );
  }

  /** A notice of this bank is what it wants to tell, as it is: nobody else can put one in here. */
  readNotice({ body }: ArrivedNotice): Promise<ReadNotice> {
    return this.process.step(() => JSON.parse(body.toString('utf8')) as ReadNotice);
  }

  /** Null: no answer within the time-out. The request may arrive all the same, and long after. */
  private async call<T>(effect: () => T): Promise<T | null> {
    const { chance, clock, calmAt } = this.process.weather;
    if (clock.now() >= calmAt) return effect();
    if (chance.happens(0.05)) return null; // it never arrives
    const arrivesAfter = chance.happens(0.08) ? chance.below(2 * FROZEN_MS) : chance.below(2_000);
    const answerTakes = chance.happens(0.08) ? FROZEN_MS : chance.below(1_000);
    const answered = clock.sleep(arrivesAfter).then(async () => {
      const answer = effect();
      await clock.sleep(answerTakes);
      return answer;
    });
    return Promise.race([answered, clock.sleep(TIMEOUT_MS).then(() => null)]);
  }
}
