/** What the inspector says of a byte. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CANONICAL_REQUEST } from '../../src/sigv4/stages/canonical-request/canonical-request.ts';
import { STRING_TO_SIGN } from '../../src/sigv4/stages/string-to-sign.ts';
import { findValue } from '../../src/trace/trace.ts';
import { inspectorOf } from '../../src/views/bytes/inspector.ts';
import { placesOf } from '../../src/views/map/places.ts';
import { textOf as textOfRuns } from '../../src/views/page.ts';
import { walkPage } from '../../src/views/walk-pages.ts';
import { verifiedWalk } from '../support/views/verified-walk.ts';
import { walkOf } from '../support/views/walk-of.ts';

const { facts } = await walkOf({ options: { header: ['Range: bytes=0-9'] } });
const places = placesOf(facts.trace);
const canonical = facts.trace.values.find(({ id }) => id === 'canonical-request')?.bytes.octets ?? '';
const LINES = canonical.split('\n');

/** Returns a row of the inspector of a byte of the canonical request, at an offset in one of its lines. */
function rowAt(label: string, line: number, offset: number): string {
  const byte = LINES.slice(0, line - 1).join('\n').length + 1 + offset;
  const own = walkPage(facts, 3).main.flatMap((block) => (block.kind === 'line' ? [block] : []))[line - 1];
  const row = { explains: own?.explains ?? null, bytes: null, gutter: null };
  const found = inspectorOf(facts, places, { value: 'canonical-request', byte }, row);
  return (found?.rows.find((one) => one.label === label)?.runs ?? []).map(({ text }) => text).join('');
}

describe('the inspector of the canonical request', () => {
  const name = 'x-amz-content-sha256:';
  const line = LINES.findIndex((text) => text.startsWith(name)) + 1;

  it('says of the digits in the header that they are the hash of the body, and where else they are', () => {
    expect(rowAt('rule', line, name.length)).toBe(`the SHA-256 of the body; the same digits as line ${LINES.length}`);
    expect(rowAt('rule', line, 0)).toContain('lower-case');
  });

  it('has a rule for the hash in the last line that fits next to its label at 80 columns', () => {
    const rule = rowAt('rule', LINES.length, 0);
    expect(rule).toContain('even if the body is empty');
    expect(rule.length).toBeLessThanOrEqual(69);
  });
});

describe('the inspector of a derived key', () => {
  const blocks = walkPage(facts, 2).blocks.flatMap((block) => (block.kind === 'line' ? [block] : []));
  const shown = blocks.flatMap(({ runs, gutter, explains }) => {
    const bytes = runs.find(({ shows }) => shows)?.shows;
    const row = { explains: explains ?? null, bytes: null, gutter: gutter ?? null };
    const found = bytes && inspectorOf(facts, places, { value: bytes.value, byte: bytes.start }, row);
    return found ? [found] : [];
  });
  const textOf = ({ rows }: (typeof shown)[number], label: string) =>
    (rows.find((row) => row.label === label)?.runs ?? []).map(({ text }) => text).join('');

  it('shows its bytes as digits, also those that are the codes of letters', () => {
    const keys = shown.filter(({ title }) => !/"/.test(title));
    expect(keys).toHaveLength(4);
    for (const { title } of keys) expect(title).toMatch(/0x[0-9a-f]{2}$/);
  });

  it('names the key and the message of each HMAC, and repeats neither', () => {
    expect(shown).toHaveLength(8);
    expect(textOf(shown[0] ?? fail(), 'key')).toBe('"AWS4" + secret access key');
    expect(textOf(shown[7] ?? fail(), 'key')).toBe('the bytes of DateRegionServiceKey, not the digits that show them');
    for (const one of shown) {
      expect(textOf(one, 'message')).not.toBe('');
      expect(textOf(one, 'came as')).toBe('');
      expect(textOf(one, 'why').length).toBeLessThanOrEqual(69);
    }
  });

  it('names the value that a part of it is counted in', () => {
    expect(shown[0]?.at[0]).toMatch(/^byte 0 of 16 of /);
  });
});

describe('the way of a byte', () => {
  const wayOf = (value: string, byte: number) => {
    const found = inspectorOf(facts, places, { value, byte }, null);
    return (found?.rows.find(({ label }) => label === 'way')?.runs ?? []).map(({ text }) => text).join('');
  };

  it.each(['region', 'service', 'timestamp'])('says of the %s that it is also in the key', (value) => {
    expect(wayOf(value, 0)).toMatch(/^\[Request\] → .* → # Signature · also in Key$/);
  });

  it('names all that a hash covers, and nothing before it', () => {
    const toSign = findValue(facts.trace, STRING_TO_SIGN.id)?.bytes.octets ?? '';
    expect(wayOf(STRING_TO_SIGN.id, toSign.length - 1)).toBe(
      'Canonical lines 1–10 → SHA-256 → [# To sign line 4] → # Signature',
    );
    expect(wayOf(CANONICAL_REQUEST.id, 0)).toMatch(
      /^Request 0 → \[Canonical line 1\] → # To sign line 4 → # Signature$/,
    );
  });

  it('says it of the scope, and not of a byte that is not in the key', () => {
    expect(wayOf('credential-scope', 0)).toContain(' · also in Key');
    expect(wayOf('request', 0)).not.toContain('Key');
    expect(wayOf('timestamp', 12)).not.toContain('Key');
  });

  it('goes on from the name of a header that is verified, and ends where a header is not signed', () => {
    const sent = readFileSync('fixtures/requests/get-range.txt', 'latin1').replace('Host:', 'X-Unsigned: 1\r\nHost:');
    const { facts: verified } = verifiedWalk(sent);
    if (!verified) throw new Error('The request cannot be verified.');
    const octets = findValue(verified.trace, 'request')?.bytes.octets ?? '';
    const wayFrom = (text: string) => {
      const position = { value: 'request', byte: octets.indexOf(text) };
      const found = inspectorOf(verified, placesOf(verified.trace), position, null);
      return textOfRuns(found?.rows.find(({ label }) => label === 'way')?.runs ?? []);
    };
    const named = octets.indexOf('Range: ');
    expect(wayFrom('Range: ')).toBe(`[Request ${named}] → Canonical lines 5, 9 → # To sign line 4 → # Signature`);
    expect(wayFrom('bytes=0-9')).toBe(`[Request ${named + 7}] → Canonical line 5 → # To sign line 4 → # Signature`);
    expect(wayFrom('X-Unsigned')).toBe(`[Request ${octets.indexOf('X-Unsigned')}]`);
  });
});

function fail(): never {
  throw new Error('The page does not show the chain.');
}
