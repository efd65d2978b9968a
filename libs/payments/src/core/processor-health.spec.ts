import { FAILURES, healthOf, PAUSE_MS, symptomOf } from './processor-health';

const notSent = (reason: 'connection' | 'busy' | 'configuration' | 'scheme_limit') => ({
  kind: 'not_sent' as const,
  reason,
  message: 'said',
});
const declined = (code: string, advice: string | null = null) => ({ kind: 'declined' as const, code, advice });

describe('a symptom', () => {
  it.each([
    ['connection', notSent('connection'), { failure: 'connection', alarm: null }],
    ['busy', notSent('busy'), { failure: 'busy', alarm: null }],
    ['wrong credentials', notSent('configuration'), { failure: 'configuration', alarm: 'said' }],
    [
      'wrong credentials, without a word',
      { ...notSent('configuration'), message: '' },
      { failure: 'configuration', alarm: 'configuration' },
    ],
    ['wrong credentials, as a decline', declined('bad_credentials'), { failure: 'configuration', alarm: 'bad_credentials' }],
    ['no answer', { kind: 'unknown' as const, reference: null, message: '' }, { failure: 'unknown', alarm: null }],
    ['one currency, which says nothing of others', declined('currency_not_enabled'), { failure: null, alarm: 'currency_not_enabled' }],
    ['a decline: it did its work', declined('do_not_honor'), { failure: null, alarm: null }],
    ['a challenge', { kind: 'requires_action' as const, reference: 'r', url: 'u' }, { failure: null, alarm: null }],
    ['a limit of ours', notSent('scheme_limit'), null],
  ])('of %s', (_, outcome, symptom) => expect(symptomOf(outcome)).toEqual(symptom));

  it('of an approval is that it works', () => {
    const approved = { kind: 'approved' as const, reference: 'r', networkTransactionId: null, threeDs: null, token: null };
    expect(symptomOf(approved)).toEqual({ failure: null, alarm: null });
  });
});

describe('health', () => {
  const failed = (openedAgoMs: number | null) => ({
    recentFailures: FAILURES.most,
    openedAgoMs,
    lastFailure: { reason: 'busy', agoMs: openedAgoMs ?? 7 },
  });

  it('is good where nothing is known, and where failures are too few', () => {
    expect(healthOf({ recentFailures: 0, openedAgoMs: null, lastFailure: null })).toMatchObject({
      status: 'healthy',
      reason: null,
      retryInMs: null,
    });
    expect(healthOf(failed(null))).toMatchObject({ status: 'healthy', reason: 'busy', lastFailureAgoMs: 7, retryInMs: null });
  });

  it('is bad for the length of the pause, and then open to a trial', () => {
    expect(healthOf(failed(0))).toMatchObject({ status: 'unhealthy', retryInMs: PAUSE_MS });
    expect(healthOf(failed(PAUSE_MS - 1))).toMatchObject({ status: 'unhealthy', retryInMs: 1 });
    expect(healthOf(failed(PAUSE_MS))).toMatchObject({ status: 'recovering', retryInMs: null });
  });
});
