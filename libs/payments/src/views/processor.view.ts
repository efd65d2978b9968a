// Connected processors: `all` by creation, so that "the others in the order of connection" is one read.
import { contributesNothing, type View } from '@tillstream/event-sourcing';
import { processor } from '../core/processor';

export const processorView: View<typeof processor.initial, never> = {
  type: processor,
  contributions: ({ state, createdAt }) =>
    state.status === 'present' ? { ...contributesNothing, indexes: { all: createdAt } } : contributesNothing,
};
