import { inRequestOrder, type LocatedFault } from './located-fault';

const fault = (...loc: (string | number)[]): LocatedFault => ({ loc, msg: '', type: loc.join('.') });
const order = (faults: LocatedFault[], body: unknown) => inRequestOrder(faults, body).map(({ type }) => type);

describe('the order of faults', () => {
  it('is that of the parsed body, absent names last', () => {
    const body = { z: 1, items: [{ price: 1 }, { amount: 2, price: 3 }], a: 2 };
    const faults = [
      fault('body', 'missing'),
      fault('body', 'a'),
      fault('body', 'items', 1, 'price'),
      fault('body', 'items', 1, 'amount'),
      fault('body', 'items', 0, 'absent'),
      fault('body', 'z'),
    ];
    expect(order(faults, body)).toEqual([
      'body.z',
      'body.items.0.absent',
      'body.items.1.amount',
      'body.items.1.price',
      'body.a',
      'body.missing',
    ]);
  });
  it('tells path, query and headers before the body', () =>
    expect(order([fault('body', 'a'), fault('header', 'x'), fault('query', 'x'), fault('path', 'x')], { a: 1 })).toEqual([
      'path.x',
      'query.x',
      'header.x',
      'body.a',
    ]));
  it('tells a place before what is inside it, and each place once', () =>
    expect(order([fault('body', 'a', 'b'), fault('body', 'a'), fault('body', 'a')], { a: { b: 1 } })).toEqual(['body.a', 'body.a.b']));
});
