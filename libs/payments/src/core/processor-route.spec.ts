import { routeFaults } from './processor-route';

const charging = (processorKey: string) => ({ processorKey, disposition: 'charge_and_setup' as const });
const known = new Set(['alpha', 'beta']);

describe('a processor route', () => {
  it('names connected processors, each once', () => expect(routeFaults([charging('alpha'), charging('beta')], known)).toEqual([]));

  it('reports every fault with its place', () =>
    expect(routeFaults([charging('nobody'), charging('alpha'), charging('alpha')], known)).toEqual([
      { code: 'processor-not-found', loc: ['body', 'processors', 0, 'processor_id'] },
      { code: 'processor-twice', loc: ['body', 'processors', 2, 'processor_id'] },
    ]));

  it('can charge somewhere', () =>
    expect(routeFaults([{ processorKey: 'alpha', disposition: 'setup_only' }], known)).toEqual([
      { code: 'route-cannot-charge', loc: ['body', 'processors'] },
    ]));
});
