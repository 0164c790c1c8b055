/** A signed request examined: what the sandbox and `verify` both read it with. */
import { describe, expect, it, vi } from 'vitest';
import { plain } from '../../src/bytes/bytes.ts';
import type { Octets } from '../../src/bytes/octets.ts';
import { isProblem } from '../../src/bytes/problem.ts';
import { readRequestHead } from '../../src/http/read-head.ts';
import { readRawRequest } from '../../src/intake/pasted/raw-request.ts';
import type { Claim } from '../../src/sigv4/claims/claim.ts';
import { unrecorded } from '../../src/trace/trace.ts';
import { type Examination, examine, type ReadRequest, readSigned } from '../../src/verification/examine.ts';
import { keysFrom } from '../../src/verification/keys.ts';
import { verifyRequest } from '../../src/verification/verify-request.ts';
import { octetsOf } from '../support/octets-of.ts';
import { sound } from '../support/problems.ts';
import { ask, ordered, SECRET } from '../support/sandbox/sandbox-client.ts';
import { formOf } from '../support/sigv4/form-order.ts';

const NOW = Date.UTC(2013, 4, 24);
const keySource = keysFrom(() => plain(octetsOf(SECRET)));

/** As a server reads it from the wire: no byte knows where it comes from. */
function received(request: string): ReadRequest {
  const end = request.indexOf('\r\n\r\n') + 4;
  const head = readRequestHead(plain(request.slice(0, end) as Octets));
  if (isProblem(head)) throw new Error(head.says);
  return readSigned({ head, body: request.slice(end) as Octets }, { rules: {} });
}

function examined(request: string): Examination {
  const read = received(request);
  return examine(read, sound(read.claim), keySource, unrecorded);
}

const put = (body: string) => ordered({ method: 'PUT', path: '/a', body }).request;

describe('an examination', () => {
  it('computes each answer once, when it is first asked for', () => {
    const secretOf = vi.fn(() => plain(octetsOf(SECRET)));
    const read = received(put('content'));
    const { verification, content } = examine(read, sound(read.claim), keysFrom(secretOf), unrecorded);
    expect(secretOf).not.toHaveBeenCalled();
    expect(verification().signature).toBe('right');
    expect(verification()).toBe(verification());
    expect(content()).toBe(content());
    expect(secretOf).toHaveBeenCalledTimes(1);
  });

  it('records nothing of bytes that do not know where they come from', () => {
    const spansOf = ({ signature, signed }: Claim) => [
      signature.spans,
      signed.kind === 'policy' ? signed.policy.spans : signed.hashedPayload.spans,
    ];
    for (const request of [put('content'), formOf().request]) {
      const { claim, verification } = examined(request);
      expect(verification().signature).toBe('right');
      expect([...spansOf(claim), verification().stringToSign.spans]).toEqual([null, null, null]);
    }
  });

  it('has no content where the body is not known, or where a form has no file', () => {
    const read = readSigned({ ...received(put('content')).sent, body: null }, { rules: {} });
    expect(examine(read, sound(read.claim), keySource, unrecorded).content()).toBeNull();
    expect(examined(formOf({ file: null }).request).content()).toBeNull();
  });
});

describe('a request that is signed twice', () => {
  const request = ordered({}).request.replace(' HTTP/1.1', '?X-Amz-Signature=00 HTTP/1.1');

  it('has the claim of its header, for a server that looks no further', () => {
    const { claim, twice } = received(request);
    expect(twice).toMatchObject({ code: 'two-authentications' });
    expect(claim).toMatchObject({ scheme: 'header' });
  });

  it('is refused by the sandbox and by verify', () => {
    expect(ask(request).element('ArgumentName')).toBe('Authorization');
    const sent = sound(readRawRequest(octetsOf(request), { kind: 'standard-input' }));
    expect(verifyRequest(sent, { keySource, now: NOW, rules: {} }).verdict).toMatchObject({
      kind: 'malformed',
      problem: { code: 'two-authentications' },
    });
  });
});

describe('a signed form', () => {
  /** With an Authorization header for something else, which S3 looks at before it looks at the form. */
  const request = formOf().request.replace('\r\n', '\r\nAuthorization: Basic QTpC\r\n');

  it('counts neither for the sandbox nor for verify where there is an Authorization header', () => {
    expect(ask(request).element('Message')).toBe('Unsupported Authorization Type');
    const sent = sound(readRawRequest(octetsOf(request), { kind: 'standard-input' }));
    expect(verifyRequest(sent, { keySource, now: NOW, rules: {} }).verdict.kind).toBe('unsigned');
  });
});
