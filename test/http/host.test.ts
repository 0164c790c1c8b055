/** Hosts with ports, and those that are this machine. */
import { describe, expect, it } from 'vitest';
import { isLoopbackAddress, isThisMachine, withoutPort } from '../../src/http/host.ts';

it.each([
  ['h', 'h'],
  ['h:', 'h'],
  ['h:80', 'h'],
  ['[::1]', '[::1]'],
  ['[::1]:9000', '[::1]'],
  ['h:80:81', 'h:80'],
])('the host of %s is %s', (host, name) => {
  expect(withoutPort(host)).toBe(name);
});

describe('this machine', () => {
  it.each(['127.0.0.1', '127.255.255.255', '127.1.2.3', '::1', '[::1]'])('has the loopback address %s', (address) => {
    expect(isLoopbackAddress(address)).toBe(true);
    expect(isThisMachine(address)).toBe(true);
  });

  it.each(['localhost', 'LocalHost', 'bucket.localhost', 's3.LOCALHOST'])('has the name %s', (name) => {
    expect(isLoopbackAddress(name)).toBe(false);
    expect(isThisMachine(name)).toBe(true);
  });

  it.each([
    ...['127.0.0.256', '127.0.0.999', '127.0.0', '127.0.0.1.', '127.0.0.01', '128.0.0.1', '0.0.0.0', '::', '[::2]'],
    ...['127.0.0.1.evil.example', 'x127.0.0.1', '.localhost', 'localhost.evil.example', 'notlocalhost', ''],
  ])('is not %j', (host) => {
    expect(isThisMachine(host)).toBe(false);
  });
});
