/** Pages as rows: none is wider than the screen has room for, no matter what is walked through. */
import { describe, expect, it } from 'vitest';
import { GUTTER } from '../../../src/screen/components/frame/gutter.ts';
import { pageParts, rowsOfParts } from '../../../src/screen/components/page/page-parts.ts';
import { fittedGlyphs } from '../../../src/screen/components/page/page-window.ts';
import { bytesShown } from '../../../src/views/bytes/shown-bytes.ts';
import { walkPages } from '../../../src/views/walk-pages.ts';
import { VERIFIED_REQUESTS } from '../../support/verification/verified-requests.ts';
import { verifiedWalk } from '../../support/views/verified-walk.ts';

describe.each([55, 75, 120].flatMap((width) => [true, false].map((showsSecrets) => ({ width, showsSecrets }))))(
  'rows of $width cells, secrets shown: $showsSecrets',
  ({ width, showsSecrets }) => {
    it.each(VERIFIED_REQUESTS)('hold every page of a verification of $what', ({ request, by }) => {
      const { facts } = verifiedWalk(request, { ...by, showsSecrets });
      // Without one that can be computed there is no walk.
      if (!facts) return;
      for (const page of walkPages(facts)) {
        const rows = rowsOfParts(
          pageParts(page, { width, height: 24 }, (id) => bytesShown(facts, id)),
          {},
        );
        const fitted = rows.map((row) => fittedGlyphs(row, width + GUTTER, null));
        const tooWide = fitted.filter((glyphs) => glyphs.reduce((sum, glyph) => sum + glyph.width, 0) > width);
        expect(tooWide.map((glyphs) => glyphs.map(({ text }) => text).join(''))).toEqual([]);
      }
    });
  },
);
