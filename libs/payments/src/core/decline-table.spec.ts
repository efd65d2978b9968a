import { declineCategory, knownDeclineCodes, NEXT_STEP } from './decline-table';

describe('the decline table', () => {
  it.each([
    ['stolen_card', 'hard', 'stop'],
    ['account_closed', 'hard', 'stop'],
    ['expired_card', 'data', 'stop'],
    ['incorrect_cvc', 'data', 'stop'],
    ['insufficient_funds', 'insufficient', 'next-cheaper-tier'],
    ['do_not_honor', 'soft', 'next-processor'],
    ['issuer_not_available', 'soft', 'next-processor'],
    ['try_again_later', 'wait', 'stop'],
    ['authentication_required', 'authentication', 'challenge'],
    ['bad_credentials', 'configuration', 'next-processor'],
    ['a code that nobody has seen', 'soft', 'next-processor'],
  ] as const)('%s is %s: %s', (code, category, next) => {
    expect(declineCategory(code, null)).toBe(category);
    expect(NEXT_STEP[category]).toBe(next);
  });

  it('lets advice win over the code', () => {
    for (const code of knownDeclineCodes) {
      expect(declineCategory(code, 'do_not_try_again')).toBe('hard');
      expect(declineCategory(code, 'retry_after')).toBe('wait');
    }
  });
});
