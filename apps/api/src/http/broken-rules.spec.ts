import { type ValidationError, validateSync } from 'class-validator';
import fc from 'fast-check';
import { brokenRules } from './broken-rules';
import { freeObject, integers, listOf, nested, texts } from './fields/compound.fields';
import { choice, dateTime, flag, identifier, integer, text } from './fields/scalar.fields';
import { instanceOf } from './instances';

const about = { description: 'd', example: null };

class Item {
  @text({ ...about, max: 3, pattern: { matches: /^a/, says: 'must begin with a' } })
  name!: string;

  @integer({ ...about, min: 1, max: 9, optional: true })
  count?: number | null;
}
class Body {
  @text({ ...about, max: 3 })
  title!: string;

  @identifier('cs', { description: 'd', optional: true })
  id?: string | null;

  @choice({ ...about, of: ['x', 'y'], optional: true })
  kind?: string | null;

  @flag({ ...about, optional: true })
  deep?: boolean | null;

  @dateTime({ description: 'd', optional: true })
  at?: string | null;

  @nested(() => Item, about)
  first!: Item;

  @listOf(() => Item, { ...about, minItems: 1, maxItems: 2, optional: true })
  items?: Item[] | null;

  @freeObject({ ...about, optional: true })
  metadata?: object | null;

  @texts({ ...about, maxItems: 1, maxLength: 3, optional: true })
  tags?: string[] | null;

  @integers({ ...about, maxItems: 1, min: 0, max: 3, optional: true })
  days?: number[] | null;
}

/** As class-validator's own executor tells it: the first broken rule of each property. What it says without a rule (an item that is no
 * object) is told by the walk over the body. */
function told(errors: readonly ValidationError[], above: readonly (string | number)[] = ['body']): readonly object[] {
  return errors.flatMap(({ property, constraints = {}, contexts = {}, children = [] }) => {
    const loc = [...above, /^\d+$/.test(property) ? Number(property) : property];
    const [own] = Object.entries(constraints);
    const type = own && (contexts as Readonly<Record<string, { type: string }>>)[own[0]]?.type;
    return [...(own && type ? [{ loc, type, msg: own[1] }] : []), ...told(children, loc)];
  });
}

const byPlace = (faults: readonly object[]): readonly string[] => faults.map((fault) => JSON.stringify(fault)).sort();

const anything = fc.oneof(
  fc.constantFrom(
    undefined,
    null,
    '',
    'a',
    'abcd',
    'x',
    true,
    0,
    3,
    10,
    1.5,
    Number.NaN,
    '2031-05-04T10:20:30Z',
    [],
    ['a', 'b'],
    [1, 2],
    {},
  ),
  fc.constantFrom<unknown>(
    [{ name: 'a' }],
    [{ name: 'b' }, { count: 0 }, { name: 'a', count: 2 }],
    { name: 'ab', count: 'x' },
    { name: 7 },
  ),
);
const names = ['title', 'id', 'kind', 'deep', 'at', 'first', 'items', 'metadata', 'tags', 'days'] as const;
const bodies = fc.record(Object.fromEntries(names.map((name) => [name, anything])), { requiredKeys: [] });

describe('the rules of a DTO', () => {
  it('are those that class-validator would tell, with their places and words', () => {
    fc.assert(
      fc.property(bodies, (plain) => {
        const instance = instanceOf(Body, plain);
        const theirs = validateSync(instance, { stopAtFirstError: true, forbidUnknownValues: false });
        expect(byPlace(brokenRules(Body, instance, ['body']))).toEqual(byPlace(told(theirs)));
      }),
      { numRuns: 2_000 },
    );
  });

  it('are told in the order of the class, none for what is right', () => {
    const right = instanceOf(Body, { title: 'abc', first: { name: 'a' }, items: [{ name: 'a', count: 9 }], deep: false, kind: 'y' });
    expect(brokenRules(Body, right, ['body'])).toEqual([]);
    expect(brokenRules(Body, new Body(), ['body']).map(({ loc }) => loc)).toEqual([
      ['body', 'title'],
      ['body', 'first'],
    ]);
  });
});
