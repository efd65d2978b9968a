// Projector and reactor as the log drives them: the one brings views up to date, the other causes what events owe. Both may see an event again.
import { categoryOf, type EventStore, isPassing, Projector, type RecordedEvent, StreamFollower } from '@tillstream/event-sourcing';
import { CommandBus } from '@nestjs/cqrs';
import { domainProcesses } from '@tillstream/runtime';
import { tillstreamDomain } from '../../../apps/worker/src/tillstream-domain';
import { EffectDispatcher } from '../../../apps/worker/src/reactor/effects';
import { Reactions } from '../../../apps/worker/src/reactor/reactions';
import type { Weather } from '../weather/weather';
import { KEYRING, PUBLIC_URL, timedViews } from './ground';
import type { Hosts } from './hosts';
import type { Life } from './lives';
import type { SimViews } from './views';

const SEES_WITHIN_MS = 1_500;
const REBUILDS_AFTER_MS = 3_000;
const STALLED_MS = 60_000;
const MOST_PATIENCE = 20;

const { effects } = tillstreamDomain({ keyring: KEYRING } as Parameters<typeof tillstreamDomain>[0], PUBLIC_URL);
const isOwed = ({ stream, type }: RecordedEvent): boolean =>
  domainProcesses.some(({ category, on }) => category === categoryOf(stream) && on.includes(type));

export interface LogReaderParts {
  readonly weather: Weather;
  readonly store: EventStore;
  readonly views: SimViews;
  readonly hosts: () => Hosts;
}

export class LogReaders {
  readonly log: RecordedEvent[] = [];
  private readonly projector: Projector;
  private fresh: RecordedEvent[] = [];
  private isLooking = false;
  private isReacting = false;
  /** The next event to react to. */
  private next = 0;
  private readonly reactions = new WeakMap<Life, { readonly reactions: Reactions; readonly follower: StreamFollower }>();

  constructor(private readonly parts: LogReaderParts) {
    this.projector = new Projector(timedViews, parts.store, parts.views);
  }

  appended(events: readonly RecordedEvent[]): void {
    this.log.push(...events);
    this.fresh.push(...events.filter(({ stream }) => timedViews.get(categoryOf(stream))));
    this.look(SEES_WITHIN_MS);
    void this.react();
  }

  /** Redis was emptied: views come back from the events, and the reactor's place is an earlier one. */
  wipe(): void {
    this.fresh = this.log.filter(({ stream }) => timedViews.get(categoryOf(stream)));
    this.look(REBUILDS_AFTER_MS);
    this.next = Math.max(0, this.next - this.parts.weather.chance.below(`reactor's place at ${this.next}`, 10));
    void this.react();
  }

  beginAnew(): void {
    this.next = 0;
    void this.react();
  }

  private look(withinMs: number): void {
    if (this.isLooking || this.fresh.length === 0) return;
    this.isLooking = true;
    const { clock, chance } = this.parts.weather;
    clock.callAt(clock.now() + chance.below(`projector sees ${this.log.length}`, withinMs), () => {
      const { fresh } = this;
      this.fresh = [];
      this.isLooking = false;
      void this.projector.project(fresh).then(() => this.parts.views.complete());
    });
  }

  private async react(): Promise<void> {
    if (this.isReacting) return;
    this.isReacting = true;
    for (let tries = 0; this.next < this.log.length;) {
      const event = this.log[this.next];
      const isDone = !event || !isOwed(event) || (await this.tryTo(event, tries));
      tries = isDone ? 0 : tries + 1;
      if (isDone) this.next += 1;
    }
    this.isReacting = false;
  }

  private async tryTo(event: RecordedEvent, tries: number): Promise<boolean> {
    const { chance, clock } = this.parts.weather;
    const pauseMs = 500 * Math.min(tries, MOST_PATIENCE);
    await clock.sleep(pauseMs + chance.below(`reactor sees ${event.stream}@${event.revision}`, SEES_WITHIN_MS));
    return this.reactTo(event);
  }

  private async reactTo(event: RecordedEvent): Promise<boolean> {
    const { weather } = this.parts;
    const life = this.parts.hosts().worker(`reaction to ${event.stream}@${event.revision}`);
    if (!life) return false;
    const { follower, reactions } = this.piecesOf(life);
    const reacting = (async () => {
      const step = await follower.step(event);
      if (step) await reactions.react(event, step.after);
      return true;
    })().catch((error: unknown) => {
      if (!isPassing(error)) this.parts.hosts().bugs.push(String(error));
      return !isPassing(error);
    });
    return Promise.race([reacting, weather.clock.sleep(STALLED_MS).then(() => false)]);
  }

  private piecesOf(life: Life) {
    const known = this.reactions.get(life);
    if (known) return known;
    const dispatcher = new EffectDispatcher(life.container.get(CommandBus), effects);
    const reactions = new Reactions(domainProcesses, dispatcher, timedViews);
    const types = timedViews.categories.flatMap((category) => timedViews.get(category)?.type ?? []);
    const made = { reactions, follower: new StreamFollower(this.parts.store, types) };
    this.reactions.set(life, made);
    return made;
  }
}
