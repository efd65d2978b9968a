import { isPast, readExpiry, spacedExpiry } from './expiry';

describe('expiry', () => {
  test.each([
    ['04 / 31', 4, 2031],
    ['4/31', 4, 2031],
    ['0431', 4, 2031],
    ['042031', 4, 2031],
    ['04/2031', 4, 2031],
    ['04-31', 4, 2031],
    ['2031-04', 4, 2031],
    [' １２／３１ ', 12, 2031],
  ])('%p is %d of %d', (typed, month, year) => expect(readExpiry(typed)).toEqual({ month, year }));

  test.each(['', '4', '13/31', '00/31', '04/3', '04/203', 'April 31', '04/31/31'])('%p is none', (typed) =>
    expect(readExpiry(typed)).toBeNull(),
  );

  test.each([
    ['', ''],
    ['1', '1'],
    ['4', '04'],
    ['1/', '01'],
    ['1/3', '01 / 3'],
    ['12', '12'],
    ['123', '12 / 3'],
    ['12 / 34', '12 / 34'],
    ['12 / 345', '12 / 34'],
    ['12 / ', '12'],
    ['2031-04', '04 / 31'],
    ['04/2031', '04 / 31'],
  ])('%p stands as %p', (typed, shown) => expect(spacedExpiry(typed)).toBe(shown));

  it('is good until its month is over', () => {
    const card = { month: 2, year: 2031 };
    expect(isPast(card, new Date(2031, 1, 28, 23, 59))).toBe(false);
    expect(isPast(card, new Date(2031, 2, 1))).toBe(true);
    expect(isPast(card, new Date(2030, 11, 31))).toBe(false);
  });
});
