// A small world around one session: two API processes with impatient buyers, workers that look after timers, two processors, and weather.
import type { CommandBus } from '@nestjs/cqrs';
import type { LatePaymentRule } from '@tillstream/accounts';
import {
  AbandonAttemptCommand, AbandonAttemptHandler, AttemptMeans, AttemptRunner, ChargeInquiry, ChargeRecovery, ChargeResults, chargesLeftOpen, checkoutSession, type CheckoutSessionState, ConnectedProcessors, ExpireSessionCommand, ExpireSessionHandler, FinishActionCommand, nextDue, offerId,
  type RecoverChargeCommand, RecoverChargeHandler, Refunds, SecureTokens, SessionTimer, SettlementEffects, SetupRunner, SettleRefundCommand, SettleRefundHandler, type StartAttempt,
} from '@tillstream/checkout'; // prettier-ignore
import {
  Executor, Facts, fold, Ids, Keyring, type Log, type RecordedEvent, SilentLog, StateCache, StreamReader, streamName, verifyChain,
} from '@tillstream/event-sourcing'; // prettier-ignore
import { FakeClock, InMemoryEventStore, InMemoryShortLivedSecrets } from '@tillstream/event-sourcing/in-memory';
import { type CardDetails, KeptCards, processor, type ProcessorAdapters } from '@tillstream/payments';
import { Bank, type CardBehaviour, type Ledger } from './bank';
import { Chance } from './chance';
import { FaultyAdapter, FaultyProcess, FaultyStore, type Weather } from './chaos';
import { answerChallenge, finishActionHandler, OpenBox } from './challenged-buyer';
import { adaptersWithBug, type PlantedBug, recoveringWithBug } from './planted-bugs';
import { contextOf, createdSession, startedAttempt } from './session';

const SESSION = 'S'.repeat(20);
const STREAM = streamName(checkoutSession.category, SESSION);
const KEYRING = new Keyring(Buffer.alloc(32, 3));
const TOKENS = new SecureTokens(KEYRING, 'https://pay.example');
const HOUR = 3_600_000;
const CALM_AFTER = 3 * HOUR;
const ENDS_AFTER = 8 * HOUR;
const STEP_MS = 1_000;

export interface Ending {
  readonly ledger: Ledger;
  readonly state: CheckoutSessionState;
  readonly events: readonly RecordedEvent[];
  readonly chainFaults: number;
}

export class World {
  private readonly chance: Chance;
  private readonly clock = new FakeClock(0);
  private readonly store = new InMemoryEventStore();
  private readonly ledger: Ledger = { captures: [], refunds: [], saved: [] };
  private readonly latePayment: LatePaymentRule;
  private readonly banks: Readonly<Record<string, Bank>>;
  private readonly ids = new Ids('dev', KEYRING);
  private readonly weather: Weather;
  private readonly secrets = new InMemoryShortLivedSecrets(this.clock);
  private ringing = 0;

  constructor(
    seed: number,
    private readonly bug: PlantedBug | null = null,
    /** What the session is for. */
    private readonly mode: 'payment' | 'setup' = 'payment',
  ) {
    this.chance = new Chance(seed);
    this.latePayment = this.chance.oneOf('complete', 'refund');
    const perhapsLater = (work: () => void): void => {
      if (this.chance.happens(0.5)) void this.clock.sleep(this.chance.below(30_000)).then(work);
    };
    this.banks = { alpha: new Bank('alpha', this.ledger, perhapsLater), beta: new Bank('beta', this.ledger, perhapsLater) };
    this.weather = { chance: this.chance, clock: this.clock, calmAt: CALM_AFTER };
  }

  async run(): Promise<Ending> {
    const calm = this.process(0);
    for (const name of Object.keys(this.banks)) {
      const fields = { name, provider: 'sandbox' as const, credentials: '', currencies: [], minimumAtom: 0, enabled: true };
      await this.during(calm.executor.run(processor, { key: name, context: this.context(`connect ${name}`) }, { type: 'Create', fields }));
    }
    const expiresAt = this.chance.oneOf(30_000, 5 * 60_000, HOUR, 4 * HOUR);
    await this.during(
      calm.executor.run(
        checkoutSession,
        { key: SESSION, context: this.context('create') },
        { ...createdSession(this.clock.now(), expiresAt, this.mode), threeDsMode: this.chance.oneOf('prefer_non_3ds', 'first_3ds_wins') },
      ),
    );
    void this.buyer(1);
    void this.buyer(2);
    if (this.chance.happens(0.2)) void this.merchantWhoWantsItClosed();
    if (this.chance.happens(0.5)) void this.merchantWhoGivesBack();
    while (this.clock.now() < ENDS_AFTER && !(await this.isOver())) {
      this.ringWhatIsDue();
      await this.clock.advance(this.clock.now() < 10 * 60_000 ? STEP_MS : 60_000);
    }
    const events = await this.store.read(STREAM);
    return { ledger: this.ledger, state: fold(checkoutSession, events as never[]), events, chainFaults: verifyChain(events).length };
  }

