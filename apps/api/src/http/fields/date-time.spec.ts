import { instantOf, isDateTime } from './date-time';

describe('times from outside', () => {
  it.each(['2031-05-04T10:20:30Z', '2031-05-04T10:20:30.123456+02:00', '2031-05-04T10:20-0530', '2028-02-29T00:00:00z'])(
    'takes %s',
    (text) => expect(isDateTime(text)).toBe(true),
  );
  it.each([
    '2031-05-04',
    '2031-05-04T10:20:30',
    '2031-02-29T00:00:00Z',
    '2031-05-04T25:00:00Z',
    '2031-05-04T10:20:30.1234567Z',
    'now',
    1_700_000_000_000,
    null,
  ])('refuses %s', (value) => expect(isDateTime(value)).toBe(false));
  it('counts the offset', () => expect(instantOf('2031-05-04T12:00:00.123456+02:00')).toBe(Date.UTC(2031, 4, 4, 10, 0, 0, 123)));
});
