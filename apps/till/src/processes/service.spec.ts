import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { LogFile } from './log-file';
import { RefusesToStart, Service, type ServicePlan } from './service';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'tillstream-service-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const LISTENS = `console.log(JSON.stringify({ event: 'listening' }));`;
const STAYS = 'setInterval(() => {}, 1_000);';

function service(script: string, plan: Partial<ServicePlan> = {}) {
  const told: string[] = [];
  const living = new Set<number>();
  const parts = {
    warden: { begun: (pid: number) => void living.add(pid), ended: (pid: number) => void living.delete(pid) },
    log: new LogFile(path.join(folder, 'it.log'), undefined),
    tell: (sentence: string) => void told.push(sentence),
    giveUp: () => void told.push('given up'),
  };
  return { told, living, it: new Service({ name: 'it', command: process.execPath, args: ['-e', script], ...plan }, parts) };
}

async function eventually(isSo: () => boolean): Promise<void> {
  for (let tries = 0; !isSo(); tries++) {
    if (tries > 400) throw new Error('it never came');
    await pause(25);
  }
}

describe('a service', () => {
  it('is ready when it says so, and ends when it is told to', async () => {
    const { it, living } = service(LISTENS + STAYS);
    await it.start();
    expect([...living]).toEqual([it.pid]);
    await it.stop();
    expect([...living]).toEqual([]);
  });

  it('is ready when it answers', async () => {
    let asked = 0;
    const { it } = service(STAYS, { answers: () => Promise.resolve(++asked === 3) });
    await it.start();
    expect(asked).toBe(3);
    await it.stop();
  });

  it('says why it does not start', async () => {
    const { it } = service(`console.error(JSON.stringify({ level: 60, msg: 'the folder is taken' })); process.exit(2);`);
    const refusal = await it.start().catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(RefusesToStart);
    expect(String(refusal)).toContain('it did not start (exit code 2).\n  the folder is taken');
    expect(
      await service('', { command: 'no-such-program' })
        .it.start()
        .catch((error: unknown) => error),
    ).toMatchObject({ isUnknownProgram: true });
  });

  it('is started again when it dies, and not when it was told to end', async () => {
    const { it, told, living } = service(LISTENS + STAYS);
    await it.start();
    const [first] = [...living];
    process.kill(first!, 'SIGKILL');
    await eventually(() => told.includes('it runs again.'));
    expect(told).toEqual(['it ended (SIGKILL).', 'it runs again.']);
    expect(it.pid).not.toBe(first);
    await it.stop();
    await pause(400); // longer than the pause before another start
    expect([...living]).toEqual([]);
    expect(told).toHaveLength(2);
  });

  it('is killed when it does not hear', async () => {
    const { it, living } = service(`process.on('SIGTERM', () => {}); ${LISTENS}${STAYS}`, { stopSignal: 'SIGKILL' });
    await it.start();
    await it.stop();
    expect([...living]).toEqual([]);
  });

  it('keeps what it says in its file', async () => {
    const { it } = service(`console.error('good morning'); ${LISTENS}${STAYS}`);
    await it.start();
    await it.stop();
    const file = path.join(folder, 'it.log');
    await eventually(() => existsSync(file) && readFileSync(file, 'utf8').includes('good morning'));
  });
});
