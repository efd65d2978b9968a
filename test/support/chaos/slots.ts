// What the events of a coupon's stream say of its uses: pure.
import type { StoredEvent } from './agreement';

export interface Uses {
  readonly confirmed: number;
  /** Reserved, and neither confirmed nor given back. */
  readonly open: number;
}

export function usesOf(events: readonly StoredEvent[]): Uses {
  const open = new Set<unknown>();
  const confirmed = new Set<unknown>();
  for (const { type, data } of events) {
    if (type === 'SlotReserved' || type === 'SlotRegained') open.add(data.slot);
    if (type === 'SlotReleased' || type === 'SlotConfirmed') open.delete(data.slot);
    if (type === 'SlotConfirmed') confirmed.add(data.slot);
    if (type === 'SlotsConfirmed') for (const { slot } of data.uses as readonly { readonly slot: string }[]) confirmed.add(slot);
  }
  return { confirmed: confirmed.size, open: open.size };
}
