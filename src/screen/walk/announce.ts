/**
 * Announces the screen of a walk to a screen reader. After each event, only the changes are announced, without
 * hexadecimal bytes.
 */
import type { Row } from '../../layout/block-rows.ts';
import { spokenText } from '../../layout/shown-glyphs.ts';
import { words } from '../../views/page.ts';
import { lineInWords, wholeInWords } from '../../views/whole/in-words.ts';
import type { Headline } from '../components/frame/headline.ts';
import { spokenKeyRow } from '../components/spoken.ts';
import { fieldRuns } from '../components/text-field.ts';
import { flippedShort } from './content/changes.ts';
import type { WalkContent } from './content.ts';
import { contentOf } from './content.ts';
import { isMasked, openedField } from './fields/field-of-row.ts';
import { inputLabel } from './fields/inputs.ts';
import { isList, type WalkList } from './lists/lists.ts';
import { cursorOf, rowsShown, type View } from './view.ts';
import { isInWhole, type WalkState } from './walk-state.ts';

export const SEARCHING = 'Trying two mistakes at once. The Escape key stops the search and shows what was found.';

export function announceAll(state: WalkState, view: View): string[] {
  const { headline, notice, footer, footerEnd } = contentOf(state, view);
  const notices = notice === null ? [] : [spokenText(notice)];
  const keys = [spokenKeyRow(footer), spokenKeyRow(footerEnd)].filter((text) => text !== '').join(', ');
  return [headlineText(headline), ...notices, ...announceStage(state, view), `Keys: ${keys}`];
}

export function announceChange(before: WalkState, after: WalkState, view: View): string[] {
  // A report changes nothing else. The count changes several times a second, so only the beginning is announced.
  if (after.searching !== null && before.searching !== after.searching)
    return before.searching === null ? [SEARCHING] : [];
  const now = contentOf(after, view);
  const verdicts = isOther(before, after) ? [headlineText(now.headline), ...changeText(now)] : [];
  if (now.list && (before.open?.kind !== after.open?.kind || listIndex(before) !== listIndex(after)))
    return itemOf(now.list);
  const field = spokenField(after, view);
  if (field !== null) return before.open === after.open ? verdicts : [...verdicts, field];
  if (after.open && (!isList(after.open) || after.open.kind === 'palette'))
    return before.open === after.open || !now.notice ? verdicts : [...verdicts, spokenText(now.notice)];
  const notices = after.notice !== null && after.notice !== before.notice ? [after.notice] : [];
  const news = [...verdicts, ...notices];
  if (before.sending.kind !== after.sending.kind) {
    const begun = after.sending.kind === 'sending' ? now.notice : null;
    return [...news, ...(begun ? [spokenText(begun)] : announceStage(after, view))];
  }
  if (isInWhole(before) && isInWhole(after) && before.source === after.source)
    return before.whole === after.whole ? news : [...news, ...announceLine(after, view)];
  if (before.step !== after.step || before.source !== after.source) return [...news, ...announceStage(after, view)];
  // While a text is typed, only the field is announced. The match is announced when the field closes.
  const search = before.open?.kind === 'search' && !after.open ? before.open : null;
  if (search && after.found !== '')
    return [
      ...news,
      ...(search.from.step === after.step ? announceCursor(after, view, null) : announceStage(after, view)),
    ];
  if (cursorOf(before, view) === cursorOf(after, view)) return news;
  const isSameWindow = before.windows === after.windows;
  return [...news, ...announceCursor(after, view, isSameWindow ? cursorOf(before, view).row : null)];
}

/** Announces the field that is open, and after it how much of the signature has changed; `null` if none is open. */
function spokenField(state: WalkState, view: View): string | null {
  const opened = openedField(state);
  if (!opened) return null;
  const [open, editing] = opened;
  const inputs = editing.history.present;
  const { field } = open;
  const shown = isMasked(inputs, open) ? { ...field, text: '*'.repeat(field.text.length) } : field;
  const bits = flippedShort(view, 'signature bits');
  return spokenText([
    ...fieldRuns(`${inputLabel(inputs, open.input)} `, shown, Number.POSITIVE_INFINITY),
    words(bits === '' ? '' : `   ${bits}`),
  ]);
}

