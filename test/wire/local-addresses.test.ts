/** Which addresses only this computer can reach. */
import { Socket } from 'node:net';
import { expect, it } from 'vitest';
import { isLocalAddress, keepFromLocal } from '../../src/wire/local-addresses.ts';

it.each([
  ...['127.0.0.1', '127.255.255.254', '0.0.0.0', '0.1.2.3', '169.254.169.254', '::1', '::', 'fe80::1', 'febf::1'],
  ...['fe80::1%eth0', '::ffff:127.0.0.1', '::ffff:a9fe:a9fe', 'fd00:ec2::254'],
])('%s is local', (address) => expect(isLocalAddress(address)).toBe(true));

it.each([
  ...['126.255.255.255', '128.0.0.1', '10.0.0.1', '192.168.1.1', '169.253.0.1', '1.1.1.1', '2001:db8::1', 'fec0::1'],
  ...['::ffff:10.0.0.1', 'fd00:ec3::1', 'localhost', ''],
])('%s is not', (address) => expect(isLocalAddress(address)).toBe(false));

it('a name that does not resolve ends no process, and one that is local ends the connection', () => {
  const socket = new Socket();
  socket.on('error', () => {});
  keepFromLocal(socket, 'nowhere.invalid');
  socket.emit('lookup', new Error('ENOTFOUND'));
  expect(socket.destroyed).toBe(false);
  socket.emit('lookup', null, '127.0.0.1', 4, 'nowhere.invalid');
  expect(socket.destroyed).toBe(true);
});
