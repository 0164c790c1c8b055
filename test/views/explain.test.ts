/** What is said of one byte. */
import { describe, expect, it } from 'vitest';
import { type ExplainedByte, explain } from '../../src/views/bytes/explain.ts';
import { originRuns } from '../../src/views/bytes/two-bytes.ts';
import { placesOf } from '../../src/views/map/places.ts';
import { walkOf } from '../support/views/walk-of.ts';

const { facts } = await walkOf({
  options: { header: ['X-Amz-Meta-A: é日', 'X-Amz-Meta-B: a\u0301', 'X-Amz-Meta-C: a\u200bb'] },
});
const places = placesOf(facts.trace);
const byteAt = (value: string, byte: number) => explain(facts, places, { value, byte });
const nameOf = (value: string, byte: number) => byteAt(value, byte)?.name;
const whyOf = (known: ExplainedByte) =>
  originRuns(facts, known)
    .map(({ text }) => text)
    .join('');
const octetsOf = (value: string) => facts.trace.values.find(({ id }) => id === value)?.bytes.octets ?? '';
const HEADERS = octetsOf('canonical-headers');
const PAGES = 'https://docs.aws.amazon.com/';

describe('the name of a byte', () => {
  it('has the character that it belongs to, and none in what is no text', () => {
    const at = (octets: string) => nameOf('canonical-headers', HEADERS.indexOf(octets));
    expect(at('\xc3\xa9')).toContain('0xc3 in "é" U+00E9, lowercase letter (Latin)');
    expect(at('\xa5\xe6')?.slice(-3)).not.toContain('U+');
    expect(at('\xe6\x97\xa5')).toContain('0xe6 in "日" U+65E5, letter (Han)');
    // The bytes of this key happen to begin as those of characters do.
    for (let byte = 0; byte < 32; byte++) expect(nameOf('signing-key', byte)).not.toContain('U+');
  });

  it('has no character that cannot be seen alone', () => {
    const at = (octets: string) => nameOf('canonical-headers', HEADERS.indexOf(octets));
    expect(at('\xcc\x81')).toContain('0xcc in U+0301 combining acute accent');
    expect(at('\xe2\x80\x8b')).toContain('0xe2 in U+200B zero width space');
  });
});

describe('the page that is named for a byte', () => {
  it.each([
    ['converted to lowercase', 'canonical-headers', HEADERS.indexOf('x-amz-meta-a'), 'sig-v4-header-based-auth.html'],
    ['hashed', 'hashed-canonical-request', 0, 'sig-v4-header-based-auth.html'],
    ['by HMAC', 'signing-key', 0, 'sig-v4-header-based-auth.html'],
    ['copied', 'string-to-sign', octetsOf('string-to-sign').indexOf('\n') + 1, 'sig-v4-header-based-auth.html'],
  ])('is that of AWS where it is %s', (done, value, byte, page) => {
    const known = byteAt(value, byte);
    expect(known && whyOf(known)).toContain(done);
    expect(known?.see).toMatch(new RegExp(`^${PAGES}.*/${page}$`));
  });

  it('is there for each byte of each value that is not given', () => {
    for (const { id, bytes } of facts.trace.values) {
      for (const { start, origin } of bytes.spans ?? []) {
        const see = byteAt(id, start)?.see ?? null;
        // An input that is given as it is has no rule.
        if (origin.kind === 'given' && id !== 'request') expect(see).toBeNull();
        else expect(see).toMatch(/^https:\/\/(?:docs\.aws\.amazon\.com|www\.rfc-editor\.org)\//);
      }
    }
  });

  it('is that of the format where input was in one', async () => {
    const { facts: encoded } = await walkOf({ address: 'https://h.example.com/a b' });
    const request = encoded.trace.values.find(({ id }) => id === 'request')?.bytes.octets ?? '';
    const known = explain(encoded, placesOf(encoded.trace), { value: 'request', byte: request.indexOf('%20') });
    expect(known?.see).toBe('https://www.rfc-editor.org/rfc/rfc3986#section-2.1');
  });
});
