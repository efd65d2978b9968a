// A small world around one session: two API processes with impatient buyers, workers that look after timers, two processors, and weather.
import type { CommandBus } from '@nestjs/cqrs';
import {
  AbandonAttemptCommand, AbandonAttemptHandler, AttemptRunner, checkoutSession, type CheckoutSessionState, ConnectedProcessors, type ExpireSessionCommand, ExpireSessionHandler, nextDue, offerId, RecoverChargeCommand,
  RecoverChargeHandler, SessionTimer, type StartAttempt,
} from '@tillstream/checkout'; // prettier-ignore
import {
  type CommandContext, derivedCommandId, Executor, Facts, fold, Ids, Keyring, type Log, type RecordedEvent, SilentLog, StateCache, StreamReader, streamName, verifyChain,
} from '@tillstream/event-sourcing'; // prettier-ignore
import { FakeClock, InMemoryEventStore } from '@tillstream/event-sourcing/in-memory';
import { type CardDetails, CredentialBox, processor, type ProcessorAdapter, type ProcessorAdapters } from '@tillstream/payments';
import { Bank, type Capture, type CardBehaviour } from './bank';
import { Chance } from './chance';
import { FaultyAdapter, FaultyProcess, FaultyStore, type Weather } from './chaos';
import { createdSession } from './session';

/** A bug put in on purpose, to show that the simulation finds it. */
export type PlantedBug = 'not-charged-without-closing' | 'time-out-is-a-decline' | 'recovery-confirms-again' | 'completes-without-money';

const SESSION = 'S'.repeat(20);
const STREAM = streamName(checkoutSession.category, SESSION);
const KEYRING = new Keyring(Buffer.alloc(32, 3));
const HOUR = 3_600_000;
const CALM_AFTER = 3 * HOUR;
const ENDS_AFTER = 8 * HOUR;
const STEP_MS = 1_000;

export interface Ending {
  readonly captures: readonly Capture[];
  readonly state: CheckoutSessionState;
  readonly events: readonly RecordedEvent[];
  readonly chainFaults: number;
}

export class World {
  private readonly chance: Chance;
  private readonly clock = new FakeClock(0);
  private readonly store = new InMemoryEventStore();
  private readonly captures: Capture[] = [];
  private readonly banks: Readonly<Record<string, Bank>>;
  private readonly ids = new Ids('dev', KEYRING);
  private readonly weather: Weather;
  private ringing = 0;

