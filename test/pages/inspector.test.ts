/** What the inspector says of a byte. */
import { describe, expect, it } from 'vitest';
import { inspectorOf } from '../../src/pages/bytes/inspector.ts';
import { placesOf } from '../../src/pages/map/places.ts';
import { walkPage } from '../../src/pages/walk-pages.ts';
import { walkOf } from '../support/walk-of.ts';

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
    expect(rowAt('rule', line, 0)).toContain('lower case');
  });

  it('has a rule for the hash in the last line that fits next to its label at 80 columns', () => {
    const rule = rowAt('rule', LINES.length, 0);
    expect(rule).toContain('even if the body is empty');
    expect(rule.length).toBeLessThanOrEqual(69);
  });
});
