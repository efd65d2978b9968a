import { clientNetwork } from './client-network';

it.each([
  ['203.0.113.7', '203.0.113.0/24'],
  ['::ffff:203.0.113.7', '203.0.113.0/24'],
  ['2001:db8:1:2:3::4', '2001:db8:1::/48'],
  ['not an address', null],
])('%s is kept as %s', (address, network) => expect(clientNetwork(address)).toBe(network));
