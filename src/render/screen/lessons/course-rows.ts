/** The list of lessons, or of keys, as rows of the screen. */
import type { Run } from '../../../pages/page.ts';
import { filled, fitted, fittedGlyphs, rule, wrapped } from '../fitted-rows.ts';
import { type ListContent, listWindow } from '../list-window.ts';
import type { Layout, ScreenSize } from '../regions.ts';
import type { ScreenRow } from '../style.ts';
import { isTooSmall, tooSmallRows } from '../too-small.ts';
import { lessonWidth } from './lesson-rows.ts';

export interface CourseContent {
  readonly verdict: readonly Run[];
  readonly list: ListContent;
  /** On the item that is chosen. */
  readonly below: readonly Run[];
  readonly notice: readonly Run[] | null;
  readonly footer: readonly Run[];
}

/** The first line, two rules, the footer. */
const FRAME = 4;
const BELOW = 3;

/** As many rows as the screen has, none wider than it; `size` in cells. */
export function courseRows(content: CourseContent, size: ScreenSize, layout: Layout): ScreenRow[] {
  if (isTooSmall(size)) return tooSmallRows(size);
  const width = lessonWidth(size, layout);
  const { verdict, list, below, notice, footer } = content;
  const titles = list.title === '' ? [] : [fitted([{ text: list.title, meaning: 'name' }], width)];
  const height = size.height - FRAME - BELOW - titles.length;
  const items = listWindow(list, height, width).map(({ glyphs }) => fittedGlyphs(glyphs, width));
  return [
    fitted([{ text: 'LEARN  ', meaning: 'name' }, ...verdict], width),
    rule(width, '', false),
    ...titles,
    ...filled(items, height),
    rule(width, '', false),
    ...filled(wrapped(notice ?? below, width, BELOW), BELOW),
    fitted(footer, width),
  ];
}
