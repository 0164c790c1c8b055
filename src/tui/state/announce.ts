/** The screen as lines to listen to: after each event only what has changed, and no bytes in hexadecimal. */
import type { Run } from '../../pages/page.ts';
import type { PageRow } from '../../render/screen/page-rows.ts';
import type { ListContent } from '../../render/screen/screen-rows.ts';
import { contentOf } from './content.ts';
import type { ScreenState } from './screen-state.ts';
import { cursorOf, type View } from './view.ts';

/** What is said first. */
export function announceAll(state: ScreenState, view: View): string[] {
  const { verdict, footer } = contentOf(state, view);
  return [textOf(verdict), ...announceStage(state, view), `Keys: ${textOf(footer)}`];
}

export function announceChange(before: ScreenState, after: ScreenState, view: View): string[] {
  const now = contentOf(after, view);
  if (now.list && (before.open?.kind !== after.open?.kind || listIndex(before) !== listIndex(after)))
    return itemOf(now.list);
  if (after.open && 'field' in after.open) return now.notice ? [textOf(now.notice)] : [];
  const notices = after.notice !== null && after.notice !== before.notice ? [after.notice] : [];
  if (before.step !== after.step || before.sending.kind !== after.sending.kind)
    return [...notices, ...announceStage(after, view)];
  if (cursorOf(before, view) === cursorOf(after, view)) return notices;
  return [...notices, ...announceCursor(before, after, view)];
}

const listIndex = ({ open }: ScreenState) => (open && 'index' in open ? open.index : null);

const itemOf = ({ title, items, index }: ListContent): string[] => [
  `${title}, ${index + 1} of ${items.length}: ${textOf(items[index] ?? [])}`,
];

/** Its number and name, and all of its text; the cursor goes through it line by line. */
function announceStage(state: ScreenState, view: View): string[] {
  const { titles, step, rows } = contentOf(state, view);
  return [
    '',
    `Step ${step + 1} of ${titles.length}: ${titles[step]}`,
    ...rows.map(rowText).filter((text) => text !== ''),
  ];
}

/** Of another line its text; of another byte on the same line the byte. */
function announceCursor(before: ScreenState, after: ScreenState, view: View): string[] {
  const { card, rows } = contentOf(after, view);
  const { row } = cursorOf(after, view);
  const said = cursorOf(before, view).row === row ? [] : [rowText(rows[row])];
  return card ? [...said, textOf(card.what), textOf(card.why)] : said;
}

const rowText = (row: PageRow | undefined) =>
  (row?.glyphs ?? [])
    .map(({ text }) => text)
    .join('')
    .replace(/ {2,}/g, ' ')
    .trim();

const textOf = (runs: readonly Run[]) =>
  runs
    .map(({ text }) => text)
    .join('')
    .replace(/ {2,}/g, ' ')
    .trim();
