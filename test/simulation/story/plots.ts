// From a seed to a story. Most are short and meet little; some are long, and everything happens to them at once.
import { CARDS } from '../processors/cards';
import { Chance } from '../time/chance';
import type { Climate } from '../weather/weather';
import { type Goods, PROCESSORS } from './goods';
import type { Act, PlannedProcessor, PlannedSession, Press, Story } from './story';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

const rough: Climate = {
  dies: 0.012, freezes: 0.008, storeFails: 0.04, callIsLost: 0.08, callIsLate: 0.08, callIsDoubled: 0.08, redisFails: 0.05, noticeIsLost: 0.2, noticeIsLate: 0.2,
}; // prettier-ignore
const scaled = (factor: number): Climate =>
  Object.fromEntries(Object.entries(rough).map(([name, rate]) => [name, rate * factor])) as Record<keyof Climate, number>;
const CLIMATES: readonly [Climate, ...Climate[]] = [scaled(0.15), scaled(0.4), rough];

/** What is sold in one session, with the fallbacks behind it. */
const OFFERS: readonly [readonly [Goods, ...Goods[]], ...(readonly [Goods, ...Goods[]])[]] = [
  ['mug'],
  ['mug'],
  ['mug', 'cup'],
  ['mug', 'jug'],
  ['mug', 'jug', 'cup'],
  ['club'],
  ['club', 'club-dearer-later'],
  ['club', 'club-cheaper'],
];

export function storyOf(seed: number): Story {
  const chance = new Chance(seed);
  const count = chance.oneOf('how many sessions', [1, 1, 1, 2, 2, 3]);
  const sessions = Array.from({ length: count }, (_, index) => session(chance, `s${index + 1}`, count));
  const rushAt = count > 1 && chance.happens('all rush at once', 0.5) ? chance.below('rush at', MINUTE) : null;
  const acts = sessions.flatMap((planned) => actsOf(chance, planned, rushAt)).concat(mishaps(chance, sessions));
  const story: Story = {
    seed,
    latePayment: chance.oneOf('late payment', ['complete', 'refund']),
    uses: chance.oneOf('uses', [1, 1, 2]),
    climate: chance.oneOf('climate', CLIMATES),
    processors: Object.fromEntries(PROCESSORS.map((name) => [name, processor(chance, name)])),
    sessions,
    acts: acts.sort((left, right) => left.at - right.at).map((act, index) => ({ ...act, name: `a${index + 1}` })),
  };
  return chance.happens('a challenge is left open', 0.1) ? withChallengeLeftOpen(story) : story;
}

/** Late money is rare by itself: here a challenge is put aside where nothing can be closed, and the buyer does not come again. */
function withChallengeLeftOpen({ sessions, acts, processors, ...story }: Story): Story {
  const [first, ...others] = sessions;
  const presses = acts.filter((act): act is Press => act.kind === 'press' && act.session === first?.name);
  const left = (act: Act): Act => (act.name === presses[0]?.name ? { ...presses[0], card: 'challenge-left-open', isBlind: false } : act);
  return {
    ...story,
    processors: { ...processors, alpha: { ability: 'asked-only', tellsNotices: processors['alpha']?.tellsNotices ?? false } },
    sessions: first ? [{ ...first, threeDsMode: 'prefer_non_3ds' }, ...others] : others,
    acts: acts.filter((act) => !presses.slice(1).some(({ name }) => name === act.name)).map(left),
  };
}

const processor = (chance: Chance, name: string): PlannedProcessor => ({
  ability: chance.oneOf(`${name} can`, [
    'asked-and-closed',
    'asked-and-closed',
    'asked-and-closed',
    'asked-by-its-own-name',
    'asked-only',
    'mute',
  ]),
  tellsNotices: chance.happens(`${name} tells`, 0.4),
});

function session(chance: Chance, name: string, count: number): PlannedSession {
  const isSetup = chance.happens(`${name} saves a card`, 0.1);
  return {
    name,
    mode: isSetup ? 'setup' : 'payment',
    tiers: isSetup ? ['mug'] : chance.oneOf(`${name} sells`, OFFERS),
    lifeMinutes: chance.oneOf(`${name} lives`, [30, 30, 60, 24 * 60]),
    threeDsMode: chance.oneOf(`${name} 3ds`, ['prefer_non_3ds', 'first_3ds_wins']),
    isCustomerNamed: chance.happens(`${name} is for somebody`, 0.5),
    hasPromotion: !isSetup && chance.happens(`${name} has the promotion`, count > 1 ? 0.8 : 0.3),
    reference: chance.happens(`${name} has a reference`, 0.15) ? 'order' : null,
  };
}

