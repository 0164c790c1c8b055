/** Creates the lists that cover the page: their items, and the filter that selects among them. */
import type { FilePayload, WalkInputs } from '../../../app/editing/walk-inputs.ts';
import { textOfInput } from '../../../app/editing/walk-inputs.ts';
import { isPublishedSecret } from '../../../aws/example-keys.ts';
import { printable } from '../../../views/characters/visible.ts';
import { rangeInWords } from '../../../views/origins.ts';
import { aside, type Run, textOf, words } from '../../../views/page.ts';
import { breakItems, breaksTitle, MARK_WIDTH } from '../../breaks/breaking.ts';
import type { ListContent } from '../../components/fitted-rows.ts';
import { HELP_KEY_WIDTH, helpItems } from '../../help.ts';
import { keysHere } from '../content/footer.ts';
import { inputIds, inputLabel, isSecretInput } from '../fields/inputs.ts';
import { fieldRuns, type TextField } from '../fields/text-field.ts';
import type { Open, ScreenState } from '../screen-state.ts';
import type { View } from '../view.ts';
import { COPY_MENU, canCopy } from './copying.ts';
import { noCommand, type PaletteItem, paletteItems } from './palette.ts';

export type ListOpen = Extract<Open, { readonly filter: unknown }>;

/** An item that passes the filter, and its index among all items. */
interface ListItem {
  readonly runs: readonly Run[];
  readonly at: number;
}

export const isList = (open: Open): open is ListOpen => 'filter' in open;

/** Returns the items that contain all words of the filter, ignoring case. */
export function listItems(open: ListOpen, state: ScreenState, view: View): ListItem[] {
  const wanted = (open.filter?.text ?? '').toLowerCase().split(/\s+/);
  return allItems(open, state, view)
    .map((runs, at) => ({ runs, at }))
    .filter(({ at }) => open.kind !== 'copy' || isCopyable(at, state, view))
    .filter(({ runs }) => {
      const text = textOf(runs).toLowerCase();
      return wanted.every((word) => text.includes(word));
    });
}

function isCopyable(at: number, state: ScreenState, view: View): boolean {
  const copy = COPY_MENU[at];
  return copy !== undefined && canCopy(copy.what, state, view);
}

function allItems(open: ListOpen, state: ScreenState, view: View): readonly (readonly Run[])[] {
  const { facts } = view;
  const { editing, source } = state;
  switch (open.kind) {
    case 'help':
      return helpItems(undefined, keysHere(state, view));
    case 'inputs':
      return editing ? inputItems(editing.history.present, source.editor?.fromFiles ?? null) : [];
    case 'ranges':
      return open.ranges.map((range) => [words(rangeInWords(facts.trace, range)), aside(`  ${range.says}`)]);
    case 'breaks':
      return breakItems(open, state);
    case 'copy':
      return COPY_MENU.map(({ name, says }) => [{ text: name.padEnd(NAME_WIDTH), meaning: 'name' }, aside(says)]);
  }
}

/** Returns the open list in the form in which it is drawn; `null` if no list is open. */
export function listContent(open: Open, state: ScreenState, view: View, width: number): ListContent | null {
  if (open.kind === 'palette') {
    return paletteList(open, paletteItems(open.field.text, state, view), width);
  }
  if (!isList(open)) return null;
  const items = listItems(open, state, view);
  return {
    title: titleOf(open, { count: items.length, state, view, width }),
    items: items.map(({ runs }) => runs),
    index: open.index,
    hanging: open.kind === 'help' ? HELP_KEY_WIDTH : open.kind === 'breaks' ? MARK_WIDTH : null,
  };
}

const TITLES = { help: 'Keys and marks', inputs: 'Edit', copy: 'Copy' } as const;

interface Titled {
  readonly count: number;
  readonly state: ScreenState;
  readonly view: View;
  readonly width: number;
}

function titleOf(open: ListOpen, { count, state, view, width }: Titled): string {
  const title =
    open.kind === 'ranges'
      ? open.title
      : open.kind === 'breaks'
        ? breaksTitle(state, view.changes?.flippedBits ?? null)
        : TITLES[open.kind];
  if (open.filter === null) return `${title} · / filters`;
  return filterText(title, open.filter, count, width);
}

function filterText(title: string, filter: TextField, count: number, width: number): string {
  const field = fieldRuns(`${title} / `, filter, width);
  const found = count === 0 ? '   nothing has these words' : `   ${count}`;
  return textOf(field) + found;
}

const secretRuns = (text: string): Run[] =>
  isPublishedSecret(text)
    ? [aside("(AWS's published example) "), words(text)]
    : [aside('(masked) '), words('*'.repeat(text.length))];

function inputItems(inputs: WalkInputs, fromFiles: FilePayload | null): Run[][] {
  return inputIds(inputs).map((name) => {
    const text = textOfInput(inputs, name);
    const shown = isSecretInput(inputs, name) && text !== '' ? secretRuns(text) : [words(printable(text))];
    const remark = name === 'payload' ? payloadRemark(inputs, fromFiles) : [];
    return [{ text: inputLabel(inputs, name).padEnd(NAME_WIDTH), meaning: 'name' }, ...remark, ...shown];
  });
}

function payloadRemark({ payload }: WalkInputs, fromFiles: FilePayload | null): Run[] {
  if (payload === null) return [aside('(in the form, not edited here)')];
  return payload === fromFiles?.payload ? [aside(`(${fromFiles.length} bytes) `)] : [];
}

const NAME_WIDTH = 18;
const COMMAND_WIDTH = 23;
const KEY_WIDTH = 11;

/** The number of cells in which a description can wrap in its own column. In fewer cells, it is cut off. */
const ROOM_TO_WRAP = 60;

function paletteList(
  { field, index }: Extract<Open, { kind: 'palette' }>,
  found: readonly PaletteItem[],
  width: number,
): ListContent {
  const title = found.length === 0 ? noCommand(field.text) : 'Commands';
  const items = found.map(({ name, shown, says }): Run[] => [
    { text: name.padEnd(COMMAND_WIDTH), meaning: 'name' },
    words(shown.padEnd(KEY_WIDTH)),
    aside(says),
  ]);
  return { title, items, index, hanging: width < ROOM_TO_WRAP ? null : COMMAND_WIDTH + KEY_WIDTH };
}
