// The page's time: the server's, carried on by the phone's clock. It ticks in the last minutes only; before that one alarm is set.
import { useEffect, useMemo } from 'preact/hooks';
import type { PageChange, PageState } from '../model/page-state';
import { timerFromMs } from '../page/timer';

/** setTimeout cannot count further; a session may live for thirty days. */
const longestAlarmMs = 2 ** 31 - 1;
const tickMs = 1_000;

export function useClock({ session, nowMs }: PageState, dispatch: (change: PageChange) => void): void {
  const aheadMs = useMemo(() => Date.parse(session.now) - documentReceivedMs(), []);
  const serverNow = (): number => Date.now() + aheadMs;

  useEffect(() => dispatch({ type: 'ready', nowMs: serverNow() }), []);
  useEffect(() => {
    if (session.state !== 'open') return undefined;
    const leftMs = Date.parse(session.expires_at) - serverNow();
    if (leftMs <= -tickMs) return undefined;
    const pauseMs = leftMs > timerFromMs ? Math.min(leftMs - timerFromMs, longestAlarmMs) : tickMs;
    const alarm = window.setTimeout(() => dispatch({ type: 'passed', nowMs: serverNow() }), pauseMs);
    return () => window.clearTimeout(alarm);
  }, [nowMs, session.state, session.expires_at]);
}

/** When the document began to arrive, by the phone's clock: the script may run seconds later on a slow one. */
function documentReceivedMs(): number {
  const [navigation] = performance.getEntriesByType('navigation');
  return performance.timeOrigin + (navigation instanceof PerformanceNavigationTiming ? navigation.responseStart : performance.now());
}