  constructor(
    seed: number,
    private readonly bug: PlantedBug | null = null,
  ) {
    this.chance = new Chance(seed);
    this.banks = { alpha: new Bank('alpha', this.captures), beta: new Bank('beta', this.captures) };
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
      calm.executor.run(checkoutSession, { key: SESSION, context: this.context('create') }, createdSession(this.clock.now(), expiresAt)),
    );
    void this.buyer(1);
    void this.buyer(2);
    if (this.chance.happens(0.2)) void this.merchantWhoWantsItClosed();
    while (this.clock.now() < ENDS_AFTER && !(await this.isOver())) {
      this.ringWhatIsDue();
      await this.clock.advance(this.clock.now() < 10 * 60_000 ? STEP_MS : 60_000);
    }
    const events = await this.store.read(STREAM);
    return { captures: this.captures, state: fold(checkoutSession, events as never[]), events, chainFaults: verifyChain(events).length };
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
    const { executor, reader, runner } = this.process(0.02);
    const { state } = await reader.current(checkoutSession, SESSION);
    if (state.status === 'absent') return;
    const attemptKey = this.ids.derivedKey('attempt', SESSION, number);
    const outcome = await executor.run(
      checkoutSession,
      { key: SESSION, context: this.context(`press ${number} ${this.chance.next()}`) },
      this.startAttempt(attemptKey, number, offerId(state) ?? ''),
    );
    if (outcome.kind === 'rejected' || !outcome.events.some((event) => event.type === 'ChargeRequested')) return;
    const details: CardDetails = { number: card, expMonth: 1, expYear: 2044, cvc: null, name: null };
    await runner.run(outcome.resource, outcome.events, { kind: 'card', card: details });
  }

  private startAttempt(attemptKey: string, number: number, offer: string): StartAttempt {
    const anybody = { enabled: true, currencies: [], minimumAtom: 0 };
    const steps = Object.keys(this.banks).map((processorKey) => ({ processorKey, disposition: 'charge_and_setup' as const }));
    return {
      type: 'StartAttempt', now: this.clock.now(), attemptKey, number, card: null, paymentMethod: null, saveCard: false, customer: null, offerId: offer, acceptedTiers: [0],
      mandateTextId: null, locale: null, routes: [{ tier: 0, steps }], processors: { alpha: anybody, beta: anybody },
      chargeKey: this.ids.derivedKey('charge', attemptKey), subscriptionKeys: [],
    }; // prettier-ignore
  }

  private async merchantWhoWantsItClosed(): Promise<void> {
    await this.clock.sleep(this.chance.below(120_000));
    const { executor } = this.process(0.02);
    const command = { type: 'ExpireSession' as const, reason: 'by_request' as const, now: this.clock.now() };
    await executor.run(checkoutSession, { key: SESSION, context: this.context('close') }, command).catch(() => undefined);
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
    const owed = { create: () => Promise.resolve() } as never;
    const recover = new RecoverChargeHandler(executor, reader, this.recoveringAdapters(adapters), owed, this.ids, this.clock);
    const expire = new ExpireSessionHandler(executor, this.clock);
    const abandon = new AbandonAttemptHandler(executor);
    const bus = {
      execute: (command: unknown) => {
        if (command instanceof AbandonAttemptCommand) return abandon.execute(command);
        return command instanceof RecoverChargeCommand ? recover.execute(command) : expire.execute(command as ExpireSessionCommand);
      },
    } as CommandBus;
    return {
      executor,
      reader,
      runner: new AttemptRunner(
        executor,
        new ConnectedProcessors(adapters, new CredentialBox(KEYRING), new Facts(reader, this.clock), this.ids, log),
        owed,
        this.ids,
        this.clock,
      ),
      timer: new SessionTimer(reader, bus),
    };
  }

  private adaptersOf(faulty: FaultyProcess): ProcessorAdapters {
    return {
      for: ({ key }) => {
        const adapter = new FaultyAdapter(this.banks[key] as Bank, faulty);
        if (this.bug !== 'time-out-is-a-decline') return adapter;
        const confirm: ProcessorAdapter['confirm'] = async (asked) => {
          const answer = await adapter.confirm(asked);
          return answer.kind === 'unknown'
            ? { kind: 'declined', reference: asked.reference, code: 'processing_error', advice: null }
            : answer;
        };
        return { ...calls(adapter), confirm };
      },
    };
  }

  private recoveringAdapters(adapters: ProcessorAdapters): ProcessorAdapters {
    if (this.bug === null || this.bug === 'time-out-is-a-decline') return adapters;
    return {
      for: (connected) => {
        const adapter = adapters.for(connected);
        const inquire = async (charge: Parameters<ProcessorAdapter['inquire']>[0]) => {
          if (this.bug !== 'recovery-confirms-again') return adapter.inquire(charge);
          const again = { ...charge, merchantReference: `${charge.merchantReference}-again` };
          await adapter.open({ ...again, amountAtom: 2_000, currency: 'usd', description: '', offSessionLater: false });
          await adapter.confirm({
            reference: again.merchantReference,
            card: { number: 'approved', expMonth: 1, expYear: 2044, cvc: null, name: null },
            saveCard: false,
          });
          return adapter.inquire(again);
        };
        const close = async (charge: Parameters<ProcessorAdapter['close']>[0]) => {
          if (this.bug === 'not-charged-without-closing') return { kind: 'closed' as const };
          const answer = await adapter.close(charge);
          if (this.bug !== 'completes-without-money' || answer.kind !== 'closed') return answer;
          return { kind: 'approved' as const, reference: '', networkTransactionId: null, threeDs: null, token: null };
        };
        return { ...calls(adapter), inquire, close };
      },
    };
  }

  private context(cause: string): CommandContext {
    const commandId = derivedCommandId(cause, 'simulation');
    return {
      commandId, requestHash: cause, requestId: null, accountId: 'acc_dev_1', actor: { kind: 'system', id: 'simulation' }, correlationId: commandId,
      causationId: commandId, net: null, reason: null,
    }; // prettier-ignore
  }

  private async during<T>(work: Promise<T>): Promise<T> {
    const waiting = { isDone: false };
    const done = work.finally(() => (waiting.isDone = true));
    while (!waiting.isDone) await this.clock.advance(10);
    return done;
  }
}

const calls = (adapter: ProcessorAdapter): ProcessorAdapter => ({
  open: (charge) => adapter.open(charge),
  confirm: (confirmation) => adapter.confirm(confirmation),
  inquire: (charge) => adapter.inquire(charge),
  close: (charge) => adapter.close(charge),
  save: (setup) => adapter.save(setup),
});
