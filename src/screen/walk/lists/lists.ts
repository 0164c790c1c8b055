/** Creates the lists that cover the page: their items, and the filter that selects among them. */
import { type FilePayload, textOfInput, type WalkInputs } from '../../../app/walks/walk-inputs.ts';
import { isPublishedSecret } from '../../../aws/example-keys.ts';
import type { Position } from '../../../trace/provenance.ts';
import { printable } from '../../../views/characters/visible.ts';
import { rangeInWords } from '../../../views/origins.ts';
import { aside, type Run, textOf, words } from '../../../views/page.ts';
import { ALL_OFF, breaksTitle, listedBreaks, MARK_WIDTH } from '../../breaks/listed-breaks.ts';
import type { ListContent } from '../../components/fitted-rows.ts';
import { fieldRuns } from '../../components/text-field.ts';
import { HELP_KEY_WIDTH, helpItems } from '../../help.ts';
import { keysHere } from '../content/footer.ts';
import { inputIds, inputLabel, isSecretInput } from '../fields/inputs.ts';
import type { View } from '../view.ts';
import type { Open, WalkState } from '../walk-state.ts';
import { COPY_MENU, canCopy } from './copying.ts';
import { noCommand, type PaletteItem, paletteItems } from './palette.ts';

export type ListOpen = Extract<Open, { readonly index: number }>;

/** An item, and what Enter does on it; absent if Enter only closes the list. */
interface ListItem {
  readonly runs: readonly Run[];
  /** What the list shows of it, if the rest is shown elsewhere; absent if that is everything. */
  readonly listed?: readonly Run[];
  readonly does?:
    | PaletteItem['does']
    | { readonly kind: 'copy'; readonly what: (typeof COPY_MENU)[number]['what'] }
    | { readonly kind: 'go'; readonly to: Position }
    | { readonly kind: 'break'; readonly id: string }
    | { readonly kind: 'all-off' };
  /** The rows above the item: the headings of the groups that begin with it; none inside a group. */
  readonly headings?: readonly Run[];
}

export const isList = (open: Open): open is ListOpen => 'index' in open;

/**
 * Returns the items that contain all words that are typed, ignoring case: first those that contain them as they are
 * typed. The palette ranks its own items.
 */
export function listItems(open: ListOpen, state: WalkState, view: View): readonly ListItem[] {
  const all = allItems(open, state, view);
  const phrase = (open.field?.text ?? '').trim().toLowerCase();
  if (open.kind === 'palette' || phrase === '') return all;
  const wanted = phrase.split(/\s+/);
  const found = all.flatMap(({ runs, listed, does }) => {
    const text = textOf(runs).toLowerCase();
    const item: ListItem = { runs, ...(listed && { listed }), ...(does && { does }) };
    return wanted.every((word) => text.includes(word)) ? [{ item, rank: text.includes(phrase) ? 0 : 1 }] : [];
  });
  return found.toSorted((one, other) => one.rank - other.rank).map(({ item }) => item);
}

function allItems(open: ListOpen, state: WalkState, view: View): readonly ListItem[] {
  const { facts } = view;
  const { editing, source } = state;
  switch (open.kind) {
    case 'help':
      return helpItems(undefined, keysHere(state, view)).map((runs) => ({ runs }));
    case 'palette':
      return paletteItems(open.field?.text ?? '', state, view).map(({ name, shown, says, does }) => ({
        runs: [nameRun(name, COMMAND_WIDTH), words(shown.padEnd(KEY_WIDTH)), aside(says)],
        does,
      }));
    case 'inputs':
      return editing ? inputItems(editing.history.present, source.editor?.fromFiles ?? null) : [];
    case 'ranges':
      return open.ranges.map((range) => ({
        runs: [words(rangeInWords(facts.trace, range)), aside(`  ${range.says}`)],
        does: { kind: 'go', to: { value: range.value, byte: range.start } },
      }));
    case 'breaks':
      return [
        { runs: ALL_OFF, does: { kind: 'all-off' } },
        ...listedBreaks(open, state, { facts, isGrouped: isGrouped(open, view) }).map(
          ({ id, ...item }): ListItem => ({ ...item, does: { kind: 'break', id } }),
        ),
      ];
    case 'copy':
      return COPY_MENU.filter(({ what }) => canCopy(what, state, view)).map(({ what, name, says }) => ({
        runs: [nameRun(name, NAME_WIDTH), aside(says)],
        does: { kind: 'copy', what },
      }));
  }
}

