import { isForbiddenHost, isLoopbackHost, isPublicAddress } from './addresses';

describe('addresses that are delivered to', () => {
  it.each(['8.8.8.8', '93.184.216.34', '1.1.1.1', '2606:4700:4700::1111', '[2a00:1450:4001:80e::200e]'])('%s', (address) =>
    expect(isPublicAddress(address)).toBe(true),
  );
});

describe('addresses that are never delivered to', () => {
  it.each([
    ['127.0.0.1', 'loopback'],
    ['127.255.255.254', 'loopback'],
    ['::1', 'loopback'],
    ['0.0.0.0', 'unspecified'],
    ['0.1.2.3', 'this network'],
    ['::', 'unspecified'],
    ['10.0.0.1', 'private'],
    ['172.16.0.1', 'private'],
    ['172.31.255.255', 'private'],
    ['192.168.1.1', 'private'],
    ['fd12:3456::1', 'unique local'],
    ['fec0::1', 'site local'],
    ['169.254.169.254', 'link local, metadata'],
    ['fe80::1', 'link local'],
    ['224.0.0.1', 'multicast'],
    ['ff02::1', 'multicast'],
    ['255.255.255.255', 'broadcast'],
    ['240.0.0.1', 'reserved'],
    ['100.64.0.1', 'carrier-grade NAT'],
    ['100.100.100.200', 'carrier-grade NAT, metadata'],
    ['192.0.2.1', 'documentation'],
    ['198.51.100.7', 'documentation'],
    ['203.0.113.9', 'documentation'],
    ['2001:db8::1', 'documentation'],
    ['3fff::1', 'documentation'],
    ['198.18.0.1', 'benchmarking'],
    ['192.0.0.192', 'protocol assignments, metadata'],
    ['192.88.99.1', '6to4 relay'],
    ['2002:7f00:1::1', '6to4 of loopback'],
    ['64:ff9b::7f00:1', 'NAT64 of loopback'],
    ['64:ff9b:1::a00:1', 'local NAT64'],
    ['2001:0:1:2::1', 'Teredo'],
    ['::ffff:127.0.0.1', 'v4-mapped loopback'],
    ['::ffff:8.8.8.8', 'v4-mapped'],
    ['::127.0.0.1', 'v4-compatible'],
    ['::ffff:0:7f00:1', 'v4-translated'],
    ['fd00:ec2::254', 'metadata'],
    ['168.63.129.16', 'metadata'],
    ['5f00::1', 'segment routing'],
    ['100::1', 'discard'],
    ['4000::1', 'not assigned'],
  ])('%s (%s)', (address) => {
    expect(isPublicAddress(address)).toBe(false);
    expect(isForbiddenHost(address)).toBe(true);
  });
});

describe('names that are never delivered to', () => {
  it.each([
    'localhost', 'LOCALHOST.', 'shop.localhost', 'metadata', 'metadata.google.internal', 'instance-data', 'db.internal', 'printer.local',
    'nas.home.arpa',
  ])('%s', (name) => expect(isForbiddenHost(name)).toBe(true)); // prettier-ignore

  it.each(['example.com', 'internal.example.com', 'localhost.example.com'])('but %s is', (name) =>
    expect(isForbiddenHost(name)).toBe(false),
  );
});

describe('loopback', () => {
  it.each(['localhost', 'shop.localhost', '127.0.0.1', '127.9.9.9', '[::1]', '::1'])('is %s', (host) =>
    expect(isLoopbackHost(host)).toBe(true),
  );
  it.each(['example.com', '10.0.0.1', 'notlocalhost', '::ffff:127.0.0.1'])('is not %s', (host) => expect(isLoopbackHost(host)).toBe(false));
});
