/** What a person did not give is unknown, not absent: a URL alone, a head that is cut, a log without a string to sign. */
import { describe, expect, it } from 'vitest';
import { nextInWords } from '../../src/views/diagnosis/suspect-words.ts';
import { DENIED, diagnosed, logOf, mismatch, sureOf } from '../support/evidence/pasted-failure.ts';
import { ordered, SECRET } from '../support/sandbox/sandbox-client.ts';
import { presigned } from '../support/sigv4/presigned-order.ts';

const HOST = 'https://examplebucket.s3.amazonaws.com';
const possibleIn = (diagnosis: ReturnType<typeof diagnosed>) =>
  diagnosis?.findings.map(({ cause, certainty }) => `${cause.id} ${certainty.kind}`);

describe('A URL alone', () => {
  const deleted = presigned({ method: 'DELETE', query: [['versionId', '7']] });
  const ranged = presigned({ headers: [['Range', 'bytes=0-9']] });

  it('does not say that it was used with GET, no matter what method the server has', () => {
    const diagnosis = diagnosed([mismatch(deleted), HOST + deleted.target]);
    expect(sureOf(diagnosis)).toEqual([]);
    expect(possibleIn(diagnosis)).toContain('method-mismatch possible');
  });

  it('is right for the method whose signature it has: a refusal by a policy is not about it', () => {
    const diagnosis = diagnosed([DENIED, HOST + deleted.target], SECRET);
    expect([diagnosis?.findings, diagnosis?.verdict?.id]).toEqual([[], 'not-about-signature']);
  });

  it('does not say that no other headers were sent', { tags: ['expensive'] }, () => {
    const { target } = ranged;
    expect(sureOf(diagnosed([mismatch(ranged), HOST + target]))).toEqual([]);
    // Each answer, log and secret.
    for (const [answer, log, secret] of [
      [DENIED, '', SECRET],
      [mismatch(), logOf(ranged), null],
    ] as const)
      expect(sureOf(diagnosed([answer, HOST + target, log], secret))).toEqual([]);
  });

  it('has the header of the log, with which its signature is right', () => {
    const diagnosis = diagnosed([DENIED, HOST + ranged.target, logOf(ranged, ['canonicalRequest'])], SECRET);
    expect([diagnosis?.findings, diagnosis?.verdict]).toEqual([[], { id: 'not-about-signature', of: 'request' }]);
  });

  it('is not proved to be signed with a value that nothing shows to be missing', { tags: ['expensive'] }, () => {
    const typed = presigned({ method: 'PUT', headers: [['Content-Type', 'image/png']] });
    const diagnosis = diagnosed([mismatch(), HOST + typed.target], SECRET);
    expect(sureOf(diagnosis)).toEqual([]);
    expect(possibleIn(diagnosis)?.[0]).toBe('presigned-signed-header-not-sent possible');
  });

  it('tells of what it does say: a secret that is mistyped is proved all the same', () => {
    const typed = presigned({ secret: `${SECRET}\n` });
    expect(sureOf(diagnosed([mismatch(), HOST + typed.target], SECRET))).toEqual([
      'secret-whitespace-newline/newline-behind proved',
    ]);
  });

  it('is said to be a URL, not a GET', () => {
    const diagnosis = diagnosed([DENIED, HOST + deleted.target]);
    expect(diagnosis?.sides.request?.unsaid).toEqual(['method', 'headers']);
    expect(diagnosis?.next.map((step) => nextInWords(step)).join(' ')).toContain(
      'with its method and all of its headers',
    );
  });
});

describe('A head that is cut', () => {
  const whole = ordered({ headers: [['x-amz-acl', 'private']] });
  const [head = ''] = whole.request.split('\r\n\r\n');
  const lines = head.split('\r\n');
  const cut = lines.filter((line) => !line.startsWith('x-amz-acl')).join('\n');

  it('does not say that a signed header was not sent', () => {
    expect(possibleIn(diagnosed([mismatch(), cut]))).toContain('signed-header-never-sent possible');
    expect(sureOf(diagnosed([mismatch(), cut]))).toEqual([]);
  });

  it('says it where it ends with an empty line', () => {
    expect(sureOf(diagnosed([mismatch(), `${cut}\n\n`]))).toEqual(['signed-header-never-sent/null explains']);
  });
});

describe('A log without a string to sign', () => {
  const right = ordered({ path: '/2013//a b.jpg', headers: [['x-amz-meta-owner', 'ann']] });
  const log = logOf(right, ['canonicalRequest']);

  it.each([
    ['refused by a policy', DENIED],
    ['refused by a server that signed the same', mismatch(right)],
    ['refused without a word of what was signed', mismatch()],
  ])('differs from no string to sign, %s', (_how, answer) => {
    expect(sureOf(diagnosed([answer, right.request, log]))).toEqual([]);
    expect(sureOf(diagnosed([answer, log]))).toEqual([]);
  });

  it('rules out the path if both texts are equal, which leaves the secret', () => {
    const pieces = [mismatch(right), right.request];
    expect(diagnosed(pieces)?.verdict?.id).toBe('arrived-as-sent');
    // With the log, both texts are known to be equal, so that the path is ruled out and the secret is left.
    expect(possibleIn(diagnosed([...pieces, log]))?.[0]).toBe('wrong-secret possible');
  });

  it('still shows a mistake in the canonical request', () => {
    const wrong = { ...right, canonicalRequest: right.canonicalRequest.replace('/2013//a', '/2013/a') };
    const explained = diagnosed([mismatch(right), logOf(wrong, ['canonicalRequest'])])?.findings[0];
    expect([explained?.cause.id, explained?.certainty.kind]).toEqual(['path-normalised', 'explains']);
  });
});

describe('A string to sign that is the same on both sides', () => {
  it('leaves the key, and not the secret alone', () => {
    const right = ordered();
    const other = { ...right, signature: 'f'.repeat(64) };
    expect(sureOf(diagnosed([mismatch(right), logOf(other)]))).toEqual([]);
    expect(diagnosed([mismatch(right), logOf(other)])?.verdict?.id).toBe('same-string');
  });
});