  /** Presses, sometimes twice, reads what came of it, and presses again with the next number. */
  private async buyer(tab: number): Promise<void> {
    for (let press = 1; press <= 4; press++) {
      await this.clock.sleep(this.chance.below(press === 1 ? 5_000 : 60_000));
      const number = this.chance.happens(0.7) ? press : press + tab;
      const card = this.chance.oneOf<CardBehaviour>('approved', 'approved', 'soft', 'hard', 'soft-at-first', 'action');
      const pressed = () => void this.press(number, card).catch(() => undefined);
      pressed();
      if (this.chance.happens(0.4)) pressed();
      await this.clock.sleep(this.chance.below(90_000));
    }
  }

  private async press(number: number, card: CardBehaviour): Promise<void> {
    const { executor, reader, runner, setups } = this.process(0.02);
    const { state } = await reader.current(checkoutSession, SESSION);
    if (state.status === 'absent') return;
    const attemptKey = this.ids.derivedKey('attempt', SESSION, number);
    const outcome = await executor.run(
      checkoutSession,
      { key: SESSION, context: this.context(`press ${number} ${this.chance.next()}`) },
      this.startAttempt(attemptKey, number, offerId(state) ?? ''),
    );
    const started = outcome.kind === 'rejected' ? undefined : outcome.events.find((event) => event.type === 'AttemptStarted');
    if (outcome.kind === 'rejected' || !started) return;
    const details: CardDetails = { number: card, expMonth: 1, expYear: 2044, cvc: null, name: null };
    if (this.mode === 'setup') await setups.run(outcome.resource, started, details);
    else await runner.run(outcome.resource, outcome.events, { kind: 'card', card: details });
    for (let times = 0; times < 2 && (await this.isBackFromBank(attemptKey)); times++);
  }

  private async isBackFromBank(attemptKey: string): Promise<boolean> {
    await this.clock.sleep(this.chance.below(12 * 60_000));
    const { reader, finish: handler } = this.process(0.02);
    const referenceOf = (charge: string | null) => this.ids.format(charge ? 'pa' : 'ca', charge ?? attemptKey);
    const context = this.context(`back ${this.chance.next()}`);
    return answerChallenge(this.chance, { sessionKey: SESSION, attemptKey, reader, banks: this.banks, referenceOf, context, handler });
  }

  private startAttempt(attemptKey: string, number: number, offer: string): StartAttempt {
    const chargeKey = this.ids.derivedKey('charge', attemptKey);
    return startedAttempt({ now: this.clock.now(), attemptKey, number, offerId: offer, chargeKey }, Object.keys(this.banks));
  }

  private async merchantWhoWantsItClosed(): Promise<void> {
    await this.clock.sleep(this.chance.below(120_000));
    const { executor } = this.process(0.02);
    const command = { type: 'ExpireSession' as const, reason: 'by_request' as const, now: this.clock.now() };
    await executor.run(checkoutSession, { key: SESSION, context: this.context('close') }, command).catch(() => undefined);
  }

  /** Several at once, from processes that know nothing of one another, and together more than was taken. */
  private async merchantWhoGivesBack(): Promise<void> {
    for (let round = 0; round < 3; round++) {
      await this.clock.sleep(this.chance.below(HOUR));
      const wanted = Array.from({ length: 3 }, () => this.chance.oneOf(null, 700, 1_500));
      for (const amountAtom of wanted) void this.giveBack(amountAtom).catch(() => undefined);
    }
  }

  private async giveBack(amountAtom: number | null): Promise<void> {
    const { executor, reader, refunds } = this.process(0.02);
    const { state } = await reader.current(checkoutSession, SESSION);
    const chargeKey = state.status === 'success' ? state.completed?.chargeKey : null;
    if (!chargeKey) return;
    const context = this.context(`give back ${this.chance.next()}`);
    const wanted = { chargeKey, amountAtom, currency: null, reason: null, metadata: {}, isOutOfBand: false };
    const command = { type: 'RequestRefund' as const, now: this.clock.now(), refundKey: context.commandId, ...wanted };
    const outcome = await executor.run(this.decider(), { key: SESSION, context }, command);
    if (outcome.kind === 'accepted') await refunds.begin(outcome.events, outcome.resource);
  }

  private decider(): typeof checkoutSession {
    if (this.bug !== 'refund-of-what-is-not-left') return checkoutSession;
    // As if every refund were the first.
    return {
      ...checkoutSession,
      decide: (command, state) => checkoutSession.decide(command, state.status === 'absent' ? state : { ...state, refunds: [] }),
    };
  }

