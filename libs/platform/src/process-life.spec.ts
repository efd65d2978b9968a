import { EventEmitter } from 'node:events';
import { endGracefully, listening } from './process-life';

class Self extends EventEmitter {
  readonly codes: number[] = [];
  exited = new Promise<void>((resolve) => this.once('exit', resolve));
  constructor(readonly channel?: object) {
    super();
  }
  exit(code: number): void {
    this.codes.push(code);
    this.emit('exit');
  }
}

const silent = { warn: () => undefined, error: () => undefined };
const begin = (self: Self, end: () => Promise<void>, log = silent) => endGracefully(end, log, self);

describe('the end of a process', () => {
  beforeEach(() => jest.useFakeTimers({ doNotFake: ['nextTick'] }));
  afterEach(() => jest.useRealTimers());

  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'])('comes in order after %s', async (signal) => {
    const self = new Self();
    let ends = 0;
    begin(self, async () => void (ends += 1));
    self.emit(signal);
    await self.exited;
    expect([ends, self.codes]).toEqual([1, [0]]);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('is 1 when it failed', async () => {
    const self = new Self();
    const error = jest.fn();
    begin(self, () => Promise.reject(new Error('stuck')), { ...silent, error });
    self.emit('SIGTERM');
    await self.exited;
    expect(self.codes).toEqual([1]);
    expect(error).toHaveBeenCalledWith({ why: 'SIGTERM', error: 'Error: stuck' }, 'ending failed');
  });

  it('comes after ten seconds whatever happens', () => {
    const self = new Self();
    begin(self, () => new Promise(() => undefined));
    self.emit('SIGTERM');
    jest.advanceTimersByTime(9_999);
    expect(self.codes).toEqual([]);
    jest.advanceTimersByTime(1);
    expect(self.codes).toEqual([1]);
  });

  it('comes at once at a second signal, unless it only repeats the first', () => {
    const self = new Self();
    let ends = 0;
    begin(self, () => {
      ends += 1;
      return new Promise(() => undefined);
    });
    self.emit('SIGINT');
    self.emit('SIGTERM'); // the terminal told everybody, and the supervisor passed it on
    expect(self.codes).toEqual([]);
    jest.advanceTimersByTime(1_001);
    self.emit('SIGINT');
    expect([ends, self.codes]).toEqual([1, [1]]);
  });

  it('comes when the parent is gone, once', () => {
    const self = new Self({});
    let ends = 0;
    begin(self, () => {
      ends += 1;
      return new Promise(() => undefined);
    });
    self.emit('disconnect');
    jest.advanceTimersByTime(5_000);
    self.emit('disconnect');
    expect([ends, self.codes]).toEqual([1, []]);
  });
});

it('readiness is one line of JSON', () => {
  const write = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  listening({ port: 7, host: '127.0.0.1' });
  const lines = write.mock.calls.map(([line]) => line);
  write.mockRestore();
  expect(lines).toEqual(['{"event":"listening","port":7,"host":"127.0.0.1"}\n']);
});
