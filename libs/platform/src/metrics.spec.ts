import { Metrics } from './metrics';

const metrics = () => new Metrics('api', { ofNode: false });

describe('metrics', () => {
  it('are text for Prometheus, with the name of the app', async () => {
    const here = metrics();
    here.counter({ name: 'appends_total', help: 'Appends.', labels: ['outcome'] }).inc({ outcome: 'conflict' });
    here.gauge({ name: 'lag_positions', help: 'Lag.' }).set(5);
    here.histogram({ name: 'append_seconds', help: 'Time.', buckets: [0.1, 1] }).observe(0.5);
    const text = await here.text();
    expect(text).toContain('appends_total{outcome="conflict",app="api"} 1');
    expect(text).toContain('lag_positions{app="api"} 5');
    expect(text).toContain('append_seconds_bucket{le="1",app="api"} 1');
    expect(here.contentType).toContain('text/plain');
  });

  it('are the same when registered again, and not of two kinds', () => {
    const here = metrics();
    const shape = { name: 'x_total', help: 'X.' };
    expect(here.counter(shape)).toBe(here.counter(shape));
    expect(() => here.gauge(shape)).toThrow('another kind');
  });

  it('of two processes do not mix', async () => {
    const [one, other] = [metrics(), metrics()];
    one.counter({ name: 'x_total', help: 'X.' }).inc();
    expect(await other.text()).not.toContain('x_total');
  });

  it('tell of Node itself, too', async () => {
    expect(await new Metrics('api').text()).toContain('process_cpu_user_seconds_total');
  });
});
