import { charge } from '../../testing/samples';
import { challengePage, type ChallengeView } from './challenge.page';

const page = (view: Partial<ChallengeView> = {}) =>
  challengePage({ charge, challengeId: 'cha_1', state: 'pending', returnUrl: 'https://shop.test/?a=1&b=2', ...view });

describe('the page of the bank', () => {
  it('says how much, where, and asks', () => {
    expect(page()).toContain('<strong>$49.00</strong> at <b>alpha</b>');
    expect(page()).toContain('<form method="post" action="/challenge/cha_1">');
    expect(page()).toMatch(/name="result" value="approve">approve<.*name="result" value="fail">fail</);
  });

  it('knows the digits of a currency', () => {
    expect(page({ charge: { ...charge, currency: 'jpy' } })).toContain('¥4,900');
    expect(page({ charge: { ...charge, currency: 'kwd' } })).toContain('4.900');
  });

  it('asks no more once answered or closed', () => {
    for (const state of ['waiting', 'approved', 'failed', 'closed'] as const) expect(page({ state })).not.toContain('<form');
  });

  it('takes nothing that it shows for markup', () => {
    const hostile = '"><script>alert(1)</script>';
    const shown = page({ charge: { ...charge, description: hostile }, returnUrl: `https://shop.test/${hostile}`, challengeId: hostile });
    expect(shown).not.toContain('<script');
    expect(shown).toContain('&quot;&gt;&lt;script&gt;');
  });
});
