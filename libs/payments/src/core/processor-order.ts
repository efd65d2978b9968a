// In which order an account's processors were connected: a stream of its own, so that a payment needs no list from the views.
import { accept, alreadySo, type Decider } from '@tillstream/event-sourcing';

export interface ProcessorOrderState {
  readonly keys: readonly string[];
}

export type ProcessorOrderEvent = { readonly type: 'ProcessorListed'; readonly data: { readonly processorKey: string } };
export interface ListProcessor {
  readonly type: 'ListProcessor';
  readonly processorKey: string;
}

/** Keyed by the account. A listed processor that was never created (a crash in between) is passed over as not connected. */
export const processorOrder: Decider<ProcessorOrderState, ListProcessor, ProcessorOrderEvent, never> = {
  category: 'processorOrder',
  initial: { keys: [] },
  decide: ({ processorKey }, { keys }) =>
    keys.includes(processorKey) ? alreadySo : accept({ type: 'ProcessorListed', data: { processorKey } }),
  evolve: ({ keys }, { data }) => ({ keys: [...keys, data.processorKey] }),
};
