// Who is told what, as of the event that is being looked at: the active endpoints by account. It is kept with the pending sets, so
// that it is lost exactly when they are, and then made again from the endpoints' own events.
import type { Position } from '@tillstream/event-sourcing';
import { type WebhookEndpointState, wants } from '../core/webhook-endpoint.state';

export interface DirectoryEntry {
  readonly accountId: string;
  readonly events: readonly string[];
  /** Position of the event that turned it on: what is older is not told. */
  readonly since: Position;
}

interface Described {
  readonly a: string;
  readonly e: readonly string[];
  readonly s: string;
}

export const describe = ({ accountId, events, since }: DirectoryEntry): string =>
  JSON.stringify({ a: accountId, e: events, s: String(since) } satisfies Described);

export function parseDescription(text: string): DirectoryEntry {
  const { a, e, s } = JSON.parse(text) as Described;
  return { accountId: a, events: e, since: BigInt(s) };
}

/** The entry after an event at `position`; null when nothing is delivered to this endpoint. */
export function entryAfter(
  held: DirectoryEntry | null,
  { accountId, state }: { readonly accountId: string; readonly state: WebhookEndpointState },
  position: Position,
): DirectoryEntry | null {
  if (state.status === 'absent' || !state.isActive) return null;
  return { accountId, events: state.events, since: held?.since ?? position };
}

export class EndpointDirectory {
  private readonly entries = new Map<string, DirectoryEntry>();
  private readonly byAccount = new Map<string, Set<string>>();

  load(entries: Iterable<readonly [string, DirectoryEntry]>): void {
    this.entries.clear();
    this.byAccount.clear();
    for (const [endpoint, entry] of entries) this.set(endpoint, entry);
  }

  get(endpoint: string): DirectoryEntry | null {
    return this.entries.get(endpoint) ?? null;
  }

  set(endpoint: string, entry: DirectoryEntry): void {
    this.entries.set(endpoint, entry);
    this.byAccount.set(entry.accountId, (this.byAccount.get(entry.accountId) ?? new Set()).add(endpoint));
  }

  remove(endpoint: string): void {
    const accountId = this.entries.get(endpoint)?.accountId ?? '';
    const own = this.byAccount.get(accountId);
    this.entries.delete(endpoint);
    if (own?.delete(endpoint) && own.size === 0) this.byAccount.delete(accountId);
  }

  /** Keys of the endpoints that are told a message of this type at `position`. */
  wanting(accountId: string, type: string, position: Position): readonly string[] {
    return [...(this.byAccount.get(accountId) ?? [])].filter((endpoint) => {
      const entry = this.entries.get(endpoint);
      return entry !== undefined && position > entry.since && wants(entry, type);
    });
  }
}
