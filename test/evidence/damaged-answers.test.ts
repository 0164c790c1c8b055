/** Answers that something has changed before they were pasted: repaired, and proved by the hash that they quote. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runs } from '../support/sweep.ts';
import {
  AWKWARD,
  answerIn,
  answerInText,
  answerOfAws,
  asText,
  CANONICAL_REQUESTS,
  evidenceIn,
  GET_OBJECT,
  MISMATCH,
  PROVIDED,
  sha256,
  toSign,
} from './answers.ts';
import { DAMAGES } from './damages.ts';

describe.each(Object.entries(CANONICAL_REQUESTS))('an answer for %s', (_name, canonicalRequest) => {
  it.each(DAMAGES)('is read through $what, and proved', ({ done }) => {
    const answer = answerIn(done(answerInText(canonicalRequest)));
    expect(asText(answer.canonicalRequest)).toBe(canonicalRequest);
    expect(answer.canonicalRequest?.proof).toBe('proved');
    expect(answer.canonicalRequest?.readFrom).toBe('text');
    expect(asText(answer.stringToSign)).toBe(toSign(canonicalRequest));
    expect(answer.signatureProvided).toBe(PROVIDED);
  });

  it.each(DAMAGES.filter(({ what }) => !what.startsWith('an end')))(
    'has numbers that $what leaves as they are',
    ({ done }) => {
      const answer = answerIn(done(answerOfAws(canonicalRequest)));
      expect([answer.canonicalRequest?.readFrom, answer.stringToSign?.readFrom]).toEqual(['bytes', 'bytes']);
      expect(answer.canonicalRequest?.proof).toBe('proved');
      expect(asText(answer.canonicalRequest)).toBe(canonicalRequest);
    },
  );
});

describe('what was repaired', () => {
  const whole = answerInText(GET_OBJECT);

  it('is nothing where nothing was damaged', () => {
    const { canonicalRequest, stringToSign, message, code } = answerIn(whole);
    expect([canonicalRequest?.repairs, stringToSign?.repairs]).toEqual([[], []]);
    expect([code, message]).toEqual(['SignatureDoesNotMatch', MISMATCH]);
  });

  it.each([
    ['spaces', (text: string) => text.replaceAll('\n', ' '), /line endings had become spaces/],
    ['no empty lines', (text: string) => text.replace(/\n\n/g, '\n'), /empty lines were missing/],
    ['a mail', (text: string) => text.replace(/^/gm, '> '), /prefix was removed from each of its lines/],
    ['HTML', (text: string) => text.replaceAll('<', '&lt;').replaceAll('>', '&gt;'), /entities of HTML/],
    ['JSON', (text: string) => JSON.stringify(text), /backslashes/],
    ['indentation', (text: string) => text.replace(/^/gm, '  '), /white space/i],
  ])('is said: %s', (_what, damage, says) => {
    const { answer, remarks } = evidenceIn(damage(whole));
    expect([...(answer?.canonicalRequest?.repairs ?? []), ...remarks].join(' ')).toMatch(says);
  });

  it('proves nothing where the text was changed in itself', () => {
    const changed = whole.replace('range:bytes=0-9', 'range:bytes=0-8');
    expect(answerIn(changed).canonicalRequest).toMatchObject({ proof: 'refuted', repairs: [] });
  });

  it('proves nothing where the hash is not there', () => {
    const without = whole.replace(/<StringToSign>[^<]*<\/StringToSign>/, '');
    expect(answerIn(without).canonicalRequest).toMatchObject({ proof: 'unknown', octets: GET_OBJECT });
  });

  it('refutes no text that was cut', () => {
    const cut = whole.slice(0, whole.indexOf('x-amz-date:'));
    expect(answerIn(cut).canonicalRequest?.proof).toBe('unknown');
    expect(answerIn(`${cut}...`).canonicalRequest?.octets).not.toContain('...');
  });

  it('keeps the six lines of the string to sign of a chunk', () => {
    const lines = [
      'AWS4-HMAC-SHA256-PAYLOAD',
      '20130524T000000Z',
      '20130524/us-east-1/s3/aws4_request',
      PROVIDED,
      sha256(''),
      sha256('a'),
    ];
    const answer = (text: string) =>
      `<Error><Code>SignatureDoesNotMatch</Code><StringToSign>${text}</StringToSign></Error>`;
    expect(answerIn(answer(lines.join('\n'))).stringToSign).toMatchObject({ octets: lines.join('\n'), repairs: [] });
    expect(answerIn(answer(lines.join(' '))).stringToSign?.octets).toBe(lines.join('\n'));
  });

  it('takes the text where the numbers are cut', () => {
    const cut = answerOfAws(GET_OBJECT).replace(/(<CanonicalRequestBytes>[^<]{30})[\s\S]*/, '$1 ...');
    expect(answerIn(cut).canonicalRequest).toMatchObject({ readFrom: 'text', proof: 'proved', octets: GET_OBJECT });
  });

  it('takes the numbers where the text is cut', () => {
    const cut = answerOfAws(AWKWARD).replace(/<CanonicalRequest>[^<]*/, '<CanonicalRequest>PUT\n/a');
    expect(answerIn(cut).canonicalRequest).toMatchObject({ readFrom: 'bytes', proof: 'proved' });
    expect(asText(answerIn(cut).canonicalRequest)).toBe(AWKWARD);
  });

  it('takes the beginning from the numbers and the end from the text', () => {
    const fragment = answerOfAws(GET_OBJECT).slice(answerOfAws(GET_OBJECT).indexOf('host:examplebucket'));
    const cut = fragment.replace(
      /(<CanonicalRequestBytes>47 45 54 0a 2f 74 65 73 74 2e 74 78 74 0a 0a) [\s\S]*/,
      '$1 ...',
    );
    expect(cut).toContain('0a 0a ...');
    expect(answerIn(`...${cut}`).canonicalRequest).toMatchObject({ octets: GET_OBJECT, readFrom: 'text' });
  });
});