const nameRun = (name: string, width: number): Run => ({ text: name.padEnd(width), meaning: 'name' });

export interface WalkList extends ListContent {
  /** Everything that is said of the selected item. */
  readonly selected: readonly Run[];
}

/** Returns the open list in the form in which it is drawn; `null` if no list is open. */
export function listContent(open: Open, state: WalkState, view: View, width: number): WalkList | null {
  if (!isList(open)) return null;
  const items = listItems(open, state, view);
  return {
    title: typedTitle(titleOf(open, state, view), open, items.length, width),
    items: items.map(({ runs, listed = runs }) => listed),
    selected: items[open.index]?.runs ?? [],
    ...(items.some(({ headings }) => headings) && { headings: items.map(({ headings = [] }) => headings) }),
    index: open.index,
    hanging: isInOneRow(open, view, width) ? null : (HANGING[open.kind] ?? null),
  };
}

/** A narrow window has no room for a sentence below the list, so that the list has whole sentences. */
const isInOneRow = ({ kind }: ListOpen, { regions }: View, width: number): boolean =>
  kind === 'breaks' ? regions.form !== 'narrow' : kind === 'palette' && width < ROOM_TO_WRAP;

/** What is found with typed words is no longer in groups. */
const isGrouped = ({ field }: ListOpen, { regions }: View): boolean =>
  regions.form !== 'narrow' && (field?.text ?? '').trim() === '';

const NAME_WIDTH = 18;
const COMMAND_WIDTH = 23;
const KEY_WIDTH = 11;
const HANGING: Partial<Readonly<Record<ListOpen['kind'], number>>> = {
  help: HELP_KEY_WIDTH,
  breaks: MARK_WIDTH,
  palette: COMMAND_WIDTH + KEY_WIDTH,
};
/** The number of cells in which a description can wrap in its own column. In fewer cells, it is cut off. */
const ROOM_TO_WRAP = 60;

const TITLES = { help: 'Keys and marks', palette: 'Commands', inputs: 'Edit', copy: 'Copy' } as const;

function titleOf(open: ListOpen, state: WalkState, view: View): string {
  if (open.kind === 'ranges') return open.title;
  return open.kind === 'breaks' ? breaksTitle(state, view.changes?.flippedBits ?? null) : TITLES[open.kind];
}

/** Shows what is typed after the title, and how many items have these words. */
function typedTitle(title: string, { kind, field }: ListOpen, count: number, width: number): string {
  if (kind === 'palette') return count === 0 ? noCommand(field?.text ?? '') : title;
  if (field === null) return `${title} · / filters`;
  return textOf(fieldRuns(`${title} / `, field, width)) + (count === 0 ? '   nothing has these words' : `   ${count}`);
}

const secretRuns = (text: string): Run[] =>
  isPublishedSecret(text)
    ? [aside("(AWS's published example) "), words(text)]
    : [aside('(masked) '), words('*'.repeat(text.length))];

function inputItems(inputs: WalkInputs, fromFiles: FilePayload | null): ListItem[] {
  return inputIds(inputs).map((input) => {
    const text = textOfInput(inputs, input);
    const shown = isSecretInput(inputs, input) && text !== '' ? secretRuns(text) : [words(printable(text))];
    const remark = input === 'payload' ? payloadRemark(inputs, fromFiles) : [];
    return {
      runs: [nameRun(inputLabel(inputs, input), NAME_WIDTH), ...remark, ...shown],
      does: { kind: 'edit', input },
    };
  });
}

function payloadRemark({ payload }: WalkInputs, fromFiles: FilePayload | null): Run[] {
  if (payload === null) return [aside('(in the form, not edited here)')];
  return payload === fromFiles?.payload ? [aside(`(${fromFiles.length} bytes) `)] : [];
}

/** Returns the break under the cursor of the list of breaks; `null` if that list is not open, or if no break is chosen. */
export function selectedBreak(state: WalkState, view: View): string | null {
  const { open } = state;
  const does = open?.kind === 'breaks' ? listItems(open, state, view)[open.index]?.does : undefined;
  return does?.kind === 'break' ? does.id : null;
}
