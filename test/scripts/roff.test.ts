/** Text in a manual page is shown as it is. */
import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roffItem, roffProse, roffText } from '../../scripts/roff.ts';
import { hasTool } from '../support/cli/program.ts';

describe('text in a manual page', () => {
  it.each([
    ['.request', '\\&.request'],
    ["'request", '\\(aqrequest'],
    ['a\\fBb', 'a\\(rsfBb'],
    ['--as "x"', '\\-\\-as \\(dqx\\(dq'],
    ['↓ j', '\\[u2193] j'],
    ['a\n.br\tb\x1b', 'a .br b'],
  ])('%j is %j', (text, expected) => {
    expect(roffText(text)).toBe(expected);
  });

  it('is bold between grave accents', () => {
    expect(roffProse('for `send`, or `a b` alone')).toBe('for \\fBsend\\fR, or \\fBa b\\fR alone');
    expect(roffProse('`first`')).toBe('\\fBfirst\\fR');
  });

  it('is what groff shows, for any text', ({ skip }) => {
    if (!hasTool('groff')) skip('groff is not installed');
    const words = fc.array(fc.string({ minLength: 1, unit: 'grapheme-ascii' }), { minLength: 1, maxLength: 40 });
    const space = (text: string) => text.replace(/\s+/g, ' ').trim();
    fc.assert(
      fc.property(words, (some) => {
        const texts = some.map(space).filter((text) => text !== '' && !text.includes('`'));
        const source = ['.TH T 1', '.nh', '.SH S', ...texts.flatMap((text) => ['.PP', roffProse(`|${text}|`)])];
        const { stdout, stderr } = spawnSync('groff', ['-man', '-Tutf8', '-P-cbou', '-rLL=2000n', '-ww'], {
          input: `${source.join('\n')}\n`,
          encoding: 'utf8',
        });
        expect(stderr).toBe('');
        for (const text of texts) expect(space(stdout)).toContain(`|${text}|`);
      }),
      { numRuns: 10 },
    );
  });

  it('is an item with its name on a line of its own', () => {
    expect(roffItem('--json', 'everything')).toEqual(['.TP', '\\fB\\-\\-json\\fR', 'everything']);
  });
});
