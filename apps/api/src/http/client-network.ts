// A client's address, cut to its network before it is kept anywhere: enough to see a pattern, not to find a person.
import ipaddr from 'ipaddr.js';

/** `203.0.113.7` → `203.0.113.0/24`, IPv6 to its /48; null for what is no address. */
export function clientNetwork(address: string): string | null {
  if (!ipaddr.isValid(address)) return null;
  const parsed = ipaddr.process(address); // a v4 address inside v6 is a v4 address
  if (parsed instanceof ipaddr.IPv4) return `${parsed.octets.slice(0, 3).join('.')}.0/24`;
  return `${new ipaddr.IPv6([...parsed.parts.slice(0, 3), 0, 0, 0, 0, 0]).toString()}/48`;
}

/** What limits count as one address: a v4 address, or the /64 that an IPv6 customer has to himself; what is no address stands for itself. */
export function limitedNetwork(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  if (parsed instanceof ipaddr.IPv4) return parsed.toString();
  return `${new ipaddr.IPv6([...parsed.parts.slice(0, 4), 0, 0, 0, 0]).toString()}/64`;
}
