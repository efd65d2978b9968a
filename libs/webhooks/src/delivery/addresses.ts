// Which hosts are never delivered to: everything that is not plainly a public address of the internet (closed by default).
import { isIPv6 } from 'node:net';
import ipaddr from 'ipaddr.js';

/** The one block of IPv6 that is public unicast; ranges inside it that are not are known to ipaddr.js. */
const GLOBAL_UNICAST = ipaddr.parseCIDR('2000::/3');
/** Metadata services of clouds on addresses or names that look public. */
const METADATA_ADDRESSES = new Set(['168.63.129.16']);
const METADATA_NAMES = new Set(['metadata', 'metadata.google.internal', 'metadata.goog', 'instance-data', 'instance-data.ec2.internal']);
const PRIVATE_SUFFIXES = ['.localhost', '.local', '.internal', '.home.arpa'];

/** Square brackets of a literal in a url and the dot of an absolute name are not part of the host. */
const bare = (host: string): string => host.toLowerCase().replace(/^\[(.*)\]$/, '$1').replace(/\.$/, ''); // prettier-ignore

export const isAddress = (host: string): boolean => ipaddr.isValid(bare(host));

/** Whether an address may be delivered to: public unicast, in no special range, and no cover for an IPv4 address. */
export function isPublicAddress(address: string): boolean {
  if (!isAddress(address) || METADATA_ADDRESSES.has(bare(address))) return false;
  const parsed = ipaddr.parse(bare(address));
  if (parsed.range() !== 'unicast') return false;
  return parsed.kind() === 'ipv4' || parsed.match(GLOBAL_UNICAST);
}

export const isLoopbackAddress = (address: string): boolean => isAddress(address) && ipaddr.parse(bare(address)).range() === 'loopback';

/** `localhost`, names under it, and loopback literals. */
export const isLoopbackHost = (host: string): boolean =>
  isAddress(host) ? isLoopbackAddress(host) : bare(host) === 'localhost' || bare(host).endsWith('.localhost');

/** A host that no resolution can make acceptable: a literal that is not public, or a name that is private by its form. */
export function isForbiddenHost(host: string): boolean {
  if (isAddress(host)) return !isPublicAddress(host);
  const name = bare(host);
  return name === 'localhost' || METADATA_NAMES.has(name) || PRIVATE_SUFFIXES.some((suffix) => name.endsWith(suffix));
}

/** A literal as the socket wants it. */
export const addressFamily = (address: string): 4 | 6 => (isIPv6(address) ? 6 : 4);
