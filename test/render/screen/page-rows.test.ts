/** Pages as rows: none is wider than the screen has room for, no matter what is walked through. */
import { describe, expect, it } from 'vitest';
import { bytesShown } from '../../../src/pages/bytes/shown-bytes.ts';
import { walkPages } from '../../../src/pages/walk-pages.ts';
import { GUTTER } from '../../../src/render/screen/frame/gutter.ts';
import { pageParts, rowsOfParts } from '../../../src/render/screen/page/page-parts.ts';
import { fittedGlyphs } from '../../../src/render/screen/page/page-window.ts';
import { VERIFIED_REQUESTS } from '../../support/verified-requests.ts';
import { verifiedWalk } from '../../support/verified-walk.ts';

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
