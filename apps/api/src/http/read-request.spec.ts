import { freeObject, listOf, nested, texts } from './fields/compound.fields';
import { fieldsOf } from './fields/field-registry';
import { choice, flag, integer, text } from './fields/scalar.fields';
import { Unprocessable } from './problems/problem';
import { readRequest } from './read-request';
import { commandOf } from './request-shape';

const about = { description: 'd', example: null };

class Item {
  @text({ ...about, max: 5 })
  name!: string;

  @integer({ ...about, min: 1, max: 9, optional: true })
  count?: number | null;
}
class Query {
  @integer({ ...about, min: 0, max: 9, optional: true })
  page?: number;

  @flag({ ...about, optional: true })
  deep?: boolean;

  @texts({ ...about, maxItems: 2, maxLength: 3, of: ['a', 'b'], optional: true })
  expand?: string[];
}
class Body {
  @text({ ...about, max: 10 })
  title!: string;

  @choice({ ...about, of: ['x', 'y'], optional: true })
  kind?: string | null;

  @nested(() => Item, { ...about, optional: true })
  first?: Item | null;

  @listOf(() => Item, { ...about, maxItems: 3, optional: true })
  items?: Item[] | null;

  @freeObject({ ...about, optional: true })
  metadata?: object | null;

  @texts({ ...about, maxItems: 3, maxLength: 3, optional: true })
  tags?: string[] | null;
}
class NamedBody extends Body {
  @text({ ...about, max: 20, optional: true, mayLookLikeCard: true })
  phone?: string;
}
class TwiceNamedBody extends Body {
  @text({ ...about, max: 5, optional: true })
  declare title: string;
}

const shape = commandOf({ query: Query, body: Body });
const read = (body: unknown, query: object = {}) => readRequest(shape, { params: {}, query, headers: {}, body });
const faults = (body: unknown, query: object = {}) => {
  try {
    read(body, query);
  } catch (error) {
    if (error instanceof Unprocessable) return error.faults.map(({ loc, type }) => `${loc.join('.')} ${type}`);
    throw error;
  }
  return [];
};

describe('reading a body', () => {
  it('answers instances, nested ones too', () => {
    const { body } = read({ title: 't', first: { name: 'n' }, items: [{ name: 'm', count: 2 }], metadata: { constructor: { a: 1 } } });
    expect(body).toBeInstanceOf(Body);
    expect(body.first).toBeInstanceOf(Item);
    expect(body.items?.[0]).toEqual({ name: 'm', count: 2 });
    expect(body.metadata).toEqual({ constructor: { a: 1 } });
  });
  it('leaves out what was not sent', () => expect(Object.keys(read({ title: 't' }).body)).toEqual(['title']));
  it('keeps null for what may be null', () => expect(read({ title: 't', kind: null }).body.kind).toBeNull());
  it('tells every fault in the order of the body', () =>
    expect(
      faults({
        kind: 'z',
        nope: 1,
        items: [{ count: 0, name: 'toolong' }, 3, { name: 'ok', size: 1 }],
        first: [],
        tags: ['ok', 4, 'long'],
        metadata: 3,
      }),
    ).toEqual([
      'body.kind unknown-choice',
      'body.nope unknown-field',
      'body.items.0.count too-small',
      'body.items.0.name wrong-length',
      'body.items.1 not-object',
      'body.items.2.size unknown-field',
      'body.first not-object',
      'body.tags.1 not-text',
      'body.tags.2 wrong-length',
      'body.metadata not-plain-object',
      'body.title required',
    ]));
  it.each([[[]], ['x'], [3], [null], [[[]]]])('wants an object, not %j', (body) => expect(faults(body)).toEqual(['body not-object']));
  it('takes an absent body as an empty one', () => expect(faults(undefined)).toEqual(['body.title required']));
  it('converts nothing', () =>
    expect(faults({ title: 5, first: { name: 'n', count: '3' }, items: {} })).toEqual([
      'body.title not-text',
      'body.first.count not-integer',
      'body.items not-list',
    ]));
  it('treats names of prototypes as unknown', () =>
    expect(faults(JSON.parse('{"title":"t","__proto__":1,"constructor":{},"first":{"name":"n","toString":1}}'))).toEqual([
      'body.__proto__ unknown-field',
      'body.constructor unknown-field',
      'body.first.toString unknown-field',
    ]));
  it('refuses __proto__ in a free object, and what is too deep, too wide or too long', () => {
    const deep = { a: { b: { c: { d: { e: { f: 1 } } } } } };
    const wide = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`n${index}`, 1]));
    for (const metadata of [JSON.parse('{"__proto__":1}'), deep, wide, { a: 'x'.repeat(17_000) }, { a: JSON.parse('1e999') }])
      expect(faults({ title: 't', metadata })).toEqual(['body.metadata not-plain-object']);
  });
  it('finds bad texts wherever they are', () =>
    expect(faults({ title: '\ud800', tags: ['\udc00'], metadata: { a: ['4242424242424242'], '4242424242424242': 1 } })).toEqual([
      'body.title broken-text',
      'body.tags.0 broken-text',
      'body.metadata.a.0 card-number',
      'body.metadata.4242424242424242 card-number',
    ]));
  it('takes the fields of the class above, too', () => {
    const named = commandOf({ body: NamedBody });
    const of = (body: unknown) => readRequest(named, { params: {}, query: {}, headers: {}, body }).body;
    expect(of({ title: 't', phone: '4242 4242 4242 4242' })).toEqual({ title: 't', phone: '4242 4242 4242 4242' });
    expect(() => of({ phone: '1' })).toThrow(Unprocessable);
  });
  it('refuses a class that declares a field again: its rules would add up', () =>
    expect(() => fieldsOf(TwiceNamedBody)).toThrow('TwiceNamedBody.title is declared in two classes'));
});

describe('reading a query', () => {
  it('turns text into the declared types', () =>
    expect(read({ title: 't' }, { page: '3', deep: 'true', expand: ['a', 'b'] }).query).toEqual({
      page: 3,
      deep: true,
      expand: ['a', 'b'],
    }));
  it('takes lists with commas', () => expect(read({ title: 't' }, { expand: 'a,b' }).query.expand).toEqual(['a', 'b']));
  it('tells what is wrong', () =>
    expect(faults({ title: 't' }, { page: '3.5', deep: 'yes', expand: 'a,c', x: '1' })).toEqual([
      'query.x unknown-parameter',
      'query.expand unknown-choice',
      'query.page not-integer',
      'query.deep not-boolean',
    ]));
  it('wants a single value once', () => expect(faults({ title: 't' }, { page: ['1', '2'] })).toEqual(['query.page given-twice']));
});
