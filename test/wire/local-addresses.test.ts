/** Which addresses only this computer can reach. */
import { expect, it } from 'vitest';
import { isLocalAddress } from '../../src/wire/local-addresses.ts';

it.each([
  ...['127.0.0.1', '127.255.255.254', '0.0.0.0', '0.1.2.3', '169.254.169.254', '::1', '::', 'fe80::1', 'febf::1'],
  ...['fe80::1%eth0', '::ffff:127.0.0.1', '::ffff:a9fe:a9fe', 'fd00:ec2::254'],
])('%s is local', (address) => expect(isLocalAddress(address)).toBe(true));

it.each([
  ...['126.255.255.255', '128.0.0.1', '10.0.0.1', '192.168.1.1', '169.253.0.1', '1.1.1.1', '2001:db8::1', 'fec0::1'],
  ...['::ffff:10.0.0.1', 'fd00:ec3::1', 'localhost', ''],
])('%s is not', (address) => expect(isLocalAddress(address)).toBe(false));
