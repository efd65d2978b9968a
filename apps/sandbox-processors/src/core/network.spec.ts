import { asApproved, openedAs, stamp } from '../../testing/samples';
import type { Fact } from './facts';
import { Network } from './network';

function networkAfter(...facts: Fact[]): Network {
  const network = new Network();
  for (const fact of facts) network.apply(fact);
  return network;
}

describe('the network', () => {
  it('finds a charge by either reference, at its own processor only', () => {
    const network = networkAfter(openedAs('charge'));
    expect(network.charge('alpha', 'ch_1')?.merchantReference).toBe('pa_1');
    expect(network.chargeFor('alpha', 'charge', 'pa_1')?.reference).toBe('ch_1');
    expect(network.charge('beta', 'ch_1')).toBeUndefined();
    expect(network.chargeFor('beta', 'charge', 'pa_1')).toBeUndefined();
    expect(network.chargeFor('alpha', 'setup', 'pa_1')).toBeUndefined();
  });

  it('knows a token at the processor that gave it, and a transaction everywhere', () => {
    const network = networkAfter(openedAs('charge'), { ...asApproved, token: 'tok_1' });
    expect(network.savedCard('alpha', 'tok_1')?.name).toBe('visa');
    expect(network.savedCard('beta', 'tok_1')).toBeUndefined();
    expect(network.knowsTransaction('ntx_1')).toBe(true);
  });

  it('keeps a ledger', () => {
    expect(networkAfter(openedAs('charge'), asApproved).ledger()).toEqual([
      expect.objectContaining({ kind: 'captured', amountAtom: 4_900 }),
    ]);
    expect(networkAfter(openedAs('setup'), asApproved).ledger()).toEqual([]);
  });

  it('changes only the settings that are named', () => {
    const network = networkAfter(
      { type: 'SettingsChanged', at: 1, processor: 'alpha', changes: { latency_ms: 5 } },
      { type: 'SettingsChanged', at: 2, processor: 'alpha', changes: { always: 'lost_card' } },
    );
    expect(network.settings('alpha')).toMatchObject({ latency_ms: 5, always: 'lost_card', notice_secret: 'sandbox_alpha_notice' });
    expect(network.settings('beta')).toMatchObject({ latency_ms: 0, always: null, notice_secret: 'sandbox_beta_notice' });
  });

  it('forgets everything', () => {
    const network = networkAfter(openedAs('charge'), { ...asApproved, token: 'tok_1' }, { type: 'EverythingForgotten', at: 9 });
    expect(network.chargeFor('alpha', 'charge', 'pa_1')).toBeUndefined();
    expect(network.savedCard('alpha', 'tok_1')).toBeUndefined();
    expect([...network.allProcessors()]).toEqual([]);
    expect(network.ledger()).toEqual([]);
  });

  it('refuses a fact about a charge that it never saw', () => {
    expect(() => networkAfter({ ...stamp, type: 'ChargeClosed' })).toThrow('ChargeClosed about the unknown charge ch_1');
  });
});
