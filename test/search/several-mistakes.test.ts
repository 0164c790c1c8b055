/** Two mistakes at once: each is named, and neither is said to be enough. */
import { describe, expect, it } from 'vitest';
import { breakRequest } from '../../src/breaks/break-request.ts';
import type { Octets } from '../../src/bytes/octets.ts';
import { CAUSES } from '../../src/causes/table.ts';
import type { Mutation } from '../../src/drafts/mutation.ts';
import { replay } from '../../src/drafts/replay.ts';
import { writeRequestHead } from '../../src/http/message.ts';
import { diagnosed, logOf } from '../support/evidence/pasted-failure.ts';
import { ask, SECRET } from '../support/sandbox/sandbox-client.ts';
import { type BaseName, rightRequest } from '../support/sigv4/base-requests.ts';

const mutation = (id: string, variant: string): Mutation => {
  const found = CAUSES.find((cause) => cause.id === id)?.mutations.find((one) => one.variant === variant);
  if (!found) throw new Error(`There is no ${id}/${variant}.`);
  return found;
};

/** The request with both mistakes of the signer, its log and the answer of the sandbox. */
function failure(base: BaseName, one: Mutation, other: Mutation) {
  const right = rightRequest(base);
  const change: Mutation['change'] = (draft, around) =>
    one
      .change(draft, around)
      .slice(0, 1)
      .flatMap((made) => other.change(made, around).slice(0, 1));
  const [broken] = breakRequest(right, { ...one, change });
  if (!broken) throw new Error('Nothing fails.');
  const made = replay(broken.signed);
  const { canonicalRequest, stringToSign } = made;
  const sent = (writeRequestHead(broken.arrived).octets + right.body) as Octets;
  return {
    request: sent,
    answer: ask(sent).body,
    log: logOf({ canonicalRequest, stringToSign, signature: made.signature() ?? '' }),
  };
}

const ROWS = [
  ['get-range', ['path-not-encoded', 'raw'], ['secret-whitespace-newline', 'newline-behind']],
  ['get-range', ['query-not-sorted', 'case-blind'], ['signing-key-not-binary', 'hex-text']],
] as const;

describe.each(ROWS)('two mistakes of %s: %s and %s', (base, one, other) => {
  const made = () => failure(base, mutation(one[0], one[1]), mutation(other[0], other[1]));

  it('are named once each, not as one of two and alone as well', () => {
    const { request, answer, log } = made();
    const ids = diagnosed([answer, request, log], SECRET)?.findings.map(({ cause }) => cause.id) ?? [];
    expect(ids).toEqual([...new Set(ids)]);
    expect(ids.length).toBeGreaterThan(1);
  });

  it('are both proved from the texts of both sides and the secret', () => {
    const { request, answer, log } = made();
    const { findings } = diagnosed([answer, request, log], SECRET) ?? { findings: [] };
    expect(
      findings
        .slice(0, 2)
        .map(({ cause }) => cause.id)
        .sort(),
    ).toEqual([one[0], other[0]].sort());
    expect(findings.slice(0, 2).map(({ oneOf }) => oneOf)).toEqual([
      { number: 1, count: 2 },
      { number: 2, count: 2 },
    ]);
  });

  it('are both proved by the signature alone', () => {
    const { request, answer } = made();
    const { findings } = diagnosed([answer, request], SECRET) ?? { findings: [] };
    expect(findings.slice(0, 2).map(({ certainty }) => certainty)).toEqual([
      { kind: 'proved', by: 'signature' },
      { kind: 'proved', by: 'signature' },
    ]);
  });
});

describe('a refusal that is not about the signature', () => {
  it.each([
    ['AccessDenied', 'User: arn:aws:iam::111122223333:user/a is not authorized to perform: s3:GetObject', 'policy'],
    ['AccessDenied', 'Access Denied', 'permission'],
    ['KMS.DisabledException', 'The key is disabled.', 'encryption-key'],
    ['NoSuchKey', 'The specified key does not exist.', 'not-found'],
    ['NotImplemented', 'A header you provided implies functionality that is not implemented', 'not-implemented'],
  ])('of %s, "%s", is %s, and has no cause', (code, message, id) => {
    const found = diagnosed([`<Error><Code>${code}</Code><Message>${message}</Message></Error>`]);
    expect(found?.notSignature).toEqual({ id, code });
    expect(found?.findings).toEqual([]);
  });

  it('is the page of something else than the server', () => {
    const found = diagnosed(['<html><head><title>403 Forbidden</title></head><body><hr>nginx</body></html>']);
    expect(found?.notSignature?.id).toBe('page');
  });

  it('is not said of a signature that does not match', () => {
    const found = diagnosed(['<Error><Code>SignatureDoesNotMatch</Code><Message>x</Message></Error>']);
    expect(found?.notSignature).toBeNull();
  });
});
