import {
  cardBrandOf,
  cardNumberFault,
  digitsOf,
  longestCardNumber,
  passesLuhn,
  securityCodeLengthOf,
  spacedCardNumber,
} from './card-number';

describe('card number', () => {
  test.each([
    ['4242424242424242', 'visa', '4242 4242 4242 4242'],
    ['5555555555554444', 'mastercard', '5555 5555 5555 4444'],
    ['2223003122003222', 'mastercard', '2223 0031 2200 3222'],
    ['378282246310005', 'amex', '3782 822463 10005'],
    ['6011111111111117', 'discover', '6011 1111 1111 1117'],
    ['36227206271667', 'diners', '3622 720627 1667'],
    ['3056930009020004', 'diners', '3056 9300 0902 0004'],
    ['3566002020360505', 'jcb', '3566 0020 2036 0505'],
    ['6200000000000005', 'unionpay', '6200 0000 0000 0005'],
    ['6759649826438453', 'maestro', '6759 6498 2643 8453'],
  ] as const)('%s is a whole %s card', (digits, brand, spaced) => {
    expect(cardBrandOf(digits)).toBe(brand);
    expect(spacedCardNumber(digits)).toBe(spaced);
    expect(cardNumberFault(digits)).toBeNull();
  });

  test.each([
    ['', null],
    ['2', null],
    ['222', null],
    ['2220', null],
    ['2221', 'mastercard'],
    ['2720', 'mastercard'],
    ['2721', null],
    ['3', null],
    ['37', 'amex'],
    ['9', null],
  ] as const)('the beginning %p names %p', (digits, brand) => expect(cardBrandOf(digits)).toBe(brand));

  it('knows a typing error from a number that is not finished', () => {
    expect(cardNumberFault('4242 4242'.replace(' ', ''))).toBe('incomplete');
    expect(cardNumberFault('')).toBe('incomplete');
    expect(cardNumberFault('4242424242424241')).toBe('invalid');
    expect(cardNumberFault('42424242424242421')).toBe('invalid');
    expect(cardNumberFault('378282246310006')).toBe('invalid');
  });

  it('finds every single wrong digit and every swap of neighbours but 09', () => {
    const right = '4242424242424242';
    for (let place = 0; place < right.length; place += 1) {
      const wrong = right.slice(0, place) + String((Number(right[place]) + 1) % 10) + right.slice(place + 1);
      expect(passesLuhn(wrong)).toBe(false);
    }
    expect(passesLuhn('4242424242422442')).toBe(false);
    expect(passesLuhn('')).toBe(false);
  });

  it('reads what keyboards and autofill give', () => {
    expect(digitsOf(' 4242-4242 4242.4242 ')).toBe('4242424242424242');
    expect(digitsOf('４２４２ 424')).toBe('4242424');
    expect(spacedCardNumber('42424')).toBe('4242 4');
    expect(spacedCardNumber('4242424242424242000')).toBe('4242 4242 4242 4242 000');
    expect(spacedCardNumber('')).toBe('');
  });

  it('bounds number and security code by the brand', () => {
    expect(longestCardNumber('37')).toBe(15);
    expect(longestCardNumber('4')).toBe(19);
    expect(longestCardNumber('')).toBe(19);
    expect(securityCodeLengthOf('37')).toBe(4);
    expect(securityCodeLengthOf('4')).toBe(3);
    expect(securityCodeLengthOf('')).toBe(3);
  });
});
