// A lock between processes on one machine: a file with the holder's process id, touched while it is held.
// Only modules of Node itself: see ../bootstrap.mjs.
import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';

const touchMs = 1000;
const pollMs = 200;
// Looks without a touch in between, 30 s, after which the holder is gone and its id belongs to somebody else. Counted in looks and
// not by the clock, so that a machine that was asleep robs nobody.
const silentLooks = 150;
const takeoverMs = 5000;

/** Runs `action` while no other process holds this lock. `onWait` is called once, with the id of the holder, when there is one. */
export async function withLock(file, onWait, action) {
  mkdirSync(path.dirname(file), { recursive: true });
  await acquire(file, onWait);
  const touch = setInterval(() => touched(file), touchMs);
  try {
    return await action();
  } finally {
    clearInterval(touch);
    if (read(file) === String(process.pid)) rmSync(file, { force: true });
  }
}

async function acquire(file, onWait) {
  let told = false;
  let seen = { touchedAt: 0, looks: 0 };
  while (!create(file)) {
    const holder = read(file);
    const touchedAt = modified(file);
    seen = touchedAt === seen.touchedAt ? { touchedAt, looks: seen.looks + 1 } : { touchedAt, looks: 0 };
    const gone = seen.looks > silentLooks || (holder !== '' && !isAlive(Number(holder)));
    if (gone) remove(file, holder);
    else if (!told) onWait(holder);
    told ||= !gone;
    await pause(pollMs);
  }
}

function create(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Removes the lock of a holder that is gone. Guarded, so that of two who find it gone none removes the new lock of the other. */
function remove(file, holder) {
  const guard = `${file}.takeover`;
  if (create(guard)) {
    if (read(file) === holder) rmSync(file, { force: true });
    rmSync(guard, { force: true });
  } else if (Date.now() - modified(guard) > takeoverMs) {
    rmSync(guard, { force: true }); // somebody crashed in the middle of the lines above
  }
}

const modified = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function touched(file) {
  const now = new Date();
  try {
    utimesSync(file, now, now);
  } catch {
    // somebody removed the folder of the lock; what it protects is nearly done
  }
}
