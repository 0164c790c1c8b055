/** What arrives after a change in transit, compared with what a server reads from the bytes that arrive. */
import { describe, expect, it } from 'vitest';
import { arrivedLines } from '../../src/breaks/arrived-lines.ts';
import { BREAKS } from '../../src/breaks/break.ts';
import { rightRequest } from '../../src/breaks/break-request.ts';
import { breakTogether } from '../../src/breaks/break-together.ts';
import { replay } from '../../src/drafts/replay.ts';
import { signedBase } from '../support/commands/broken-walks.ts';
import { BASE_NAMES } from '../support/sigv4/base-requests.ts';

const BASES = BASE_NAMES.map((name) => ({ name, ...signedBase(name) }));
const WAYS = BREAKS.filter(({ side }) => side === 'way').flatMap((one) =>
  BASES.flatMap(({ name, right }) => {
    const broken = breakTogether(right, [one]);
    return 'id' in broken ? [] : [{ id: one.id, name, right, broken }];
  }),
);
/** Where a header that the signature needs did not arrive, or the server's own rule is wrong, it reads something else. */
const READ_OTHERWISE =
  /^(x-amz-date-missing|content-sha256-header-missing|header-value-whitespace|sibling-header-not-declared)\//;

describe('the lines that arrive different', () => {
  it.each(WAYS)('are those of the server: $id in $name', ({ id, right, broken }) => {
    const lines = arrivedLines(right, broken);
    const signed = replay(right.draft).canonicalRequest.split('\n');
    for (const { number, sent } of lines) expect(signed[number - 1]).toBe(sent);
    const isUnsigned = right.draft.hashedPayload === 'UNSIGNED-PAYLOAD';
    expect(lines.length > 0 || isUnsigned).toBe(true);
    const server = rightRequest({ head: broken.arrived, body: broken.body }, null);
    if (READ_OTHERWISE.test(id) || !server) return;
    const arrived = signed.flatMap((line, at) => {
      const found = lines.find(({ number, isBody }) => number === at + 1 && !isBody);
      return found ? (found.arrived ?? []) : line;
    });
    expect(arrived).toEqual(replay(server.draft).canonicalRequest.split('\n'));
  });

  it('are none where nothing changes after signing', () => {
    for (const { right } of BASES.slice(0, 1))
      for (const one of BREAKS.filter(({ side }) => side === 'client')) {
        const broken = breakTogether(right, [one]);
        if (!('id' in broken)) expect(arrivedLines(right, broken)).toEqual([]);
      }
  });
});
