/** Where every byte of a trace comes from: nothing without an origin, and no origin that is wrong. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Span, sourcesOf } from '../../src/bytes/origin.ts';
import { S3_RULES } from '../../src/sigv4/rules.ts';
import { traceSigning } from '../../src/sigv4/sign.ts';
import { findValue, type Trace, type Value } from '../../src/trace/trace.ts';
import { signingInput } from '../../src/vectors/run.ts';
import { sha256Of } from '../support/independent-signer.ts';
import { givenOf, octetsOf } from '../support/octets-of.ts';
import { RUNNABLE_VECTORS, vectorNamed } from '../support/published-vectors.ts';
import { headOf, type RandomRequest, randomRequest } from '../support/random-requests.ts';

const rules = fc.record({
  pathEncoding: fc.constantFrom('once', 'twice'),
  pathSegments: fc.constantFrom('kept', 'normalised'),
  contentSha256Header: fc.constantFrom('added', 'not-added'),
  sessionToken: fc.constantFrom('signed', 'appended'),
});
const token = fc.option(fc.constantFrom('TOKEN', 'two  spaces', ' around '));

/** What the random requests are signed with, by the name that origins give it. */
const GIVEN = new Map([
  ['the key', 'AKIDEXAMPLE'],
  ['the secret', 'wJalrXUtnFEMI'],
  ['the time', '20150830T123600Z'],
  ['the region', 'us-east-1'],
  ['the service', 's3'],
]);

describe('the origins of a trace', () => {
  it.each(RUNNABLE_VECTORS.map((vector) => [vector.name, vector] as const))('are right for %s', (_name, vector) => {
    const trace = traceSigning(signingInput(vector));
    expect(trace.values.length).toBeGreaterThan(20);
    expect(wrongOrigins(trace)).toEqual([]);
  });

  it('are right for any request under any rules', () => {
    fc.assert(
      fc.property(randomRequest, token, rules, (request, sessionToken, chosen) => {
        const given = new Map([...GIVEN, ['the request', headOf(request)], ['the token', sessionToken ?? '']]);
        const trace = traceOf(request, given, { ...S3_RULES, ...chosen });
        expect(trace.outcome).toEqual({ kind: 'signed' });
        expect(wrongOrigins(trace)).toEqual([]);
        expect(wrongQuotations(trace, given)).toEqual([]);
      }),
    );
  });
});

describe("the origins in AWS's documented example", () => {
  const vector = vectorNamed('get-object');
  const trace = traceSigning(signingInput(vector));
  const request = findValue(trace, 'request')?.bytes.octets ?? '';

  it('take the value of the Range header from the request', () => {
    const start = request.indexOf('bytes=0-9');
    const origin = { kind: 'copy', value: 'request', start, end: start + 'bytes=0-9'.length };
    expect(spanAt('canonical-headers', 'bytes=0-9')?.origin).toEqual(origin);
  });

  it('say that the name of the Range header was lower-cased', () => {
    const start = request.indexOf('Range');
    expect(spanAt('canonical-headers', 'range:')?.origin).toMatchObject({
      kind: 'derived',
      by: [{ id: 'lower-case' }],
      from: [{ kind: 'copy', value: 'request', start, end: start + 1 }],
    });
  });

  it('take the day of the credential scope from the timestamp', () => {
    expect(spanAt('credential-scope', '20130524')?.origin).toEqual({
      kind: 'copy',
      value: 'timestamp',
      start: 0,
      end: 8,
    });
  });

  it('name a rule for the prefix of the secret', () => {
    expect(spanAt('prefixed-secret', 'AWS4')).toMatchObject({ start: 0, end: 4, origin: { kind: 'fixed' } });
  });

  it('compute the signature from the signing key and the whole string to sign', () => {
    const length = findValue(trace, 'string-to-sign')?.bytes.octets.length;
    expect(spanAt('signature', 'f0e8')?.origin).toMatchObject({
      kind: 'derived',
      by: [{ id: 'hmac-sha256' }, { id: 'hex' }],
      from: [
        { kind: 'copy', value: 'signing-key', start: 0, end: 32 },
        { kind: 'copy', value: 'string-to-sign', start: 0, end: length },
      ],
    });
  });

  function spanAt(id: string, text: string): Span | undefined {
    const bytes = findValue(trace, id)?.bytes;
    const start = bytes?.octets.indexOf(text) ?? -1;
    return bytes?.spans?.find((span) => span.start <= start && start < span.end);
  }
});

