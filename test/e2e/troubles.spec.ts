// Every card of the simulated network and every trouble of its processors on the real stack: what buyer and merchant are told meanwhile, how
// the session ends, what the processors' own ledgers hold, and which webhooks came. All are played at once, so that waiting overlaps.
import { isDeepStrictEqual } from 'node:util';
import { testCards } from '../../apps/sandbox-processors/src/cards/test-cards';
import { disagreements, storyOf } from '../support/chaos/agreement';
import { ledgerOf, storedEventsOf } from '../support/chaos/records';
import { eventually } from '../support/eventually';
import { startStack } from '../support/stack';
import { lateTroubles } from '../support/troubles/late';
import { NoticeRelay } from '../support/troubles/notice-relay';
import { paidWith, PLAIN_CARDS } from '../support/troubles/plain';
import { type Ground, type Sale, Scene } from '../support/troubles/scene';
import { type Told, toldOf, webhooksAbout } from '../support/troubles/told';
import type { Troubles } from '../support/troubles/trouble';
import { unclearTroubles } from '../support/troubles/unclear';
import { WebhookReceiver } from '../support/webhook-receiver';

jest.setTimeout(180_000);

/** The worker asks for the fourth time 36 s after an outcome became unknown. */
const SETTLED_WITHIN_MS = 60_000;
/** Of what is in the views and at other endpoints when the session's last news is out. */
const TOLD_WITHIN_MS = 10_000;
const SCENES_AT_ONCE = 4;
const CARDS_AT_ONCE = 3;
const TROUBLES: Troubles = { ...unclearTroubles, ...lateTroubles };
/** Played to its end in challenge-journey.spec.ts, in both modes. */
const ELSEWHERE = ['3ds-abandoned'];

let ground: Ground;
const played = new Map<string, Promise<Told>>();

beforeAll(async () => {
  const stack = await startStack();
  ground = { stack, receiver: await WebhookReceiver.start(), relay: await NoticeRelay.start(stack.apiUrl) };
  const [opening, paying] = [lanes(SCENES_AT_ONCE), lanes(CARDS_AT_ONCE)];
  for (const [name, trouble] of Object.entries(TROUBLES)) {
    const scene = opening(() => Scene.open(ground, { processors: trouble.processors ?? { first: {}, second: {} } }));
    start(name, trouble.ends, scene.then(trouble.play));
  }
  const shared = await Scene.open(ground, { processors: { alpha: {}, beta: {}, gamma: {} }, isShared: true });
  for (const [card, ends] of PLAIN_CARDS)
    start(
      card,
      ends,
      paying(() => paidWith(shared, card)),
    );
});
afterAll(async () => {
  await Promise.allSettled(played.values());
  await ground.relay.stop();
  await ground.receiver.stop();
  await ground.stack.stop();
});

/** So many at once; the others wait for their turn. */
function lanes(width: number): <T>(work: () => Promise<T>) => Promise<T> {
  const ends = Array.from({ length: width }, (): Promise<unknown> => Promise.resolve());
  let count = 0;
  return (work) => {
    const lane = count++ % width;
    const done = Promise.resolve(ends[lane]).then(work);
    ends[lane] = done.catch(() => undefined);
    return done;
  };
}

/** What is told in the end; the last of it, when it is not what it should be in time. */
function start(name: string, ends: Told, playing: Promise<Sale>): void {
  const told = playing.then(async (sale) => {
    const patience = { timeoutMs: SETTLED_WITHIN_MS, describe: `the end of ${name}` };
    const ofSession = ends.webhooks.filter((type) => !type.includes('.')); // the last news, and no call to hear of it
    await eventually(() => isDeepStrictEqual(webhooksAbout(sale, sale.id), ofSession), patience).catch(() => undefined);
    let last = await toldOf(sale);
    const isOver = async () => isDeepStrictEqual((last = await toldOf(sale)), ends);
    await eventually(isOver, { ...patience, timeoutMs: TOLD_WITHIN_MS }).catch(() => undefined);
    return last;
  });
  told.catch(() => undefined); // its own test tells
  played.set(name, told);
}

it('leaves no card of the table out', () => {
  const known = new Set([...PLAIN_CARDS.keys(), ...Object.keys(TROUBLES).map((name) => name.split(',')[0]), ...ELSEWHERE]);
  expect(testCards.map(({ name }) => name).filter((name) => !known.has(name))).toEqual([]);
});

describe('trouble', () => {
  it.each(Object.entries(TROUBLES))('%s', async (name, { ends }) => expect(await played.get(name)).toEqual(ends));
});

describe('card', () => {
  it.each([...PLAIN_CARDS])('%s', async (name, ends) => expect(await played.get(name)).toEqual(ends));
});

it('agrees with the ledgers to the cent in the end', async () => {
  await Promise.allSettled(played.values());
  const sessions = [...(await storedEventsOf(ground.stack))].filter(([stream]) => stream.startsWith('checkoutSession-'));
  const stories = sessions.map(([stream, events]) => storyOf(stream, events));
  expect(stories.length).toBeGreaterThanOrEqual(played.size);
  expect(disagreements(stories, await ledgerOf(ground.stack))).toEqual([]);
  expect(stories.filter(({ openAttempts, openRefunds }) => openAttempts + openRefunds > 0)).toEqual([]);
});
