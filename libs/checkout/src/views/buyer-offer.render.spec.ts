// What the button's terms are made of: usage that is billed on top is told with the subscription that it belongs to.
import { fold, Ids, Keyring } from '@tillstream/event-sourcing';
import { checkoutSession } from '../commands/checkout-session.decider';
import { item, monthly, NOW, sessionCreated } from '../testing/session-fixtures';
import { renderBuyerOffer } from './buyer-offer.render';

const context = { ids: new Ids('dev', new Keyring(Buffer.alloc(32, 1))), now: NOW, allowPromotionCodes: false };
const club = item('club'.padEnd(20, '0'), { terms: monthly() });
const calls = item('calls'.padEnd(20, '0'), { terms: monthly({ usageType: 'metered' }) });
const yearly = item('year'.padEnd(20, '0'), { terms: monthly({ recurring: { interval: 'year', count: 1 } }) });

describe('what recurs in an offer', () => {
  it('says of each subscription whether usage comes on top', () => {
    const state = fold(checkoutSession, [sessionCreated([club, calls, yearly])]);
    if (state.status === 'absent') throw new Error('the session was made');
    expect(renderBuyerOffer(state, context).tiers[0]?.recurring).toMatchObject([
      { interval: 'month', amount_atom: 1_000, metered: true },
      { interval: 'year', amount_atom: 1_000, metered: false },
    ]);
  });
});
