// A client's address, cut to its network before it is kept anywhere: enough to see a pattern, not to find a person.
import ipaddr from 'ipaddr.js';

const V4_BITS = 24;
const V6_BITS = 48;

/** `203.0.113.7` → `203.0.113.0/24`; null for what is no address. */
export function clientNetwork(address: string): string | null {
  if (!ipaddr.isValid(address)) return null;
  const parsed = ipaddr.process(address); // a v4 address inside v6 is a v4 address
  const bits = parsed.kind() === 'ipv4' ? V4_BITS : V6_BITS;
  const network =
    parsed.kind() === 'ipv4'
      ? ipaddr.IPv4.networkAddressFromCIDR(`${parsed.toString()}/${bits}`)
      : ipaddr.IPv6.networkAddressFromCIDR(`${parsed.toString()}/${bits}`);
  return `${network.toString()}/${bits}`;
}
