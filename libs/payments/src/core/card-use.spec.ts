import { type DomainEvent, fold } from '@tillstream/event-sourcing';
import { scenariosFor } from '@tillstream/event-sourcing/testing';
import { cardUse, type CardUseEvent, isCardSpent, isCounted } from './card-use';

const given = scenariosFor(cardUse);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = 100 * DAY;
const tried = (tryKey: string, at = NOW): CardUseEvent => ({ type: 'CardTried', data: { tryKey, at } });
const returned = (tryKey: string, at = NOW): CardUseEvent => ({ type: 'CardTryReturned', data: { tryKey, at } });
const tries = (count: number, at = NOW): readonly CardUseEvent[] =>
  Array.from({ length: count }, (_, index) => tried(`at ${at} ${index}`, at));
const attempt = (brand: string, now = NOW, tryKey = 'next') => ({ type: 'TryCard', tryKey, brand, now }) as const;
const tooOften = { code: 'card-tried-too-often' } as const;

describe('a try', () => {
  it('is written down once, whoever repeats it', () => {
    given().when(attempt('visa')).then(tried('next'));
    given(tried('next'))
      .when(attempt('visa', NOW + HOUR))
      .nothing();
  });

  it.each([
    ['visa', 15, 30 * DAY],
    ['mastercard', 10, DAY],
  ] as const)('of a %s card is refused from the %i on, until the first is out of the window', (brand, most, withinMs) => {
    given(...tries(most - 1))
      .when(attempt(brand))
      .then(tried('next'));
    given(...tries(most))
      .when(attempt(brand))
      .rejected(tooOften);
    given(...tries(most))
      .when(attempt(brand, NOW + withinMs - 1))
      .rejected(tooOften);
    given(...tries(most))
      .when(attempt(brand, NOW + withinMs))
      .then(tried('next', NOW + withinMs));
  });

  it('of a Mastercard card is refused after 35 in thirty days, however they are spread', () => {
    const spread = [0, 2, 4, 6].flatMap((days) => tries(days === 6 ? 5 : 10, NOW + days * DAY));
    given(...spread)
      .when(attempt('mastercard', NOW + 9 * DAY))
      .rejected(tooOften);
    given(...spread.slice(1))
      .when(attempt('mastercard', NOW + 9 * DAY))
      .then(tried('next', NOW + 9 * DAY));
  });

  it('of a brand whose scheme counts nothing is always free', () => {
    expect([isCounted('amex'), isCounted('constructor'), isCounted('visa')]).toEqual([false, false, true]);
    given(...tries(40))
      .when(attempt('amex'))
      .then(tried('next'));
  });

  it('that was taken back leaves room for another', () => {
    given(...tries(15))
      .when({ type: 'ReturnCardTry', tryKey: `at ${NOW} 3`, now: NOW + 1 })
      .then(returned(`at ${NOW} 3`, NOW + 1));
    given(...tries(15), returned(`at ${NOW} 3`))
      .when(attempt('visa'))
      .then(tried('next'));
    given(tried('one'), returned('one')).when({ type: 'ReturnCardTry', tryKey: 'one', now: NOW }).nothing();
  });

  it('is never dated before one that is written down already', () => {
    given(tried('one'))
      .when(attempt('visa', NOW - HOUR))
      .then(tried('next'));
  });
});

it('no more is kept than the longest window holds', () => {
  const events = Array.from({ length: 400 }, (_, day) =>
    tried(`day ${day}`, NOW + day * DAY),
  ) as readonly DomainEvent[] as readonly CardUseEvent[];
  const state = fold(cardUse, events);
  expect(state.tries).toHaveLength(30);
  expect(isCardSpent(state, 'visa', NOW + 399 * DAY)).toBe(true);
  expect(isCardSpent(state, 'visa', NOW + 415 * DAY)).toBe(false);
});
