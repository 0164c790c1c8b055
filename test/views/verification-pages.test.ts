/** The page of a request that somebody else signed. */
import { expect, it } from 'vitest';
import { textOf } from '../../src/views/page.ts';
import { walkPage } from '../../src/views/walk-pages.ts';
import { ordered } from '../support/sandbox/sandbox-client.ts';
import { VERIFIED_REQUESTS } from '../support/verification/verified-requests.ts';
import { verifiedWalk } from '../support/views/verified-walk.ts';

it.each(VERIFIED_REQUESTS)('has each byte of the request line, the method too: $what', ({ request, by }) => {
  const { facts } = verifiedWalk(request, by);
  if (!facts) return;
  const [line] = walkPage(facts, 0).main;
  const shown = line?.runs.flatMap(({ shows }) => (shows ? [shows] : [])) ?? [];
  expect([shown[0]?.value, shown[0]?.start]).toEqual(['request', 0]);
  expect(shown.at(-1)?.end).toBe(request.indexOf('\r\n'));
});

it('has each byte of a header whose value goes on in the next line, and marks only the header as not signed', () => {
  const { facts } = verifiedWalk(ordered({}).request.replace('\r\n\r\n', '\r\nX-Amz-Meta-A: one\r\n two\r\n\r\n'));
  const lines = facts ? walkPage(facts, 0).blocks.flatMap((block) => (block.kind === 'line' ? [block] : [])) : [];
  const texts = lines.map(({ runs }) => textOf(runs));
  expect(texts).toEqual(expect.arrayContaining(['X-Amz-Meta-A: one   (not signed)', ' two']));
});
