// From events to the pending sets. The event store is the outbox: how far it was read is kept with the sets, and when Redis has lost
// both, reading begins again at the settled position. A crash anywhere in here can only repeat messages, with the same ids.
import { Injectable } from '@nestjs/common';
import {
  Clock, type DeliveryChange, type DrainJob, EventStore, Fault, Ids, keyOf, categoryOf, Log, type OpenDeliveries, PendingDeliveries, type Position,
  type RecordedEvent, type Step, type StreamType,
} from '@tillstream/event-sourcing'; // prettier-ignore
import { MessageCatalog } from '../core/message-catalog';
import { formatMember } from '../core/message-id';
import { newsOf } from '../core/told-messages';
import { WEBHOOK_DEFERRAL, type WebhookDeferralEvent, webhookDeferralType } from '../core/webhook-deferral';
import { WEBHOOK_ENDPOINT } from '../core/webhook-endpoint.events';
import type { WebhookEndpointState } from '../core/webhook-endpoint.state';
import { describe, EndpointDirectory, entryAfter, parseDescription } from './endpoint-directory';
import { standingOf } from './endpoint-standing';
import { SettledPosition } from './settled-position';

const MOST_OVERDUE = 1_000;

const isAfter = (left: Position | null, right: Position | null): boolean => (left ?? -1n) > (right ?? -1n);

@Injectable()
export class Outbox {
  private open: OpenDeliveries | null = null;
  private readonly directory = new EndpointDirectory();

  constructor(
    private readonly catalog: MessageCatalog,
    private readonly pending: PendingDeliveries,
    private readonly position: SettledPosition,
    private readonly store: EventStore,
    private readonly ids: Ids,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** Stream types that a reactor has to follow for this. */
  get streamTypes(): readonly StreamType[] {
    return [...this.catalog.streamTypes, webhookDeferralType];
  }

  /** Up to where events are in the pending sets. */
  get enqueued(): Position | null {
    return this.held().enqueued;
  }

  /** Up to where everything had an effect before this epoch: reactions to older events need not be repeated. */
  get settledBefore(): Position | null {
    return this.held().resumed.position;
  }

  /** Finds the sets as they are, or begins them anew from what is settled. Answers where to read on. */
  async begin(): Promise<Position | null> {
    this.open = (await this.pending.opened()) ?? (await this.beginEpoch());
    const described = await this.pending.endpoints(this.open.epoch);
    this.directory.load([...described].map(([endpoint, text]) => [endpoint, parseDescription(text)] as const));
    return this.open.enqueued;
  }

  /** What an event means for the sets. `seen` is the position of the event before it. To be called once for each event, in order. */
  changes(event: RecordedEvent, step: Step, seen: Position | null): readonly DeliveryChange[] {
    const own = this.ownChanges(event, step);
    for (const change of own) this.remember(change); // first: an endpoint is not told that it was turned off
    return [...own, ...this.news(event, step, seen)];
  }

  /**
   * Puts the changes of all events up to `to` into the sets. Answers drains for the endpoints that have work now.
   * Throws a Fault when the sets are not what they were: begin again.
   */
  async move(to: Position, changes: readonly DeliveryChange[]): Promise<readonly DrainJob[]> {
    const { epoch, enqueued } = this.held();
    const awake = await this.pending.enqueue({ epoch, from: enqueued, to, changes, now: this.clock.now() });
    if (!awake) throw new Fault('unavailable', 'the pending deliveries were lost or moved by another reactor; beginning again');
    this.open = { ...this.held(), enqueued: to };
    return this.drains(awake);
  }

  /** Drains of endpoints that have had work for longer than `ms`: theirs were lost on the way. */
  async overdue(ms: number): Promise<readonly DrainJob[]> {
    return this.drains(await this.pending.due(this.clock.now() - ms, MOST_OVERDUE));
  }

  /** Moves the settled position. False when the sets are lost. Throws StopRunner when another reactor has taken over. */
  async settle(): Promise<boolean> {
    if (!this.open) return true;
    const { epoch, enqueued, resumed } = this.open;
    const settled = await this.pending.settled(epoch);
    if (!settled) return false;
    // While a lost Redis is being filled again, what was settled before is still true, and says more.
    if (!isAfter(resumed.position, enqueued)) await this.position.move(settled);
    return true;
  }

  private async beginEpoch(): Promise<OpenDeliveries> {
    await this.position.assertOurs();
    const epoch = this.ids.randomKey();
    const resumed = this.position.settled;
    this.log.info({ epoch, from: String(resumed.position) }, 'the pending deliveries are empty: filling them again from the events');
    await this.pending.begin(epoch, resumed, await standingOf(this.store)); // false: another was quicker, its epoch is as good
    const open = await this.pending.opened();
    if (!open) throw new Fault('unavailable', 'the pending deliveries were lost while they were begun');
    return open;
  }

  private drains(endpoints: readonly string[]): readonly DrainJob[] {
    return endpoints.map((endpointId) => ({ type: 'drain', endpointId, accountId: this.directory.get(endpointId)?.accountId ?? '' }));
  }

  private held(): OpenDeliveries {
    if (!this.open) throw new Fault('unavailable', 'the pending deliveries have not been begun');
    return this.open;
  }

  private news(event: RecordedEvent, step: Step, seen: Position | null): readonly DeliveryChange[] {
    const source = this.catalog.ofStream(event.stream);
    if (!source) return [];
    return newsOf(source, event, step).flatMap(({ message: { type, letter } }) => {
      const message = formatMember({ category: source.letter, key: keyOf(event.stream), revision: event.revision, resource: letter, type });
      const endpoints = this.directory
        .wanting(step.after.accountId, type, event.position)
        .filter((endpoint) => this.isNews(event, endpoint));
      return endpoints.map((endpoint) => ({ kind: 'add', endpoint, message, after: seen }) as const);
    });
  }

  /** False for what this endpoint had already been sent when the sets were lost. */
  private isNews(event: RecordedEvent, endpoint: string): boolean {
    const { position, behind } = this.held().resumed;
    return isAfter(event.position, endpoint in behind ? (behind[endpoint] ?? null) : position);
  }

  private ownChanges(event: RecordedEvent, step: Step): readonly DeliveryChange[] {
    const category = categoryOf(event.stream);
    if (category === WEBHOOK_ENDPOINT) return this.endpointChange(event, step);
    return category === WEBHOOK_DEFERRAL && this.directory.get(keyOf(event.stream)) ? [deferralChange(event)] : [];
  }

  private endpointChange(event: RecordedEvent, { after }: Step): readonly DeliveryChange[] {
    const held = this.directory.get(after.key);
    const entry = entryAfter(held, { ...after, state: after.state as WebhookEndpointState }, event.position);
    if (entry) return [{ kind: 'endpoint', endpoint: after.key, description: describe(entry) }];
    return held ? [{ kind: 'drop', endpoint: after.key }] : [];
  }

  private remember(change: DeliveryChange): void {
    if (change.kind === 'endpoint') {
      this.directory.set(change.endpoint, parseDescription(change.description));
    } else if (change.kind === 'drop') this.directory.remove(change.endpoint);
  }
}

function deferralChange(event: RecordedEvent): DeliveryChange {
  const { type, data } = event as RecordedEvent & WebhookDeferralEvent;
  const endpoint = keyOf(event.stream);
  if (type === 'DeferredDeliveryEnded') return { kind: 'end', endpoint, message: data.message };
  const { message, tries, nextAt } = data;
  return { kind: 'defer', endpoint, message, tries, nextAt };
}
