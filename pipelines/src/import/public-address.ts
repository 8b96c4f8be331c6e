import { BlockList, isIP } from 'node:net';

/** Networks with a purpose of their own, where no public server is (IANA, IPv4 special-purpose registry). */
const reserved = new BlockList();
for (const network of [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '192.175.48.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
])
  add(reserved, network, 'ipv4');
/** What of the public space of IPv6 leads elsewhere: tunnels into IPv4, documentation, benchmarks. */
for (const network of ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20', '2620:4f:8000::/48'])
  add(reserved, network, 'ipv6');

/** The part of IPv6 that is given out to the public; also excludes IPv4 in the clothes of IPv6. */
const global = new BlockList();
add(global, '2000::/3', 'ipv6');

/** Whether an address is one that anybody on the Internet can reach, and nobody's own network. */
export const isPublicAddress = (address: string): boolean => {
  const family = isIP(address);
  if (family === 4) return !reserved.check(address, 'ipv4');
  return family === 6 && global.check(address, 'ipv6') && !reserved.check(address, 'ipv6');
};

function add(list: BlockList, network: string, family: 'ipv4' | 'ipv6'): void {
  const [address = '', bits = ''] = network.split('/');
  list.addSubnet(address, Number(bits), family);
}
