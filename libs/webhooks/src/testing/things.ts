// A small category for specs: a thing that is made, renamed and closed, and may have parts, which are told about on their own.
import type { Decider, MessageSource, View } from '@tillstream/event-sourcing';
import { accept, alreadySo, contributesNothing } from '@tillstream/event-sourcing';

export type ThingEvent =
  | { readonly type: 'ThingMade'; readonly data: { readonly name: string } }
  | { readonly type: 'ThingRenamed'; readonly data: { readonly name: string } }
  | { readonly type: 'ThingTouched'; readonly data: object }
  | { readonly type: 'PartAdded'; readonly data: { readonly part: string } };

export interface ThingState {
  readonly name: string | null;
  readonly parts: readonly string[];
}

export const thing: Decider<ThingState, ThingEvent, ThingEvent, never> = {
  category: 'thing',
  initial: { name: null, parts: [] },
  /** A command is the event itself; naming it as it is named changes nothing. */
  decide: (command, state) => (command.type === 'ThingRenamed' && command.data.name === state.name ? alreadySo : accept(command)),
  evolve(state, event) {
    if (event.type === 'PartAdded') return { ...state, parts: [...state.parts, event.data.part] };
    return event.type === 'ThingTouched' ? state : { ...state, name: event.data.name };
  },
};

const documented = { description: 'For specs.', schema: { type: 'object' }, sample: { id: 'x' } } as const;

export const thingMessages: MessageSource<ThingState, ThingEvent> = {
  type: thing,
  letter: 's',
  resources: {
    s: {
      aggregateType: 'checkout_session',
      prefix: 'cs',
      render: ({ key, state }, { ids, now }) => ({
        id: ids.format('cs', key),
        name: state.name,
        parts: state.parts.length,
        rendered_at: now,
      }),
    },
    R: {
      aggregateType: 'refund',
      prefix: 're',
      render: ({ state }, { ids }, key) => (state.parts.includes(key) ? { id: ids.format('re', key) } : null),
    },
  },
  types: [
    { type: 'thing.made', ...documented },
    { type: 'thing.renamed', ...documented },
    { type: 'part.added', ...documented },
  ],
  messagesOf(event) {
    switch (event.type) {
      case 'ThingMade':
        return [{ type: 'thing.made', letter: 's' }];
      case 'ThingRenamed':
        return [{ type: 'thing.renamed', letter: 's' }];
      case 'PartAdded':
        return [{ type: 'part.added', letter: 'R', key: (event.data as { part: string }).part }];
      case 'ThingTouched':
        return [];
    }
  },
};

export const thingView: View<ThingState, ThingEvent> = { type: thing, contributions: () => contributesNothing };
