// What the pending sets begin with when they are empty: the endpoints as they stand now, and the messages set aside for them.
// The events after the settled position are read again later anyway, and change nothing that is newer.
import { categoryOf, type DeliveryChange, type EventStore, keyOf, type RecordedEvent } from '@tillstream/event-sourcing';
import { WEBHOOK_DEFERRAL, type WebhookDeferralEvent, type WebhookDeferralState, webhookDeferralType } from '../core/webhook-deferral';
import { WEBHOOK_ENDPOINT, type WebhookEndpointEvent } from '../core/webhook-endpoint.events';
import { webhookEndpointType, type WebhookEndpointState } from '../core/webhook-endpoint.state';
import { describe, type DirectoryEntry, entryAfter } from './endpoint-directory';

interface Standing {
  state: WebhookEndpointState;
  entry: DirectoryEntry | null;
  deferred: WebhookDeferralState;
}

/** Reads all there is about endpoints: as long as the log, and only when Redis was wiped. */
export async function standingOf(store: EventStore): Promise<readonly DeliveryChange[]> {
  const standings = new Map<string, Standing>();
  for await (const event of store.readAll([`${WEBHOOK_ENDPOINT}-`, `${WEBHOOK_DEFERRAL}-`])) {
    const key = keyOf(event.stream);
    const standing = standings.get(key) ?? { state: webhookEndpointType.initial, entry: null, deferred: {} };
    standings.set(key, standing);
    apply(standing, event);
  }
  return [...standings].flatMap(([endpoint, { entry, deferred }]) => (entry ? changesOf(endpoint, entry, deferred) : []));
}

function apply(standing: Standing, event: RecordedEvent): void {
  if (categoryOf(event.stream) === WEBHOOK_DEFERRAL) {
    standing.deferred = webhookDeferralType.evolve(standing.deferred, event as RecordedEvent & WebhookDeferralEvent);
    return;
  }
  standing.state = webhookEndpointType.evolve(standing.state, event as RecordedEvent & WebhookEndpointEvent);
  standing.entry = entryAfter(standing.entry, { accountId: event.metadata.accountId, state: standing.state }, event.position);
  if (!standing.entry) standing.deferred = {}; // turned off: what waited was dropped
}

const changesOf = (endpoint: string, entry: DirectoryEntry, deferred: WebhookDeferralState): readonly DeliveryChange[] => [
  { kind: 'endpoint', endpoint, description: describe(entry) },
  ...Object.entries(deferred).map(([message, { tries, nextAt }]) => ({ kind: 'defer', endpoint, message, tries, nextAt }) as const),
];
