import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sourcesAt, spanAt, usesOf } from '../../src/trace/provenance.ts';
import { findValue } from '../../src/trace/trace.ts';
import { runs } from '../support/sweep.ts';
import { documentedExample } from '../support/views/documented-example.ts';

const { trace } = documentedExample();
const octetsOf = (id: string) => findValue(trace, id)?.bytes.octets ?? '';
const at = (id: string, text: string) => ({ value: id, byte: octetsOf(id).indexOf(text) });

describe('where a byte comes from', () => {
  it('is one byte of what it was copied from', () => {
    const [found, ...others] = sourcesAt(trace, at('credential-scope', 's3'));
    expect(others).toEqual([]);
    expect(found).toMatchObject({ source: { kind: 'copy', value: 'service', start: 0, end: 1 }, by: [], role: null });
  });

  it('is key and message of an HMAC, each whole', () => {
    const found = sourcesAt(trace, { value: 'date-key', byte: 7 });
    expect(found.map(({ source, role }) => [source.kind === 'copy' && source.value, role])).toEqual([
      ['prefixed-secret', 'key'],
      ['timestamp', 'message'],
    ]);
  });

  it('is a rule for what a rule puts there', () => {
    const originAt = (text: string) => spanAt(trace, at('credential-scope', text))?.origin;
    expect(originAt('/')).toMatchObject({ kind: 'fixed', rule: { says: expect.stringContaining('slash') } });
    expect(originAt('s3')?.kind).toBe('copy');
  });

  it('is nothing outside of a value, or of a value that is not there', () => {
    expect(sourcesAt(trace, { value: 'credential-scope', byte: 1000 })).toEqual([]);
    expect(sourcesAt(trace, { value: 'none', byte: 0 })).toEqual([]);
  });
});

describe('where bytes are used', () => {
  it('is every value that was made of them directly, with the bytes that show it', () => {
    const uses = usesOf(trace, { value: 'region', start: 0, end: 9 });
    expect(uses.map(({ value, how }) => [value, how])).toEqual([
      ['credential-scope', 'copied'],
      ['date-region-key', 'derived'],
    ]);
    const [scope] = uses;
    expect(octetsOf('credential-scope').slice(scope?.start, scope?.end)).toBe('us-east-1');
  });

  it('leads back: each byte of a trace is among the uses of what it came from', () => {
    const value = fc.constantFrom(...trace.values.filter(({ bytes }) => bytes.octets !== ''));
    fc.assert(
      fc.property(value, fc.nat(), ({ id, bytes }, number) => {
        const byte = number % bytes.octets.length;
        expect(spanAt(trace, { value: id, byte })).toBeDefined();
        for (const { source } of sourcesAt(trace, { value: id, byte })) {
          if (source.kind !== 'copy' || source.start === source.end) continue;
          const uses = usesOf(trace, source);
          expect(uses.some((use) => use.value === id && use.start <= byte && byte < use.end)).toBe(true);
        }
      }),
      { numRuns: runs(1000) },
    );
  });
});
