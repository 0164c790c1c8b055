/**
 * The rows of the sandbox and the capture, as the program writes them: a label in a request hides its value, and nothing of
 * what the row says about the request.
 */
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { requestLog } from '../../src/app/traffic/log/request-log.ts';
import { loggedUnexamined, unreadRequest } from '../../src/app/traffic/log/unexamined.ts';
import { problem } from '../../src/bytes/problem.ts';
import type { UnreadBytes } from '../../src/http/relay/captured.ts';
import { captureHere, exchangeWith, sandboxHere } from '../support/commands/capture-here.ts';
import { worldOf } from '../support/commands/test-world.ts';
import { runs } from '../support/sweep.ts';

const ending: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ending.splice(0)) await end();
});

const SECRET = 'FwoGZXIvYXdzEXAMPLETOKEN0123456789';

/** Targets in which a label begins a value that is empty, short, or not where a URL has it. */
const LABELLED = [
  '/a?X-Amz-Security-Token=',
  '/a?X-Amz-Security-Token=abc',
  `/a?X-Amz-Security-Token=${SECRET};`,
  `/a?X-Amz-Security-Token=${SECRET}%00&b`,
  '/cookie:',
  '/a?authorization:x',
  '/a?x=%253FX-Amz-Security-Token%253D',
  `/a;X-Amz-Security-Token=${SECRET}`,
  `/cookie:${SECRET}`,
  `/a?b={"SessionToken":"${SECRET}`,
  `/a?u=http://user:${SECRET}@h`,
];

const request = (target: string, host: string) =>
  [`GET ${target} HTTP/1.1`, `Host: ${host}`, 'Authorization: AWS AKIAIOSFODNN7EXAMPLE:c2lnbg==', 'Connection: close']
    .join('\r\n')
    .concat('\r\n\r\n');

describe('a request whose target has a label', () => {
  it.each(LABELLED)('has its status and its cause in a row of a capture: %s', async (target) => {
    const { port, errors, stop } = await captureHere({ sandbox: true });
    ending.push(stop);
    await exchangeWith(port, request(target, `127.0.0.1:${port}`));
    await stop();
    expect(errors()).toMatch(/ → 40[03] \(v2, .* bytes, \d+ ms\)\n {2}(?:Cause|Probably) \([a-z-]+\): [A-Z].*\.\n/);
    expect(errors()).not.toContain(SECRET);
  });

  it.each(LABELLED)('has its status and its cause in a row of the sandbox: %s', async (target) => {
    const { port, errors, stop } = await sandboxHere();
    ending.push(stop);
    await exchangeWith(port, request(target, `127.0.0.1:${port}`));
    await stop();
    expect(errors()).toMatch(/ → 40[03] [A-Za-z]+: [A-Z].*\.\n/);
    expect(errors()).not.toContain(SECRET);
  });
});

/** What labels consist of, and what ends a value or does not. */
const PIECES = [
  ...['/', '?', '&', ';', '=', ':', '%3D', '"', '@', '://', '.', 'a', '%00', '~', 'GET', '→'],
  ...['cookie', 'authorization', 'X-Amz-Security-Token', 'session_token', 'SecretAccessKey', 'password'],
];

/** A target that has the secret after a label, with other labels before and after it. */
const target = fc
  .tuple(
    fc.array(fc.constantFrom(...PIECES), { maxLength: 8 }),
    fc.constantFrom('?X-Amz-Security-Token=', '&x-amz-security-token=', '/cookie:', 'session_token=', '%3FToken%3D'),
    fc.array(fc.constantFrom(...PIECES), { maxLength: 8 }),
  )
  .map(([before, label, after]) =>
    Buffer.from(`/${before.join('')}${label}${SECRET}${after.join('')}`).toString('latin1'),
  );

it('is always so, also for what cannot be read', async () => {
  await fc.assert(
    fc.asyncProperty(target, async (path) => {
      const { world, errors } = worldOf({});
      const { add, close } = requestLog(world, { writeText: world.rows, writeRecord: null });
      const unread = unreadRequest({
        ...{ scheme: 'http', fate: { kind: 'closed' } },
        octets: `GET ${path} HTTP/1.1\r\nHost : x\r\n\r\n` as UnreadBytes['octets'],
        problem: problem('field-line', 'A line is wrong.', 'Send it again.'),
      });
      add(unread, () => loggedUnexamined(unread));
      await close();
      expect(errors()).toMatch(
        / → cannot be read\n {2}Cause \(transport\): This cannot be read\. A line is wrong\. The capture closed the connection\.\n {2}Fix: Send it again\.\n$/,
      );
      expect(errors()).not.toContain(SECRET);
    }),
    { numRuns: runs(300) },
  );
});
