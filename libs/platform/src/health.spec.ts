import { Health } from './health';

describe('health', () => {
  it('is ok when every check is', async () => {
    const health = new Health().add('store', () => Promise.resolve()).add('redis', () => Promise.resolve('PONG'));
    expect(await health.report()).toEqual({
      status: 'ok',
      checks: { store: { ok: true, ms: expect.any(Number) }, redis: { ok: true, ms: expect.any(Number) } },
    });
  });

  it('names what fails, and why', async () => {
    const health = new Health().add('store', () => Promise.reject(new Error('down'))).add('redis', () => Promise.resolve());
    expect(await health.report()).toMatchObject({
      status: 'failing',
      checks: { store: { ok: false, error: 'down' }, redis: { ok: true } },
    });
  });

  it('does not wait for a check that hangs, nor for the others one after another', async () => {
    const hang = () => new Promise(() => undefined);
    const health = new Health().add('a', hang, 30).add('b', hang, 30).add('c', hang, 30);
    const before = performance.now();
    expect(await health.report()).toMatchObject({ status: 'failing', checks: { a: { ok: false, error: 'no answer within 30 ms' } } });
    expect(performance.now() - before).toBeLessThan(1_000);
  });

  it('survives a check that throws at once', async () => {
    const throws = () => {
      throw new TypeError('bug');
    };
    expect(await new Health().add('a', throws).report()).toMatchObject({ status: 'failing', checks: { a: { error: 'bug' } } });
  });

  it('refuses two checks of one name', () => {
    expect(() => new Health().add('a', () => Promise.resolve()).add('a', () => Promise.resolve())).toThrow('two health checks');
  });
});