type Unnamed<A extends Act = Act> = A extends Act ? Omit<A, 'name'> & { readonly name: string } : never;

/** @param rushAt when all buyers press at once for the first time; null: each as he likes */
function actsOf(chance: Chance, planned: PlannedSession, rushAt: number | null): readonly Unnamed[] {
  const { name } = planned;
  const presses = Array.from({ length: 1 + chance.below(`${name} presses`, 4) }, (_, index) => press(chance, planned, { index, rushAt }));
  const at = (what: string, within: number) => chance.below(`${name} ${what} at`, within);
  const base = (kind: string, within: number) => ({ name: '', session: name, at: at(kind, within) });
  const perhaps = (act: Unnamed, probability: number): readonly Unnamed[] =>
    chance.happens(`${name} ${act.kind}`, probability) ? [act] : [];
  const amounts = Array.from({ length: 1 + at('refunds', 3) }, (_, index) => chance.oneOf(`${name} refund ${index}`, [null, 700, 1_500]));
  return [
    ...presses,
    ...perhaps({ kind: 'type-code', ...base('type-code', 2 * MINUTE) }, planned.hasPromotion ? 0 : 0.35),
    ...perhaps({ kind: 'remove-code', ...base('remove-code', 5 * MINUTE) }, 0.06),
    ...perhaps({ kind: 'add-item', ...base('add-item', 3 * MINUTE) }, 0.08),
    ...perhaps({ kind: 'close', ...base('close', 5 * MINUTE) }, 0.15),
    ...perhaps({ kind: 'complete-by-hand', ...base('complete-by-hand', 10 * MINUTE) }, 0.1),
    ...perhaps({ kind: 'supersede', ...base('supersede', 5 * MINUTE) }, planned.reference === null ? 0 : 0.6),
    ...perhaps({ kind: 'refund', ...base('refund', 100 * MINUTE), amounts }, 0.3),
    ...perhaps({ kind: 'refund', ...base('second refund', 100 * MINUTE), amounts: [null] }, 0.1),
  ];
}

interface Turn {
  /** Of the buyer's presses. */
  readonly index: number;
  readonly rushAt: number | null;
}

function press(chance: Chance, { name, tiers }: PlannedSession, { index, rushAt }: Turn): Unnamed<Press> {
  const of = (what: string) => `${name} press ${index} ${what}`;
  const spans = [20 * SECOND, 90 * SECOND, 5 * MINUTE, chance.oneOf(of('comes late'), [10 * MINUTE, 70 * MINUTE])];
  return {
    kind: 'press',
    name: '',
    session: name,
    at: index === 0 && rushAt !== null ? rushAt + chance.below(of('at'), 12) : chance.below(of('at'), spans[index] ?? MINUTE),
    tab: 1 + chance.below(of('tab'), 2),
    card: chance.happens(of('pays'), 0.4) ? 'approved' : chance.oneOf(of('card'), CARDS),
    clicks: chance.happens(of('twice'), 0.3) ? 2 : 1,
    isBlind: chance.happens(of('blind'), 0.25),
    isAgain: chance.happens(of('again'), 0.15),
    button: tiers.length > 1 && chance.happens(of('button'), 0.25) ? 1 : 0,
    claimsAll: chance.happens(of('claims'), 0.2),
    savesCard: chance.happens(of('saves'), 0.3),
  };
}

/** What befalls everybody. */
function mishaps(chance: Chance, sessions: readonly PlannedSession[]): readonly Unnamed[] {
  const session = sessions[0]?.name ?? '';
  const wipes = Array.from({ length: chance.oneOf('wipes', [0, 0, 0, 1, 2]) }, (_, index) => ({
    kind: 'wipe-redis' as const, name: '', session, at: chance.below(`wipe ${index} at`, chance.oneOf(`wipe ${index} within`, [MINUTE, 40 * MINUTE])),
  })); // prettier-ignore
  if (!chance.happens('a processor is switched', 0.12)) return wipes;
  const switched = {
    kind: 'switch-processor' as const,
    name: '',
    session,
    processor: chance.oneOf('which processor', ['alpha', 'beta', 'gamma']),
  };
  const off = chance.below('switched off at', 2 * MINUTE);
  return [...wipes, { ...switched, at: off, enabled: false }, { ...switched, at: off + MINUTE, enabled: true }];
}
