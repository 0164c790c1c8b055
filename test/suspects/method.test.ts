/** The method of a request is no suspect if the known secret does not make the signature with any method. */
import { describe, expect, it } from 'vitest';
import { diagnosedSoon, mismatch } from '../support/evidence/pasted-failure.ts';
import { ordered, SECRET } from '../support/sandbox/sandbox-client.ts';
import { presigned } from '../support/sigv4/presigned-order.ts';

const REFUSED_HEAD = 'HTTP/1.1 403 Forbidden\r\nContent-Type: application/xml\r\n\r\n';
const WRONG = { method: 'HEAD', secret: 'another/secret/of/the/client/0123456789ab' };

const suspectsOf = (request: string, answer: string, secret: string | null) =>
  diagnosedSoon([answer, request], secret)?.findings.map(({ cause }) => cause.id);

describe.each([
  ['a signed header', ordered(WRONG).request],
  ['a presigned URL', presigned(WRONG).request],
])('HEAD with %s', (_what, request) => {
  it.each([
    ['has no text', REFUSED_HEAD],
    ['quotes nothing', mismatch()],
  ])('is no suspect with the secret, if the answer %s', (_answer, answer) => {
    expect(suspectsOf(request, answer, SECRET)).not.toContain('method-mismatch');
    expect(suspectsOf(request, answer, null)).toContain('method-mismatch');
  });
});

it('is proved with the secret if the request was signed for GET', () => {
  const { request } = presigned({ method: 'GET' });
  const [first] = diagnosedSoon([REFUSED_HEAD, request.replace(/^GET/, 'HEAD')], SECRET)?.findings ?? [];
  expect(first).toMatchObject({ variant: 'signed-for-get', certainty: { kind: 'proved', by: 'signature' } });
});
