/** A whole screen as rows of styled text: exactly as many as it is high, none wider than it is; one sentence where there is no room. */
import { cardGlyphs } from './card-rows.ts';
import { filled, fitted, rule, wrapped } from './fitted-rows.ts';
import { paneRows } from './pane-rows.ts';
import type { Regions } from './regions.ts';
import type { ScreenContent } from './screen-content.ts';
import type { ScreenRow } from './style.ts';
import { PLAIN_LOOK, styled, styledGlyphs } from './styled-glyphs.ts';
import { isTooSmall, tooSmallRows } from './too-small.ts';

export function screenRows(content: ScreenContent, regions: Regions): ScreenRow[] {
  if (isTooSmall(regions)) return tooSmallRows(regions);
  const { width } = regions;
  return [
    fitted(content.verdict, width),
    stageBar(content, width),
    ...paneRows(content, regions),
    rule(width, '', false),
    ...cardRows(content, regions),
    fitted(content.footer, width),
  ];
}

/** Of a problem or a byte; a notice stands in the place of the last rows. */
function cardRows(content: ScreenContent, { width, cardHeight }: Regions): ScreenRow[] {
  const { card, notice, problem, rows, cursor } = content;
  const origin = rows[cursor.row]?.origin;
  const told = problem
    ? wrapped(problem, width, notice ? cardHeight - 1 : cardHeight)
    : card
      ? cardGlyphs(card, { width, height: cardHeight }).map((row) => styledGlyphs(row, PLAIN_LOOK))
      : wrapped(origin ? [{ text: origin, meaning: 'words' }] : [], width, cardHeight);
  if (!notice) return filled(told, cardHeight);
  const said = wrapped(notice, width, cardHeight - 1);
  return [...filled(told, cardHeight - said.length), ...said];
}

/** The stages with their names where they fit, otherwise the name of this one only. */
export function stageBar({ titles, step }: Pick<ScreenContent, 'titles' | 'step'>, width: number): ScreenRow {
  const label = (title: string, index: number, isLong: boolean) =>
    index === step ? `[${index + 1} ${title}]` : isLong ? `${index + 1} ${title}` : `${index + 1}`;
  const isLong = titles.map((title, index) => label(title, index, true)).join(' ').length <= width;
  return titles.map((title, index) =>
    styled(`${index === 0 ? '' : ' '}${label(title, index, isLong)}`, index === step ? 'title' : 'aside'),
  );
}
