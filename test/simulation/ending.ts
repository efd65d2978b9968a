// How a story ended: all that it is judged by, and told from.
import type { CheckoutSessionEvent, CheckoutSessionState } from '@tillstream/checkout';
import type { RecordedEvent } from '@tillstream/event-sourcing';
import type { Agreement } from './people/agreements';
import type { Ledger } from './processors/ledger';
import type { Story } from './story/story';
import type { Told } from './weather/weather';

export interface EndedSession {
  /** `s1` */
  readonly name: string;
  readonly key: string;
  readonly events: readonly RecordedEvent<CheckoutSessionEvent>[];
  readonly state: CheckoutSessionState;
}

export interface Ending {
  readonly story: Story;
  readonly sessions: readonly EndedSession[];
  readonly slotEvents: readonly RecordedEvent[];
  readonly ledger: Ledger;
  /** Charges and refunds of which a notice was told to be about nothing of ours. */
  readonly ignoredNotices: readonly string[];
  readonly agreements: readonly Agreement[];
  /** Nobody had anything more to do. */
  readonly isOver: boolean;
  /** What came of telling all of it again to whoever reacts to events; null: nothing, as it must be. */
  readonly replayed: string | null;
  /** What nobody may throw, whatever the weather. */
  readonly bugs: readonly string[];
  /** By name: what struck. */
  readonly faults: readonly string[];
  readonly told: readonly Told[];
}
