/** `sigv4 dialects`: what differs between the dialects, and the same request in two of them. */
import { describe, expect, it } from 'vitest';
import type { OptionValues } from '../../src/app/options/option-values.ts';
import { dialects } from '../../src/commands/dialects.ts';
import { DIALECTS } from '../../src/sigv4/dialects/table.ts';
import { DIALECT_ROWS } from '../../src/views/dialects/dialect-rows.ts';
import { differenceOf } from '../../src/views/dialects/dialects-report.ts';
import { worldOf } from '../support/commands/test-world.ts';

async function printed(options: OptionValues, operands: readonly string[]) {
  const { world, output, errors } = worldOf({});
  const code = await dialects.run(world, options, [...operands]);
  return { code, output: output(), errors: errors() };
}

describe('the table', () => {
  it('has every dialect in every row', async () => {
    const { code, output } = await printed({}, []);
    expect(code).toBe(0);
    for (const { says } of DIALECT_ROWS) expect(output).toContain(`\n  ${says}\n`.replace(/^\n(?= {2}Algorithms)/, ''));
    expect(output.match(/^ {2}oss4 /gm)).toHaveLength(DIALECT_ROWS.length + 1);
  });

  it.each([
    ['oss4', '/BUCKET/KEY, even if the bucket is in the host'],
    ['oss4', 'AdditionalHeaders: only those that are signed additionally'],
    ['goog4', 'dropped, even if it is sent'],
    ['tos4', 'HMAC of secret over date, region, service, terminator'],
    ['tc3', '2013-05-24/SERVICE/tc3_request'],
    ['mns4', 'the canonical request itself'],
  ])('says of %s: %s', async (id, says) => {
    const { output } = await printed({}, []);
    expect(output.split('\n').some((row) => row.startsWith(`  ${id} `) && row.includes(says))).toBe(true);
  });

  it('is JSON for programs', async () => {
    const { output } = await printed({ json: true }, []);
    const document = JSON.parse(output);
    expect(document).toMatchObject({ version: 1, compared: [] });
    expect(document.dialects).toHaveLength(DIALECTS.length);
  });
});

describe('the same request in two dialects', () => {
  it('has each line of both, with marks below the bytes that differ', async () => {
    const { output } = await printed({}, ['oss4']);
    const rows = output.split('\n').map((row) => row.trimEnd());
    const at = rows.findIndex((row) => row.endsWith(' acl='));
    expect(rows.slice(at, at + 4).map((row) => row.trim().replace(/ +/g, ' '))).toEqual([
      '- acl=',
      '^ ^',
      '+ acl',
      '^ ^',
    ]);
    expect(rows.filter((row) => row.includes('x-oss-date:20130524T000000Z'))).toHaveLength(1);
    expect(rows.some((row) => row.startsWith('  =') && row.endsWith('content-type:image/jpeg'))).toBe(true);
  });

  it('is the same for a dialect and itself', async () => {
    const { output } = await printed({}, ['sigv4', 'sigv4']);
    expect(output).not.toMatch(/^ {2}[-+^] /m);
  });

  it('is a problem for a name that is none', async () => {
    const { code, errors } = await printed({}, ['oss5']);
    expect([code, errors]).toEqual([
      2,
      expect.stringContaining('"oss5" is not a dialect that can be compared. Did you mean oss4'),
    ]);
  });

  it.each([
    ['abc', 'abd', { start: 2, ends: [3, 3] }],
    ['aab', 'ab', { start: 1, ends: [2, 1] }],
    ['', 'x', { start: 0, ends: [0, 1] }],
  ])('%j and %j differ in a range of each', (one, other, difference) => {
    expect(differenceOf(one, other)).toEqual(difference);
  });
});
