import { table } from './table';

describe('a table', () => {
  it('puts text to the left and numbers to the right', () => {
    expect(table([['name', 'count'], ['a', '5'], ['longer', '1,200']])).toEqual(['name    count', 'a           5', 'longer  1,200']); // prettier-ignore
  });
});
