import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DataFolder } from './data-folder';
import { isLocked } from './folder-lock';
import { secretsOf } from './secrets';

let above: string;
let data: DataFolder;
beforeEach(() => {
  above = mkdtempSync(path.join(tmpdir(), 'tillstream-folder-'));
  data = new DataFolder(path.join(above, 'data'));
});
afterEach(() => rmSync(above, { recursive: true, force: true }));

describe('a data folder', () => {
  it('is made at first use, also beside the locks of the build', () => {
    mkdirSync(data.folder);
    writeFileSync(data.file('build.lock'), '1');
    data.open();
    expect(data.exists).toBe(true);
  });

  it('is refused where something else is, and left as it was', () => {
    mkdirSync(data.folder);
    writeFileSync(data.file('thesis.txt'), 'years of work');
    expect(() => data.open()).toThrow('thesis.txt');
    expect(() => data.reset()).toThrow('thesis.txt');
    expect(data.read('thesis.txt')).toBe('years of work');
    expect(existsSync(data.file('tillstream.json'))).toBe(false);
  });

  it('is emptied by a reset, but for the locks', () => {
    data.open();
    const lock = data.lock();
    data.write('demo.json', '{}');
    mkdirSync(data.file('event-store'));
    writeFileSync(data.file('build.lock'), '1');
    data.reset();
    expect([data.read('demo.json'), data.exists, existsSync(data.file('event-store')), data.read('build.lock')]).toEqual([
      undefined,
      false,
      false,
      '1',
    ]);
    expect(isLocked(data.file('lock.sqlite'))).toBe(true);
    lock?.close();
  });

  it('is had by one at a time', () => {
    data.open();
    const lock = data.lock();
    expect(data.lock()).toBeUndefined();
    lock?.close();
    expect(isLocked(data.file('lock.sqlite'))).toBe(false);
  });

  it('keeps its secrets, for its owner alone', () => {
    data.open();
    const first = secretsOf(data);
    expect(secretsOf(data)).toEqual(first);
    expect(Buffer.from(first.masterKey, 'base64')).toHaveLength(32);
    expect(statSync(data.file('master.key')).mode & 0o777).toBe(0o600);
    expect(statSync(data.file('operator.token')).mode & 0o777).toBe(0o600);
  });
});
