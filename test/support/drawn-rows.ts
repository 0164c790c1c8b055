/** The rows of a whole screen, from its regions. */
import { rowsOfScreen } from '../../src/render/screen/drawn-screen.ts';
import type { Regions } from '../../src/render/screen/regions.ts';
import type { ScreenContent } from '../../src/render/screen/screen-content.ts';
import { drawScreen } from '../../src/render/screen/screen-rows.ts';
import type { ScreenRow } from '../../src/render/screen/styled-glyphs.ts';

export const screenRows = (content: ScreenContent, regions: Regions): ScreenRow[] =>
  rowsOfScreen(drawScreen(content, regions));
