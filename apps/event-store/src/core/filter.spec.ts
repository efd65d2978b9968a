import { Checkpoints, eventFilter } from './filter';

describe('filters', () => {
  const order = { stream: 'order-1', type: 'Placed' };

  it('takes any of the prefixes, of the stream or of the type', () => {
    expect(eventFilter('stream', undefined, ['x-', 'order-'])(order)).toBe(true);
    expect(eventFilter('type', undefined, ['x-', 'order-'])(order)).toBe(false);
    expect(eventFilter('stream', undefined, [])(order)).toBe(false);
  });

  it('takes a pattern', () => {
    expect(eventFilter('type', '^[^$].*', [])(order)).toBe(true);
    expect(eventFilter('type', '^[^$].*', [])({ ...order, type: '$metadata' })).toBe(false);
    expect(() => eventFilter('type', '(', [])).toThrow(SyntaxError);
  });
});

describe('checkpoints', () => {
  it('come once per interval of events looked at', () => {
    const checkpoints = new Checkpoints(3);
    const told = [10, 20, 30, 40, 50, 60].map((position) => checkpoints.consider(position));
    expect(told).toEqual([undefined, undefined, 30, undefined, undefined, 60]);
  });

  it('never repeat and never go back', () => {
    const checkpoints = new Checkpoints(1);
    expect(checkpoints.tell(0)).toBeUndefined();
    expect(checkpoints.consider(10)).toBe(10);
    expect(checkpoints.tell(10)).toBeUndefined();
    expect(checkpoints.tell(9)).toBeUndefined();
    expect(checkpoints.tell(11)).toBe(11);
  });
});
