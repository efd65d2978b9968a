// A story for the reader: what everybody did, what struck, what was written down and what became of the money, step by step.
import { BEGIN } from '../service/ground';
import type { Ending } from '../ending';
import { COUPON_KEY } from './goods';
import type { Act, PlannedSession } from './story';

export function toldOf(act: Act): string {
  switch (act.kind) {
    case 'press': {
      const how = [
        act.clicks > 1 ? 'twice' : '',
        act.isBlind ? 'with the page as it was' : '',
        act.isAgain ? 'with the number of before' : '',
        act.button > 0 ? `on the button of tier ${act.button}` : '',
        act.claimsAll ? 'claiming to accept every tier' : '',
      ].filter((text) => text !== '');
      return [`the buyer of ${act.session} presses in tab ${act.tab} with the card "${act.card}"`, ...how].join(', ');
    }
    case 'type-code':
      return `the buyer of ${act.session} types the code`;
    case 'remove-code':
      return `the buyer of ${act.session} takes the code away`;
    case 'add-item':
      return `the merchant adds an item to ${act.session}`;
    case 'close':
      return `the merchant wants ${act.session} closed`;
    case 'complete-by-hand':
      return `the merchant completes ${act.session} by hand`;
    case 'supersede':
      return `the merchant makes another session in place of ${act.session}`;
    case 'refund':
      return `the merchant gives back ${act.amounts.map((amount) => amount ?? 'the rest').join(' and ')} of ${act.session}`;
    case 'wipe-redis':
      return 'Redis is emptied';
    case 'switch-processor':
      return `${act.processor} is switched ${act.enabled ? 'on' : 'off'}`;
  }
}

const planned = ({ name, mode, tiers, lifeMinutes, threeDsMode, hasPromotion, reference }: PlannedSession): string =>
  [
    `${name} ${mode === 'setup' ? 'saves a card' : `sells ${tiers.join(', else ')}`}`,
    `lives ${lifeMinutes} minutes`,
    ...(threeDsMode === 'first_3ds_wins' ? ['shows the first challenge'] : []),
    ...(hasPromotion ? ['with the promotion'] : []),
    ...(reference === null ? [] : ['with a reference']),
  ].join(', ');

/** As a list of steps, each with its time in seconds. */
export function stepsOf({ story, sessions, told }: Ending): readonly string[] {
  const names = new Map(sessions.map(({ key, name }) => [key, name]));
  const readable = (text: string): string =>
    [...names, [COUPON_KEY, 'the promotion'] as const].reduce((soFar, [key, name]) => soFar.replaceAll(key, name), text);
  return [
    `Late money: ${story.latePayment}. The promotion has ${story.uses} use${story.uses > 1 ? 's' : ''}.`,
    ...story.sessions.map(planned),
    ...told.map(({ at, text }) => `${((at - BEGIN) / 1_000).toFixed(3).padStart(10)} s  ${readable(text)}`),
  ];
}
