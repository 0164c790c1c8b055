/** A whole screen as rows of styled text: exactly as many as it is high, none wider than it is; one sentence where there is no room. */
import type { ByteCard } from '../../pages/byte-card.ts';
import type { Run } from '../../pages/page.ts';
import { filled, fitted, rule, wrapped } from './fitted-rows.ts';
import { paneRows } from './pane-rows.ts';
import type { Regions } from './regions.ts';
import type { ScreenContent } from './screen-content.ts';
import type { ScreenRow } from './style.ts';
import { styled } from './styled-glyphs.ts';
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

/** What and ways have a row each, the rest is for why; a notice stands in the place of the last rows. */
function cardRows({ card, notice, rows, cursor }: ScreenContent, { width, cardHeight }: Regions): ScreenRow[] {
  const origin = rows[cursor.row]?.origin;
  const told = card
    ? [fitted(cardTitle(card), width), ...wrapped(card.why, width, cardHeight - 2), fitted(card.ways, width)]
    : wrapped(origin ? [{ text: origin, meaning: 'words' }] : [], width, cardHeight);
  if (!notice) return filled(told, cardHeight);
  const said = wrapped(notice, width, cardHeight - 1);
  return [...filled(told, cardHeight - said.length), ...said];
}

const cardTitle = ({ place, what }: ByteCard): Run[] => [
  ...(place ? [{ text: `${place.letter} `, meaning: 'name' as const }] : []),
  ...what,
  ...(place ? [{ text: `  from ${place.name}`, meaning: 'aside' as const }] : []),
];

/** The stages with their names where they fit, otherwise the name of this one only. */
export function stageBar({ titles, step }: ScreenContent, width: number): ScreenRow {
  const label = (title: string, index: number, isLong: boolean) =>
    index === step ? `[${index + 1} ${title}]` : isLong ? `${index + 1} ${title}` : `${index + 1}`;
  const isLong = titles.map((title, index) => label(title, index, true)).join(' ').length <= width;
  return titles.map((title, index) =>
    styled(`${index === 0 ? '' : ' '}${label(title, index, isLong)}`, index === step ? 'title' : 'aside'),
  );
}
