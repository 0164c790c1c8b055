/** Any Markdown that a lesson may have is converted: what is nested so deeply that it would fail is refused before. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { overLimits } from '../../src/lessons/prose-limits.ts';
import { markdownBlocks } from '../../src/views/markdown.ts';
import { runs } from '../support/sweep.ts';

/** The number of characters up to which a text may be read. */
const MOST = 8_192;

/** What begins something in Markdown, or ends it. */
const PIECES = [
  ...[
    '*',
    '**',
    '***',
    '_',
    '__',
    '~',
    '~~',
    '`',
    '``',
    '[',
    ']',
    '](',
    '](b)',
    '![',
    '<',
    '</a>',
    '<!--',
    '&amp;',
    '\\',
  ],
  ...['\n', '\n\n', '  \n', '\t', '    ', ' ', '> ', '- ', '1. ', '#', '|', '|-|', '[a]: b\n', '```', '---\n', '===\n'],
  ...['a', 'b', 'http://a', 'a@b.c', 'www.a', '('],
];

describe('Markdown within the limits of a lesson', () => {
  it('is converted if one short piece fills it', { tags: ['expensive'] }, () => {
    const piece = fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 4 }).map((parts) => parts.join(''));
    const property = fc.property(piece, (one) => {
      const filled = one.repeat(Math.floor(MOST / one.length));
      const half = one.repeat(Math.floor(MOST / 2 / one.length));
      const mirrored = `${half}a${[...half].toReversed().join('')}`.slice(0, MOST);
      for (const text of [filled, mirrored]) if (overLimits(text) === null) markdownBlocks(text);
    });
    fc.assert(property, { numRuns: runs(200), examples: PIECES.map((one) => [one]) });
  });

  it('is all that there is in the course, which is far below them', () => {
    expect(overLimits('> - a\n\n**bold** *a*\n\n---\n\n1. > quoted\n')).toBeNull();
    expect(overLimits('- '.repeat(8))).toBeNull();
    expect(overLimits('- '.repeat(9))).not.toBeNull();
  });
});
