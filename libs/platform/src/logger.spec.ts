import { PinoLog } from './logger';

function logTo(lines: string[], options: Partial<ConstructorParameters<typeof PinoLog>[0]> = {}) {
  return new PinoLog({ process: 'api', level: 'info', ...options }, { write: (line: string) => lines.push(line) });
}

describe('the log', () => {
  it('writes one line of JSON with fields, message, time and process', () => {
    const lines: string[] = [];
    logTo(lines).warn({ stream: 'drawer-A', revision: 3 }, 'something is slow');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^\{.*\}\n$/);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      level: 40,
      process: 'api',
      pid: process.pid,
      stream: 'drawer-A',
      revision: 3,
      msg: 'something is slow',
      time: expect.stringMatching(/^\d{4}-.*Z$/),
    });
  });

  it('leaves out what is below its level', () => {
    const lines: string[] = [];
    const log = logTo(lines, { level: 'warn' });
    log.info({}, 'small talk');
    log.error({}, 'trouble');
    expect(lines.map((line) => (JSON.parse(line) as { msg: string }).msg)).toEqual(['trouble']);
  });

  it('masks secrets in messages, fields, and errors with their stacks', () => {
    const lines: string[] = [];
    const token = `st_dev_${'a1'.repeat(26)}`;
    const log = logTo(lines, { secrets: ['my "own" operator token', ''] });
    log.error({ err: new Error(`refused ${token}`), nested: { list: ['4242 4242 4242 4242'] } }, `for ${token}`);
    log.info({ given: 'my "own" operator token' }, 'x');
    expect(lines.join()).not.toMatch(/a1a1|4242|operator token/);
    expect(lines.map((line) => JSON.parse(line) as object)).toHaveLength(2);
  });
});
