import type { Resource } from '@tillstream/event-sourcing';
import { Unprocessable } from '../problems/problem';
import type { ListParameters } from './list-query.dto';
import type { ListSpec } from './list-spec';
import { planList } from './plan-list';

interface State {
  readonly color: string;
  readonly dueAt: number;
}

const spec: ListSpec<State> = {
  index: 'all',
  orders: { due_at: { index: 'due', onlyWith: { filter: 'color', value: 'red' } } },
  filters: {
    color: { kind: ['red', 'blue'], index: (color) => `color:${color}`, test: ({ state }, color) => state.color === color },
    owner: { kind: 'text', index: (id) => (id === 'nobody' ? null : `owner:${id}`), test: () => true },
    word: { kind: 'text', index: (word) => `word:${word}`, isLoose: true, test: ({ state }, word) => state.color === word },
    due_at: { kind: 'time', of: ({ state }) => state.dueAt },
  },
  search: (text) => (text === 'id' ? { only: 'k1', test: ({ key }) => key === 'k1' } : { test: ({ state }) => state.color.includes(text) }),
};
const plan = (query: ListParameters) => planList(query, spec);
const thing = (state: Partial<State>, createdAt = 0): Resource<State> => ({
  key: 'k1', category: 'thing', accountId: 'a', revision: 0, createdAt, updatedAt: 0, state: { color: 'red', dueAt: 0, ...state },
}); // prettier-ignore
const faults = (query: ListParameters) => {
  try {
    plan(query);
  } catch (error) {
    if (error instanceof Unprocessable) return error.faults.map(({ loc, type }) => `${loc.join('.')} ${type}`);
    throw error;
  }
  return [];
};

describe('planning a list', () => {
  it('is the newest twenty of all by default', () => expect(plan({})).toEqual({ index: 'all', order: 'descending', offset: 0, limit: 20 }));
  it('clamps the limit', () => expect(plan({ limit: 101, offset: 5 })).toMatchObject({ limit: 100, offset: 5 }));
  it('walks the index of a filter without testing', () =>
    expect(plan({ filter: '{"color":"red"}', sortOrder: 1 })).toEqual({ index: 'color:red', order: 'ascending', offset: 0, limit: 20 }));
  it('walks one index and tests the other filters', () => {
    const { index, test } = plan({ filter: '{"owner":"o1","color":"red"}' });
    expect(index).toBe('owner:o1');
    expect([test?.(thing({ color: 'red' })), test?.(thing({ color: 'blue' }))]).toEqual([true, false]);
  });
  it('finds nothing where a filter can match nothing', () => {
    const { from = 0, until = 0 } = plan({ filter: '{"owner":"nobody"}' });
    expect(from).toBeGreaterThan(until);
  });
  it('reads created_at as a range of the index, its end excluded', () =>
    expect(plan({ filter: '{"created_at":{"gte":"2031-01-01T00:00:00Z","lt":"2031-01-02T00:00:00Z"}}' })).toMatchObject({
      from: Date.UTC(2031, 0, 1),
      until: Date.UTC(2031, 0, 2) - 1,
    }));
  it('tests other times', () => {
    const { test } = plan({ filter: '{"due_at":{"lt":"1970-01-01T00:00:01Z"}}' });
    expect([test?.(thing({ dueAt: 999 })), test?.(thing({ dueAt: 1_000 }))]).toEqual([true, false]);
  });
  it('walks the index of another order and tests what would have been an index', () => {
    const { index, test, from } = plan({ sortBy: 'due_at', filter: '{"color":"red","created_at":{"gte":"1970-01-01T00:00:01Z"}}' });
    expect([index, from]).toEqual(['due', undefined]);
    expect([test?.(thing({}, 1_000)), test?.(thing({}, 999)), test?.(thing({ color: 'blue' }, 1_000))]).toEqual([true, false, false]);
  });
  it('reads the one document that a search names', () => expect(plan({ search: 'id' }).only).toBe('k1'));
  it('refuses what it does not know, all at once', () =>
    expect(
      faults({
        filter: '{"size":1,"__proto__":1,"color":"green","owner":1,"created_at":{"gt":"x","gte":"x"}}',
        sortBy: 'size',
        sortOrder: 0,
      }),
    ).toEqual([
      'query.filter.size unknown-filter',
      'query.filter.__proto__ unknown-filter',
      'query.filter.color wrong-filter-value',
      'query.filter.owner wrong-filter-value',
      'query.filter.created_at.gt unknown-filter',
      'query.filter.created_at.gte not-a-time',
      'query.sortBy unknown-order',
      'query.sortOrder unknown-choice',
    ]));
  it.each(['', '[]', '"x"', '{'])('refuses %j as a filter', (filter) => expect(faults({ filter })).toEqual(['query.filter wrong-format']));

  it('tests what a loose index holds, also when it is asked for alone', () => {
    const { index, test } = plan({ filter: '{"word":"blue"}' });
    expect([index, test?.(thing({ color: 'blue' })), test?.(thing({ color: 'red' }))]).toEqual(['word:blue', true, false]);
  });

  it('orders otherwise only beside the filter that the order is made for', () =>
    expect([faults({ sortBy: 'due_at' }), faults({ sortBy: 'due_at', filter: '{"color":"blue"}' })]).toEqual(
      Array(2).fill(['query.sortBy unknown-order']),
    ));
});
