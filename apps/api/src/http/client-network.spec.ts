import { clientNetwork, limitedNetwork } from './client-network';

it.each([
  ['203.0.113.7', '203.0.113.0/24'],
  ['::ffff:203.0.113.7', '203.0.113.0/24'],
  ['2001:db8:1:2:3::4', '2001:db8:1::/48'],
  ['not an address', null],
])('%s is kept as %s', (address, network) => expect(clientNetwork(address)).toBe(network));

it.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['2001:db8:1:2:3::4', '2001:db8:1:2::/64'],
  ['2001:db8:1:2:ffff:ffff:ffff:ffff', '2001:db8:1:2::/64'],
  ['2001:db8:1:3::4', '2001:db8:1:3::/64'],
  ['not an address', 'not an address'],
])('limits count %s as %s', (address, counted) => expect(limitedNetwork(address)).toBe(counted));
