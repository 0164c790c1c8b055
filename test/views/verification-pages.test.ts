/** The page of a request that somebody else signed. */
import { expect, it } from 'vitest';
import { walkPage } from '../../src/views/walk-pages.ts';
import { VERIFIED_REQUESTS } from '../support/verified-requests.ts';
import { verifiedWalk } from '../support/verified-walk.ts';

it.each(VERIFIED_REQUESTS)('has each byte of the request line, the method too: $what', ({ request, by }) => {
  const { facts } = verifiedWalk(request, by);
  if (!facts) return;
  const [line] = walkPage(facts, 0).main;
  const shown = line?.runs.flatMap(({ shows }) => (shows ? [shows] : [])) ?? [];
  expect([shown[0]?.value, shown[0]?.start]).toEqual(['request', 0]);
  expect(shown.at(-1)?.end).toBe(request.indexOf('\r\n'));
});
