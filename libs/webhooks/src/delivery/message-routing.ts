// Which event is news for whom, and what it changes in the pending sets. Holds who is told what as of the event that is looked at.
import { Injectable } from '@nestjs/common';
import {
  categoryOf, type DeliveryChange, keyOf, type OpenDeliveries, type Position, type RecordedEvent, type Settled, type Step, type StreamType,
} from '@tillstream/event-sourcing'; // prettier-ignore
import { MessageCatalog } from '../core/message-catalog';
import { formatMember } from '../core/message-id';
import { newsOf } from '../core/told-messages';
import { WEBHOOK_DEFERRAL, type WebhookDeferralEvent, webhookDeferralType } from '../core/webhook-deferral';
import { WEBHOOK_ENDPOINT } from '../core/webhook-endpoint.events';
import type { WebhookEndpointState } from '../core/webhook-endpoint.state';
import { describe, EndpointDirectory, entryAfter, parseDescription } from './endpoint-directory';

@Injectable()
export class MessageRouting {
  private readonly directory = new EndpointDirectory();
  private resumed: Settled = { position: null, behind: {} };

  constructor(private readonly catalog: MessageCatalog) {}

  /** Stream types that a reactor has to follow for this. */
  get streamTypes(): readonly StreamType[] {
    return [...this.catalog.streamTypes, webhookDeferralType];
  }

  /** Begins as of what the pending sets hold. */
  load({ resumed }: Pick<OpenDeliveries, 'resumed'>, descriptions: ReadonlyMap<string, string>): void {
    this.resumed = resumed;
    this.directory.load([...descriptions].map(([endpoint, text]) => [endpoint, parseDescription(text)] as const));
  }

  accountOf(endpoint: string): string {
    return this.directory.get(endpoint)?.accountId ?? '';
  }

  /** What an event means for the sets. `seen` is the position of the event before it. To be called once for each event, in order. */
  changes(event: RecordedEvent, step: Step, seen: Position | null): readonly DeliveryChange[] {
    const own = this.ownChanges(event, step);
    for (const change of own) this.remember(change); // first: an endpoint is not told that it was turned off
    return [...own, ...this.news(event, step, seen)];
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
  private isNews({ position }: RecordedEvent, endpoint: string): boolean {
    const { behind } = this.resumed;
    const sent = endpoint in behind ? behind[endpoint] : this.resumed.position;
    return sent === null || sent === undefined || position > sent;
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
    if (change.kind === 'endpoint') this.directory.set(change.endpoint, parseDescription(change.description));
    else if (change.kind === 'drop') this.directory.remove(change.endpoint);
  }
}

function deferralChange(event: RecordedEvent): DeliveryChange {
  const { type, data } = event as RecordedEvent & WebhookDeferralEvent;
  const endpoint = keyOf(event.stream);
  if (type === 'DeferredDeliveryEnded') return { kind: 'end', endpoint, message: data.message };
  const { message, tries, nextAt } = data;
  return { kind: 'defer', endpoint, message, tries, nextAt };
}
