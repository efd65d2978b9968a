// The way out to the internet. A name is resolved once, every address it has is checked, and the connection goes to one of those
// very addresses: what a second look-up would say does not matter (DNS rebinding).
import { Resolver } from 'node:dns/promises';
import type { LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import { addressFamily, isAddress, isForbiddenHost, isLoopbackAddress, isLoopbackHost, isPublicAddress } from './addresses';

/** Said of an endpoint whose host may not be delivered to; never of a network that failed. */
export class ForbiddenAddress extends Error {
  override readonly name = 'ForbiddenAddress';
}

export interface ConnectRules {
  /** Loopback, and nothing else beside the internet. */
  readonly allowInsecure: boolean;
  readonly timeoutMs: number;
  /** All addresses of a name. */
  resolve(host: string): Promise<readonly string[]>;
}

/** Asks the name servers directly: the system's own look-up blocks one of four threads for as long as a dead server takes. */
export function dnsResolve(timeoutMs: number): ConnectRules['resolve'] {
  const resolver = new Resolver({ timeout: timeoutMs, tries: 2 });
  return async (host) => {
    if (isLoopbackHost(host)) return ['127.0.0.1', '::1'];
    const answers = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
    const addresses = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
    if (addresses.length === 0) throw new Error(`${host} has no address`, { cause: answers });
    return addresses;
  };
}

/** The addresses of `host` that may be connected to. One bad address among them refuses the host as a whole. */
export async function checkedAddresses(host: string, rules: ConnectRules): Promise<readonly string[]> {
  const mayBeLocal = rules.allowInsecure && isLoopbackHost(host);
  if (isForbiddenHost(host) && !mayBeLocal) throw new ForbiddenAddress(`${host} is not a public host`);
  const addresses = isAddress(host) ? [host] : await rules.resolve(host);
  const bad = addresses.find((address) => !isPublicAddress(address) && !(mayBeLocal && isLoopbackAddress(address)));
  if (bad !== undefined) throw new ForbiddenAddress(`${host} has an address that is not public`);
  return addresses;
}

export function guardedConnector(rules: ConnectRules): buildConnector.connector {
  return (options, callback) => {
    const refuse = (error: unknown) => callback(error instanceof Error ? error : new Error(String(error)), null);
    if (options.protocol === 'http:' && !(rules.allowInsecure && isLoopbackHost(options.hostname))) {
      return refuse(new ForbiddenAddress('only https is delivered to'));
    }
    checkedAddresses(options.hostname, rules).then((addresses) => {
      const connect = buildConnector({ timeout: rules.timeoutMs, allowH2: false, lookup: lookupOf(addresses) });
      connect(options, callback);
    }, refuse);
  };
}

const lookupOf =
  (addresses: readonly string[]): LookupFunction =>
  (_host, options, callback) => {
    const found = addresses.map((address) => ({ address, family: addressFamily(address) }));
    const [first] = found;
    if (options.all || !first) callback(null, found);
    else callback(null, first.address, first.family);
  };