describe('any canonical request', () => {
  const token = fc.stringMatching(/^[a-z][a-z0-9-]{0,12}$/);
  const value = fc.stringMatching(/^(?:[!-~]{1,10}(?: [!-~]{1,8}){0,3})?$/);
  const canonical = fc
    .record({
      method: fc.constantFrom('GET', 'PUT', 'POST', 'DELETE', 'HEAD'),
      path: fc.stringMatching(/^\/[A-Za-z0-9._~/%-]{0,30}$/),
      query: fc.constantFrom('', 'acl=', 'list-type=2&prefix=a%2Fb'),
      headers: fc.uniqueArray(fc.tuple(token, value), { minLength: 1, maxLength: 6, selector: ([name]) => name }),
      payload: fc.constantFrom('UNSIGNED-PAYLOAD', sha256('')),
    })
    .map(({ method, path, query, headers, payload }) => {
      const sorted = [...headers].sort(([one], [other]) => (one < other ? -1 : 1));
      const fields = sorted.map(([name, text]) => `${name}:${text}`);
      return [method, path, query, ...fields, '', sorted.map(([name]) => name).join(';'), payload].join('\n');
    });

  it('is proved through every damage, or at least not said to be proved as something else', () => {
    fc.assert(
      fc.property(canonical, fc.constantFrom(...DAMAGES), (canonicalRequest, { done }) => {
        const { canonicalRequest: read } = answerIn(done(answerInText(canonicalRequest)));
        if (read?.proof === 'proved') expect(asText(read)).toBe(canonicalRequest);
      }),
      { numRuns: runs(400) },
    );
  });

  it('is proved through every damage that leaves its numbers', () => {
    const kept = DAMAGES.filter(({ what }) => !what.startsWith('an end'));
    fc.assert(
      fc.property(canonical, fc.constantFrom(...kept), (canonicalRequest, { done }) => {
        const { canonicalRequest: read } = answerIn(done(answerOfAws(canonicalRequest)));
        expect(asText(read)).toBe(canonicalRequest);
        expect(read?.proof).toBe('proved');
      }),
      { numRuns: runs(400) },
    );
  });
});
