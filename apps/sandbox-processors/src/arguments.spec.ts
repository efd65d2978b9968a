import { readArguments } from './arguments';
import { isLoopback } from './loopback';

describe('the command line', () => {
  it('needs nothing', () => expect(readArguments([])).toEqual({ port: 0, host: '127.0.0.1', data: null, publicUrl: null }));
  it('takes what it is given', () =>
    expect(readArguments(['--port', '4010', '--host', '::1', '--data', 'here', '--public-url', 'http://pay.test/'])).toEqual({
      port: 4_010,
      host: '::1',
      data: 'here',
      publicUrl: 'http://pay.test',
    }));
  it('stays on this machine unless told otherwise', () => {
    expect(() => readArguments(['--host', '0.0.0.0'])).toThrow('--allow-remote');
    expect(readArguments(['--host', '0.0.0.0', '--allow-remote']).host).toBe('0.0.0.0');
  });
  it.each([
    ['--port', 'x'],
    ['--port', '65536'],
    ['--port', '-1'],
    ['--public-url', 'ftp://x'],
    ['--what', 'now'],
  ])('refuses %s %s', (...args) => expect(() => readArguments(args)).toThrow());
});

describe('this machine', () => {
  it.each(['localhost', '127.0.0.1', '127.9.9.9', '::1', '[::1]', '::ffff:127.0.0.1'])('is %s', (host) =>
    expect(isLoopback(host)).toBe(true),
  );
  it.each(['0.0.0.0', '::', '192.168.1.1', 'localhost.evil.test', '127.0.0.1.evil.test', ''])('is not %s', (host) =>
    expect(isLoopback(host)).toBe(false),
  );
});