const isOther = (before: WalkState, after: WalkState) =>
  before.walk !== after.walk || before.editing?.problem !== after.editing?.problem;

const listIndex = ({ open }: WalkState) => (open && 'index' in open ? open.index : null);

const itemOf = ({ title, items, index, selected }: WalkList): string[] => [
  `${title}, ${index + 1} of ${items.length}: ${spokenText(selected)}`,
];

/**
 * Announces the number, the name, and the whole text of a stage. The cursor can then go through the text line by line.
 * If the stage already has a cursor, such as after `o` or when going back, announces only the cursor's line.
 */
function announceStage(state: WalkState, view: View): string[] {
  const content = contentOf(state, view);
  const { steps, step } = content;
  const whole = isInWhole(state) ? view.whole() : null;
  if (whole) return ['', ...wholeInWords(whole.whole), ...announceLine(state, view)];
  const title = `Step ${step} of ${steps.at(-1)?.number}: ${steps.find(({ number }) => number === step)?.long}`;
  if (state.cursors[state.step] !== null) return ['', title, ...announceCursor(state, view, null)];
  return ['', title, ...linesOf(content).filter((text) => text !== '')];
}

/** Announces the line of the whole signature under the cursor, with the part that it belongs to. */
function announceLine(state: WalkState, view: View): string[] {
  const shown = view.whole();
  const line = shown?.lines[cursorOf(state, view).row];
  const part = shown?.whole.parts.find(({ lines }) => line && lines.includes(line));
  return line && part ? [`${part.title.toLowerCase()}, ${lineInWords(line)}`] : [];
}

/**
 * Returns the text of each row. If there are two texts, a row that is equal in both is listed once, and a row that
 * differs is listed once for each side.
 */
function linesOf({ rows, beside }: WalkContent): string[] {
  if (beside.kind !== 'text') return rows.map(rowText);
  return rows.flatMap((row, index) => {
    const [page, other] = [rowText(row), rowText(beside.rows[index])];
    if (page === other || other === '') return [page];
    return [...(page === '' ? [] : [`server: ${page}`]), `client: ${other}`];
  });
}

/** Announces the byte under the cursor. Also announces the text of the byte's row, unless that row is row `from`. */
function announceCursor(state: WalkState, view: View, from: number | null): string[] {
  const { inspector, beside } = contentOf(state, view);
  const { row } = cursorOf(state, view);
  const text = row === from ? [] : [spokenLine(rowsShown(state, view), row)];
  if (!inspector) return text;
  const { title, at } = inspector;
  const where = at[0] === undefined ? title : `${title}, ${at[0]}`;
  const rows = inspector.rows.filter(({ label }) => label !== 'way' || beside.kind === 'text');
  return [
    ...text,
    where,
    ...rows.map(({ label, runs }) => `${label === '' ? '' : `${label}: `}${spokenText(runs)}`),
  ].filter((line) => line !== '');
}

/** Announces the first row. The state comes first if the request is about to leave this machine. */
function headlineText({ subject, parts, state, isLive }: Headline): string {
  const what = [...(subject ? [subject] : []), ...parts].map((part) => spokenText(part)).join(', ');
  return isLive ? `Attention: ${what}. ${state}` : `${state}: ${what}`;
}

const changeText = ({ change }: WalkContent): string[] =>
  change ? [spokenText([...change.left, ...change.right.slice(-1).map((text) => ({ text: `, ${text}` }))])] : [];

const rowText = (row: Row | undefined) => spokenText(row?.glyphs ?? []);

/** Returns the text of a row after its number in its text, such as `line 5 of 10`; the text alone if it has none. */
function spokenLine(rows: readonly Row[], at: number): string {
  const row = rows[at];
  const number = row?.gutter?.isOffset ? null : (row?.gutter?.number ?? null);
  const value = row?.bytes?.value;
  if (number === null || value === undefined) return rowText(row);
  const count = rows.filter((other) => other.bytes?.value === value && other.gutter?.number != null).length;
  return `line ${number} of ${count}: ${rowText(row)}`;
}
