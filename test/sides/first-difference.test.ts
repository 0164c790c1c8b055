/** The part of a text in which two sides first differ. */
import { expect, it } from 'vitest';
import type { Octets } from '../../src/bytes/octets.ts';
import { differenceBetween } from '../../src/sides/difference/difference.ts';

const HASH = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const SERVER = ['GET', '/a', '', 'host:h', 'x-amz-date:20130524T000000Z', '', 'host;x-amz-date', HASH];
const sideOf = (lines: readonly string[]) =>
  ({ canonicalRequest: lines.join('\n') as Octets, stringToSign: null, stringInBody: null }) as const;

it.each([
  ['before the first header', 3, 'date:x', 'canonical-headers'],
  ['after the last header', 5, 'x-amz-meta-a:1', 'canonical-headers'],
  ['after the hash of the payload', 8, 'x', 'hashed-payload'],
])('is that of the next line of the server for a line that only the client has, %s', (_where, at, line, part) => {
  const client = SERVER.toSpliced(at, 0, line);
  expect(differenceBetween(sideOf(SERVER), sideOf(client))?.part.id).toBe(part);
});
