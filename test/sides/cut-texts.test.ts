/** A canonical request that is cut off is a beginning, and not a text that differs. */
import { expect, it } from 'vitest';
import type { Octets } from '../../src/bytes/octets.ts';
import { differenceBetween } from '../../src/sides/difference/difference.ts';
import { lacksParts } from '../../src/sigv4/stages/canonical-request/cut-off.ts';

const WHOLE = 'GET\n/a\n\nhost:h\nx-amz-date:20130524T000000Z\n\nhost;x-amz-date\nUNSIGNED-PAYLOAD' as Octets;
const side = (canonicalRequest: string) => ({
  canonicalRequest: canonicalRequest as Octets,
  stringToSign: null,
  stringInBody: null,
});

it.each(['GET', 'GET\n/a', 'GET\n/a\n\nhost:h', WHOLE.slice(0, WHOLE.lastIndexOf('\n'))])(
  'is no difference: %j',
  (cut) => {
    expect(lacksParts(cut)).toBe(true);
    expect(differenceBetween(side(cut), side(WHOLE))).toBeNull();
    expect(differenceBetween(side(WHOLE), side(cut))).toBeNull();
  },
);

it('still differs where it is there', () => {
  expect(lacksParts(WHOLE)).toBe(false);
  expect(differenceBetween(side('GET\n/b\n\nhost:h'), side(WHOLE))?.part.id).toBe('canonical-uri');
});
