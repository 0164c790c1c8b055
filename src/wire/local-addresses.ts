/** Keeps the connections of a proxy away from addresses that only this computer can reach. */
import { BlockList, isIP, type Socket } from 'node:net';
import { LOCAL_ADDRESS } from './problems.ts';

/** Addresses of this computer and of its own link, such as those of instance metadata, and the addresses that mean them. */
const LOCAL = new BlockList();
// RFC 6890, section 2.2.2, and RFC 4291, sections 2.5.2, 2.5.3, and 2.5.6. BlockList also finds an IPv4 address in IPv6.
LOCAL.addSubnet('0.0.0.0', 8, 'ipv4');
LOCAL.addSubnet('127.0.0.0', 8, 'ipv4');
LOCAL.addSubnet('169.254.0.0', 16, 'ipv4');
LOCAL.addAddress('::', 'ipv6');
LOCAL.addAddress('::1', 'ipv6');
LOCAL.addSubnet('fe80::', 10, 'ipv6');
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html
LOCAL.addSubnet('fd00:ec2::', 32, 'ipv6');

/** Returns whether an IP address is local. A host name is not an address. */
export function isLocalAddress(text: string): boolean {
  const [address = ''] = text.split('%');
  const family = isIP(address);
  return family !== 0 && LOCAL.check(address, family === 4 ? 'ipv4' : 'ipv6');
}

/** Ends a connection before it is made, if its host is a local address or has one. */
export function keepFromLocal(socket: Socket, host: string): void {
  const check = (address: string) => {
    if (isLocalAddress(address)) socket.destroy(Object.assign(new Error(address), { code: LOCAL_ADDRESS }));
  };
  check(host);
  // A name that does not resolve has no address.
  socket.on('lookup', (_error, address?: string) => address !== undefined && check(address));
}
