/** A canonical request that is cut off is a beginning, and not a text that differs. */
import { describe, expect, it } from 'vitest';
import type { Octets } from '../../src/bytes/octets.ts';
import { isCut } from '../../src/evidence/texts/parts.ts';
import { differenceBetween } from '../../src/sides/difference/difference.ts';
import { toSign } from '../evidence/answers.ts';
import { diagnosed, logOf, mismatch } from '../support/evidence/pasted-failure.ts';
import { ordered } from '../support/sandbox/sandbox-client.ts';

const WHOLE = 'GET\n/a\n\nhost:h\nx-amz-date:20130524T000000Z\n\nhost;x-amz-date\nUNSIGNED-PAYLOAD' as Octets;
const side = (canonicalRequest: string) => ({
  canonicalRequest: canonicalRequest as Octets,
  stringToSign: null,
  stringInBody: null,
});

it.each(['GET', 'GET\n/a', 'GET\n/a\n\nhost:h', WHOLE.slice(0, WHOLE.lastIndexOf('\n'))])(
  'is no difference: %j',
  (cut) => {
    expect(isCut({ octets: cut as Octets, proof: 'unknown' })).toBe(true);
    expect(differenceBetween(side(cut), side(WHOLE))).toBeNull();
    expect(differenceBetween(side(WHOLE), side(cut))).toBeNull();
  },
);

it('still differs where it is there', () => {
  expect(isCut({ octets: WHOLE, proof: 'unknown' })).toBe(false);
  expect(differenceBetween(side('GET\n/b\n\nhost:h'), side(WHOLE))?.part.id).toBe('canonical-uri');
});

describe('a text of the server that is cut off, beside the request', () => {
  const { request, canonicalRequest } = ordered({
    method: 'PUT',
    headers: [['Content-Type', 'text/plain']],
    secret: 'made-up',
  });
  const signed = canonicalRequest.replace('text/plain', 'application/json');
  const answerTo = (text: string) => mismatch({ canonicalRequest: `${text}...`, stringToSign: '' });
  const log = logOf({ canonicalRequest: signed, stringToSign: toSign(signed), signature: '' }, ['canonicalRequest']);

  it.each(['x-amz-content-sha256:', 'x-amz-date:2013', '\nhost;'])(
    'is what a server computes for it: up to %j',
    (end) => {
      const at = canonicalRequest.lastIndexOf(end) + end.length;
      const diagnosis = diagnosed([answerTo(canonicalRequest.slice(0, at)), request, log]);
      expect(diagnosis?.sides.server.draft?.hashedPayload).toBe(/[0-9a-f]{64}$/.exec(canonicalRequest)?.[0]);
      expect(diagnosis?.findings[0]?.cause.id).toBe('content-type-added-or-changed');
    },
  );

  it('stays unknown after its end if it begins in another way', () => {
    const other = canonicalRequest.slice(0, canonicalRequest.indexOf('x-amz-date')).replace('text/plain', 'text/html');
    expect(diagnosed([answerTo(other), request, log])?.sides.server.draft).toBeNull();
  });
});
