// Joins the checkout to what is drawn: it is started, kept true while the session is alive, and left when it is paid.
import { useEffect, useMemo, useState } from 'preact/hooks';
import { isInFlight } from '../model/screen';
import type { PageProps } from '../page/context';
import { Checkout } from './checkout';
import { leaveFor } from './leave';
import type { BrowserInput } from './page-input';
import { useClock } from './use-clock';

export function useCheckout(input: BrowserInput): PageProps {
  const checkout = useMemo(() => new Checkout(input, (changed) => setState(changed)), []);
  const [state, setState] = useState(checkout.state);
  const isAlive = state.session.state === 'open';
  const isWaiting = state.isPressed || isInFlight(state.session.attempt);

  useClock(state, checkout.change);
  useEffect(() => {
    if (!isAlive) return undefined;
    checkout.watch.start();
    return () => checkout.watch.stop();
  }, [isAlive]);
  useEffect(() => {
    if (isAlive) checkout.watch.hurry();
  }, [isWaiting]);
  useEffect(() => {
    // Only who saw it happen is sent on: an old link to a paid session shows the order.
    if (state.session.state === 'success' && input.session.state !== 'success') leaveFor(state.session.success_url);
  }, [state.session.state]);
  return { state, actions: checkout.actions };
}
