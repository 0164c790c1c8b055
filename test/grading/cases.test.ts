/** What learners are asked: published, complete, with published secrets only, and answered right by a signer of tests. */
import { describe, expect, it } from 'vitest';
import { replay } from '../../src/drafts/replay.ts';
import type { GradedCase } from '../../src/grading/cases/graded-case.ts';
import { GROUPS } from '../../src/grading/cases/groups.ts';
import { ALL_CASES, gradeOfMistake } from '../support/grading/graded.ts';
import { printedValues, vectorIn } from '../support/vectors/published-vectors.ts';

const { cases, leftOut } = ALL_CASES;
const named = cases.map((graded) => [graded.id, graded] as const);
const headersOf = ({ line }: GradedCase) => {
  const { request } = line as { request?: { headers: [string, string][] } };
  return new Map(request?.headers.map(([name, value]) => [name.toLowerCase(), value]) ?? []);
};

describe('the cases', () => {
  it('are so many, by what has to be asked for', () => {
    const count = (...needs: string[]) => cases.filter((graded) => graded.needs.join() === needs.join()).length;
    expect({
      's3 alone': count(),
      ...Object.fromEntries(GROUPS.map((group) => [group, count(group)])),
      'other-services,session': count('other-services', 'session'),
      all: cases.length,
    }).toEqual({
      's3 alone': 125,
      'other-services': 20,
      session: 19,
      chunked: 36,
      refuse: 7,
      'other-services,session': 1,
      all: 208,
    });
  });

  it('have all of the suite that holds under the rules of S3, and its six others where other services are asked', () => {
    const suite = (publisher: string, needs: string) =>
      cases.filter((graded) => graded.publisher === publisher && graded.needs.join() === needs).map(({ id }) => id);
    for (const publisher of ['aws-signing-test-suite', 'aws-signing-test-suite-query']) {
      expect(suite(publisher, '')).toHaveLength(29);
      expect(suite(publisher, 'other-services')).toEqual(
        [
          ...['get-relative-normalized', 'get-relative-relative-normalized', 'get-slash-dot-slash-normalized'],
          ...['get-slash-normalized', 'get-slash-pointless-dot-normalized', 'get-slashes-normalized'],
        ].map((name) => `${publisher}/${name}`),
      );
    }
  });

  it('leave out what is no question, and say how much', () => {
    expect(Object.fromEntries(leftOut)).toEqual({
      ...{ sigv4a: 84, policy: 3, events: 3, disagreement: 4, 'no-host': 1, secret: 2 },
    });
  });

  it('have names of their own', () => {
    expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length);
    expect(cases.every(({ id, line }) => line.id === id)).toBe(true);
  });

  it('hand out secrets that AWS has published, and no others', () => {
    expect([...new Set(cases.map(({ line }) => line.secret))].sort()).toEqual([
      'SECRET',
      'TESTSECRETKEY',
      'bar',
      'notrealrnrELgWzOk3IfjzDKtFBhDby',
      'secret',
      'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
      'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    ]);
  });
});

describe('a right answer', () => {
  const printed = named.filter(([, { needs, expected }]) => !needs.includes('chunked') && expected.kind === 'values');

  it.each(printed)('is the one that is printed: %s', (_id, { publisher, id, expected }) => {
    const values = printedValues(vectorIn(publisher, id.slice(publisher.length + 1)));
    if (expected.kind === 'problem') throw new Error('This case has no values.');
    const pairs = [
      ['canonical-request', 'canonicalRequest'],
      ['string-to-sign', 'stringToSign'],
      ['signature', 'signature'],
      ['signing-key', 'signingKeyHex'],
    ] as const;
    for (const [printedName, name] of pairs) {
      const value = values.get(printedName);
      if (value !== undefined) expect(expected.values[name]).toBe(value);
    }
  });

  it('of the documented chain is the one that is printed, each after the one before', () => {
    const values = printedValues(vectorIn('s3-documentation', 'chunked-upload-trailer'));
    const links = ['chunk-1', 'chunk-2', 'chunk-3', 'trailer'];
    const signatures = links.map((link) => values.get(`${link}/signature`));
    const own = links.map((link) => cases.find(({ id }) => id === `s3-documentation/chunked-upload-trailer/${link}`));
    expect(own.map((graded) => graded?.expected.kind === 'values' && graded.expected.values.signature)).toEqual(
      signatures,
    );
    const before = own.map((graded) => graded?.line.chunk);
    expect(before).toMatchObject(
      [values.get('signature'), ...signatures.slice(0, -1)].map((previousSignature) => ({ previousSignature })),
    );
  });

  it('is what its draft makes, of which mistakes are made', () => {
    const made = cases.flatMap(({ id, expected }) => (expected.kind === 'values' ? [{ id, ...expected }] : []));
    expect(made.length).toBeGreaterThan(190);
    for (const { id, model, values } of made) {
      expect([id, replay(model.draft).signature()]).toEqual([id, values.signature]);
    }
  });
});

describe('a line', () => {
  const requests = named.filter(([, { needs, line }]) => 'request' in line && !needs.includes('refuse'));

  it.each(requests)('is complete: %s', (_id, graded) => {
    const headers = headersOf(graded);
    const { signedHeaders, form, time } = graded.line as { signedHeaders: string[]; form: string; time: string };
    expect(headers.has('host')).toBe(true);
    if (form === 'header') expect(headers.get('x-amz-date')).toBe(time);
    expect(signedHeaders.filter((name) => !headers.has(name))).toEqual([]);
  });

  it('says how the payload is hashed, or has a header that does', () => {
    for (const [, graded] of requests) {
      expect('payload' in graded.line || headersOf(graded).has('x-amz-content-sha256')).toBe(true);
    }
  });

  it('names no rule that is not one of S3 unless other services are asked', () => {
    const said = cases.filter(({ needs, line }) => line.rules !== undefined && !needs.includes('other-services'));
    for (const { line } of said) expect({ pathEncoding: 'once', pathSegments: 'kept' }).toMatchObject(line.rules ?? {});
  });
});

describe('all of them are right', () => {
  it('by a signer that knows nothing but the rules of S3, and reads no rules', () => {
    expect(gradeOfMistake('none').isRight).toBe(true);
  });
});