  /** The queue may ring too often and side by side; a worker that dies is another one the next time. */
  private ringWhatIsDue(): void {
    if (this.ringing >= 3 || !this.chance.happens(this.clock.now() < CALM_AFTER ? 0.3 : 1)) return;
    this.ringing += 1;
    const worker = this.process(0.02);
    const done = worker.timer.ring({ stream: STREAM, now: this.clock.now() }).catch(() => undefined);
    void Promise.race([done, this.clock.sleep(60_000)]).then(() => (this.ringing -= 1));
  }

  /** Nothing more can come of it: final, and every process that might still be frozen has had its time. */
  private async isOver(): Promise<boolean> {
    if (this.clock.now() < CALM_AFTER + HOUR) return false;
    return nextDue(fold(checkoutSession, (await this.store.read(STREAM)) as never[])) === null;
  }

  /** A fresh process with caches of its own. */
  private process(deathRate: number) {
    const faulty = new FaultyProcess(this.weather, deathRate);
    const store = new FaultyStore(this.store, faulty);
    const reader = new StreamReader(store, new StateCache(100));
    const log: Log = new SilentLog();
    const executor = new Executor({ store, reader, clock: this.clock, log });
    const adapters = this.adaptersOf(faulty);
    const gather = (_session: unknown, { chargeKey }: { readonly chargeKey: string }) => Promise.resolve(this.settlementOf(chargeKey));
    const settlements = { gather, finish: () => Promise.resolve() };
    const refunds = new Refunds(executor, reader, adapters, this.ids, this.clock);
    const owed = { send: () => Promise.resolve() } as never;
    const effects = new SettlementEffects(owed, refunds);
    const inquiry = new ChargeInquiry(reader, recoveringWithBug(adapters, this.bug), new OpenBox(KEYRING), this.ids);
    const means = new AttemptMeans(new KeptCards(this.secrets, KEYRING, this.clock, log));
    const results = new ChargeResults(executor, settlements as never, effects, means, this.clock);
    const recovery = new ChargeRecovery(reader, inquiry, results);
    const processors = new ConnectedProcessors(adapters, new OpenBox(KEYRING), new Facts(reader, this.clock), this.ids, TOKENS);
    const tries = { begin: () => Promise.resolve(true), end: () => undefined } as never;
    const runner = new AttemptRunner(processors, results, recovery, tries, this.clock, log);
    const recover = new RecoverChargeHandler(recovery, runner);
    const expire = new ExpireSessionHandler(executor, this.clock);
    const abandon = new AbandonAttemptHandler(executor, owed);
    const bus = {
      execute: async (command: unknown) => {
        if (command instanceof ExpireSessionCommand) return expire.execute(command);
        if (command instanceof AbandonAttemptCommand) return this.bug === 'silent-attempt-kept' ? undefined : abandon.execute(command);
        if (command instanceof FinishActionCommand) return finish.execute(command);
        if (command instanceof SettleRefundCommand) return new SettleRefundHandler(reader, refunds).execute(command);
        if (this.bug === 'late-success-dropped' && (await this.isOverFor(command as RecoverChargeCommand))) return 'settled';
        return recover.execute(command as RecoverChargeCommand);
      },
    } as CommandBus;
    const setups = new SetupRunner(executor, processors, owed, means, this.ids, this.clock);
    const finish = finishActionHandler([runner, setups, means, reader, bus, log], { executor, owed, clock: this.clock });
    return { executor, reader, refunds, runner, setups, finish, timer: new SessionTimer(reader, bus) };
  }

  private async isOverFor({ chargeKey }: RecoverChargeCommand): Promise<boolean> {
    const state = fold(checkoutSession, (await this.store.read(STREAM)) as never[]);
    return state.status !== 'absent' && chargesLeftOpen(state).some((charge) => charge.key === chargeKey);
  }

  private settlementOf(chargeKey: string) {
    const [lateRefundKey, nextChargeKey] = ['late-refund', 'charge-after'].map((of) => this.ids.derivedKey(of, chargeKey)) as [
      string,
      string,
    ];
    return { subscriptionKeys: [], latePayment: this.latePayment, holdsSlot: true, lateRefundKey, nextChargeKey };
  }

  private adaptersOf(faulty: FaultyProcess): ProcessorAdapters {
    return adaptersWithBug({ for: ({ key }) => new FaultyAdapter(this.banks[key] as Bank, faulty) }, this.bug, this.chance);
  }

  private readonly context = contextOf;

  private async during<T>(work: Promise<T>): Promise<T> {
    const waiting = { isDone: false };
    const done = work.finally(() => (waiting.isDone = true));
    while (!waiting.isDone) await this.clock.advance(10);
    return done;
  }
}