function traceOf(request: RandomRequest, given: ReadonlyMap<string, string>, chosen: typeof S3_RULES): Trace {
  const from = (by: string) => givenOf(given.get(by) ?? '', by);
  return traceSigning({
    request: from('the request'),
    payload: { length: request.body.length, sha256: octetsOf(sha256Of(request.body)) },
    credentials: {
      accessKeyId: from('the key'),
      secretAccessKey: from('the secret'),
      sessionToken: given.get('the token') ? from('the token') : null,
    },
    timestamp: from('the time'),
    region: from('the region'),
    service: from('the service'),
    rules: chosen,
  });
}

/** What is wrong with the spans of a trace, in words; only earlier values, and the payload, may be referred to. */
function wrongOrigins(trace: Trace): string[] {
  const earlier = new Map<string, string>();
  return trace.values.flatMap((value) => {
    const wrong = [...gaps(value), ...wrongSpans(value, earlier, trace.payload.length)];
    if (earlier.has(value.id)) wrong.push(`${value.id} stands in the trace twice`);
    earlier.set(value.id, value.bytes.octets);
    return wrong;
  });
}

function gaps({ id, bytes }: Value): string[] {
  if (bytes.spans === null) return [`${id} has no spans`];
  const ends = [0, ...bytes.spans.map((span) => span.end)];
  const starts = [...bytes.spans.map((span) => span.start), bytes.octets.length];
  const empty = bytes.spans.filter((span) => span.end <= span.start).map((span) => `${id}: nothing at ${span.start}`);
  return [...empty, ...starts.flatMap((start, at) => (start === ends[at] ? [] : [`${id}: ${ends[at]} to ${start}`]))];
}

function wrongSpans({ id, bytes }: Value, earlier: ReadonlyMap<string, string>, payloadLength: number): string[] {
  return (bytes.spans ?? []).flatMap(({ start, end, origin }) => {
    const here = `${id} ${start}-${end}`;
    const wrong = sourcesOf(origin).flatMap((source) => {
      if (source.kind !== 'copy') return [];
      const length = source.value === 'payload' ? payloadLength : earlier.get(source.value)?.length;
      if (length === undefined) return [`${here} refers to ${source.value}, which is not earlier`];
      return source.start >= 0 && source.start <= source.end && source.end <= length
        ? []
        : [`${here} refers to bytes outside ${source.value}`];
    });
    if (origin.kind === 'derived') return origin.by.length > 0 ? wrong : [...wrong, `${here} is derived by nothing`];
    if (origin.kind !== 'copy') return wrong;
    const quoted = earlier.get(origin.value)?.slice(origin.start, origin.end);
    return quoted === bytes.octets.slice(start, end) ? wrong : [...wrong, `${here} is no copy of ${origin.value}`];
  });
}

/** Spans that say they were given, and were not. */
function wrongQuotations({ values }: Trace, given: ReadonlyMap<string, string>): string[] {
  return values.flatMap(({ id, bytes }) =>
    (bytes.spans ?? []).flatMap(({ start, end, origin }) => {
      if (origin.kind !== 'given') return [];
      const quoted = given.get(origin.by)?.slice(origin.start, origin.end);
      return quoted === bytes.octets.slice(start, end) ? [] : [`${id} ${start}-${end} is not from ${origin.by}`];
    }),
  );
}
