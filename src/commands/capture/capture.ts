/** Defines the command `sigv4 capture`, a proxy between a client and a server that verifies each request. */

import { ANSWER_IS_NO, type Command, complain } from '../../app/options/command.ts';
import type { OptionValues } from '../../app/options/option-values.ts';
import { OPTIONAL_SECRET_OPTIONS } from '../../app/options/secret-options.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import { CAUSE_FORMAT, TRAFFIC_OPTIONS, type TrafficWorld } from '../traffic-screen.ts';
import { FAULTS } from './faults.ts';
import { readCaptureOptions } from './read-options.ts';

export const capture: Command<TrafficWorld> = {
  operands: [],
  options: [
    {
      flags: '--upstream <url>',
      says: 'forward everything to this server; clients use the capture as their endpoint',
      excludes: ['sandbox'],
    },
    { flags: '--sandbox', says: 'forward everything to a sandbox in this program' },
    { flags: '--port <number>', says: 'the port; 0 (the default) chooses a free one' },
    { flags: '--listen <address>', says: 'the address to listen on; the default is 127.0.0.1' },
    {
      flags: '--before <url>',
      says: 'two taps: the address of your own proxy, to which the capture forwards what clients send',
      excludes: ['upstream', 'sandbox'],
    },
    { flags: '--after <url>', says: 'two taps: the address of the server that your proxy forwards to' },
    { flags: '--after-port <number>', says: 'the port that your proxy must send to: the tap in front of the server' },
    { flags: '--record <folder>', says: 'write each exchange to a file: all bytes in both directions, with times' },
    {
      flags: '--resign',
      says: 'sign what a client signed rightly with a known secret again for the server, with the keys of the environment or the profile',
    },
    {
      flags: '--allow-host <name>',
      says: 'as an endpoint, also serve this host name and its pages; by default, only localhost, loopback addresses, the server, and names of S3 are served',
      repeats: true,
    },
    {
      flags: '--intercept <host>',
      says: 'as a proxy, open the TLS of this host and its subdomains too; by default, only that of S3',
      repeats: true,
    },
    {
      flags: '--map <host=url>',
      says: 'as a proxy, send requests for this host and its subdomains to another server, or to a sandbox: HOST=URL, HOST=sandbox',
      repeats: true,
    },
    {
      flags: '--fault <fault>',
      says: `deliberately make changes that proxies make: ${FAULTS.map(({ id }) => id).join(', ')}`,
      values: FAULTS.map(({ id }) => id),
      repeats: true,
    },
    ...OPTIONAL_SECRET_OPTIONS,
    { flags: '-k, --insecure', says: 'do not verify the certificates of servers' },
    { flags: '--cacert <file>', says: 'trust only the certificate authorities in this PEM file' },
    ...TRAFFIC_OPTIONS,
    { flags: '--ready-file <file>', says: 'write the URL to this file once the capture is listening' },
  ],
  examples: [
    ['sigv4 capture', 'a proxy: it prints what each client needs'],
    ['sigv4 capture --upstream http://127.0.0.1:9000', 'between clients and a server on this computer'],
    [
      'sigv4 capture --before http://127.0.0.1:8080 --after http://127.0.0.1:9000 --after-port 9101',
      'your own proxy in the middle: what it changes is shown',
    ],
    ['sigv4 capture --sandbox --fault slashes-merged', 'see what a proxy that merges slashes breaks'],
  ],
  format: [
    [
      '"method", "target", "form", "verdict", "status", "stage"',
      'a line of --jsonl; form: header, query, policy, chunks or unsigned; verdict: as in verify; stage: where the request is wrong, or transport',
    ],
    CAUSE_FORMAT,
  ],
  run: runCapture,
};

async function runCapture(world: TrafficWorld, options: OptionValues): Promise<number> {
  const order = await readCaptureOptions(world, options);
  if (isProblem(order)) return complain(world, order);
  const { startCapture } = await import('./start-capture.ts');
  const ended: number | Problem = await startCapture(world, options, order);
  return typeof ended === 'number' ? ended : complain(world, ended, ANSWER_IS_NO);
}
