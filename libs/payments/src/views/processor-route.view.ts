// Routes: `all` by creation. How many open sessions name one is counted by the sessions' own view.
import { contributesNothing, type View } from '@tillstream/event-sourcing';
import { processorRoute } from '../core/processor-route';

export const processorRouteView: View<typeof processorRoute.initial, never> = {
  type: processorRoute,
  contributions: ({ state, createdAt }) =>
    state.status === 'present' ? { ...contributesNothing, indexes: { all: createdAt } } : contributesNothing,
};
