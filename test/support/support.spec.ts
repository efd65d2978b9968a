// The helpers of the suites do what they promise when something goes wrong: that is when they are needed.
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Redis } from 'ioredis';
import { cardTraces } from './card-traces';
import { eventually } from './eventually';
import { startProcess } from './processes';
import { startRedis } from './redis';
import { temporaryFolder } from './temporary';

const program = (script: string) => ({ command: 'node', args: ['-e', script], name: 'fixture' });
const listening = `console.log('starting'); console.log(JSON.stringify({ event: 'listening', port: 7 })); setInterval(() => {}, 1000);`;
const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('cardTraces', () => {
  const number = '378282246310005';
  const found = (text: string) => cardTraces(text, [number]).length;
  it.each([
    ['plain', `x${number}y`],
    ['in groups', 'card 3782 822463 10005'],
    ['with dashes', '3782-822463-10005'],
    ['in an address', '3782%20822463%2010005'],
    ['in base64, at any place', Buffer.from(`{"number":"${number}"}`).toString('base64')],
    ['in base64, one further', Buffer.from(`{"number": "${number}"}`).toString('base64url')],
    ['in base64, two further', Buffer.from(`{ "number": "${number}"}`).toString('base64')],
    ['in hex', Buffer.from(number).toString('hex').toUpperCase()],
    ['in UTF-16', Buffer.from(number, 'utf16le').toString('latin1')],
    ['as a security code', '{"cvc":"123"}'],
    ['as an encoded security code', Buffer.from('{"x":1,"cvc":"9').toString('base64')],
  ])('finds one %s', (_, text) => expect(found(text)).toBe(1));
  it.each(['378282246310006', '{"cvc":"***"}', 'incorrect_cvc', '0005'])('finds none in %s', (text) => expect(found(text)).toBe(0));
});

describe('startProcess', () => {
  it('waits for the line, and ends what was paused', async () => {
    const started = await startProcess(program(`console.error('a word');${listening}`));
    expect(started.ready).toEqual({ event: 'listening', port: 7 });
    await started.kill('SIGSTOP');
    await started.stop();
    await started.stop();
    expect(isAlive(started.pid)).toBe(false);
    expect(started.stderr()).toContain('a word');
  });
  it('kills what does not want to end', async () => {
    const started = await startProcess(program(`process.on('SIGTERM', () => {});${listening}`));
    await started.kill('SIGKILL');
    expect(isAlive(started.pid)).toBe(false);
  });
  it('says how a process ended that never listened, and its last words', async () => {
    const failing = startProcess(program(`console.error('no such port'); process.exit(3);`));
    await expect(failing).rejects.toThrow(/fixture: Error: ended before it listened \(exit code 3\)\nno such port/);
  });
  it('does not wait for ever', async () => {
    const silent = startProcess({ ...program('setInterval(() => {}, 1000)'), readyWithinMs: 200 });
    await expect(silent).rejects.toThrow('did not listen within 200 ms');
  });
  it('reports a program that is not there', async () => {
    await expect(startProcess({ command: '/nowhere/program', args: [], name: 'absent' })).rejects.toThrow(/absent: .*ENOENT/);
  });
});

describe('eventually', () => {
  it('returns what was waited for', async () => {
    let calls = 0;
    const third = () => {
      calls += 1;
      if (calls === 1) throw new Error('not yet');
      return calls > 2 ? 'there' : undefined;
    };
    expect(await eventually(third, { timeoutMs: 5000, describe: 'a third call' })).toBe('there');
  });
  it('names what did not come, and why', async () => {
    const never = () => Promise.reject(new Error('refused'));
    await expect(eventually(never, { timeoutMs: 20, describe: () => 'an answer' })).rejects.toThrow(
      'not within 20 ms: an answer (last: refused)',
    );
    await expect(eventually(() => false, { timeoutMs: 20, describe: 'truth' })).rejects.toThrow(/^not within 20 ms: truth$/);
  });
});

describe('temporaryFolder', () => {
  it('is gone with all that is in it', async () => {
    const folder = await temporaryFolder('support');
    await writeFile(path.join(folder.path, 'file'), 'text');
    await folder.remove();
    await folder.remove();
    expect(existsSync(folder.path)).toBe(false);
  });
});

describe('startRedis', () => {
  const { PATH, REDIS_URL } = process.env;
  const restore = () => Object.assign(process.env, { PATH, ...(REDIS_URL === undefined ? {} : { REDIS_URL }) });
  const ownRedis = async (kind: string) => {
    delete process.env['REDIS_URL'];
    if (kind === 'embedded') process.env['PATH'] = '';
    return startRedis({ persistent: true }).finally(restore);
  };

  it.each(['redis-server', 'embedded'])(
    'gives a server of its own, down and up again: %s',
    async (kind) => {
      const redis = await ownRedis(kind);
      const client = new Redis(redis.url);
      await client.set('key', 'value');
      await redis.restart?.();
      const kept = redis.kind === 'redis-server' ? 'value' : null;
      expect(await client.get('key')).toBe(kept);
      await client.set('key', 'value');
      await redis.flushAll();
      expect(await client.get('key')).toBeNull();
      client.disconnect();
      await redis.stop();
      await redis.stop();
    },
    30_000,
  );
});
