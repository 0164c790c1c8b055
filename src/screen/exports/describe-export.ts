/**
 * Describes the screen that exports a walk to a file: a page, a report, or a case. It shows what was replaced before
 * anything is written or copied.
 */
import { actionOfKey } from '../../app/keys/keys.ts';
import { INTERRUPTED } from '../../app/options/command.ts';
import type { PreparedExport, WalkExports } from '../../app/walks/shown-walk.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import type { FileForm } from '../../outputs/form.ts';
import { printable } from '../../views/characters/visible.ts';
import type { WalkFacts } from '../../views/facts.ts';
import { headlineParts } from '../../views/headline.ts';
import { aside, type Run, words } from '../../views/page.ts';
import { singleRegion } from '../components/drawn-screen.ts';
import { fillRows, keysRow, listRows, noticeRows } from '../components/fitted-rows.ts';
import { headlineRow } from '../components/frame/headline.ts';
import { ruleTitle } from '../components/frame/rules.ts';
import { widthIn } from '../components/regions.ts';
import type { ScreenRow } from '../components/styled-glyphs.ts';
import { doesNothing } from '../does-nothing.ts';
import { footerKeys } from '../footer-keys.ts';
import { moveIndex } from '../move-index.ts';
import type {
  Ending,
  Next,
  Outside,
  ScreenRoom,
  SessionDescription,
  ShellEvent,
  UserEvent,
} from '../session-description.ts';

interface ExportState {
  /** The file; `null` until its kind has been chosen. */
  readonly prepared: PreparedExport | null;
  readonly isWritten: boolean;
  readonly index: number;
  readonly notice: string | null;
  readonly ending: Ending | null;
}

type ExportEvent =
  | { readonly kind: 'prepared'; readonly made: PreparedExport | Problem }
  | { readonly kind: 'written'; readonly path: string; readonly failed: Problem | null };

type ExportEffect =
  | { readonly kind: 'prepare'; readonly form: FileForm }
  | { readonly kind: 'write'; readonly prepared: PreparedExport }
  | { readonly kind: 'copy'; readonly text: string; readonly name: string }
  | { readonly kind: 'suspend' };

type ExportNext = Next<ExportState, ExportEffect>;
type ExportDescription = SessionDescription<ExportState, ExportEvent, ExportEffect>;

/** Describes the export of a walk. `what` is the name of a file in the menu; if it is `null`, the user chooses. */
export function describeExport(exports: WalkExports, facts: WalkFacts, what: string | null): ExportDescription {
  const { forms } = exports;
  const itemsOf = (state: ExportState) => itemsIn(state, forms);
  return {
    first: () => ({
      state: { prepared: null, isWritten: false, index: 0, notice: null, ending: null },
      effects: forms.filter(({ file }) => file.name === what).map((form) => ({ kind: 'prepare', form })),
    }),
    reduce: (state, event, { size }) => reduce(state, event, { forms, height: size.height }),
    draw: (state, room) =>
      singleRegion('text', room.size.width, rowsOf(state, itemsOf(state), { facts, room }), widthIn(room.size)),
    announceAll: (state) => [titleOf(state), ...itemsOf(state).map(textOf), ...(state.notice ? [state.notice] : [])],
    announceChange: (before, after) => changeOf(before, after, itemsOf),
    ending: ({ ending }) => ending,
    carryOut: (effect, _state, outside) => carryOut(effect, { exports, facts }, outside),
  };
}

const NAME_WIDTH = 10;

function itemsIn({ prepared }: ExportState, forms: readonly FileForm[]): readonly (readonly Run[])[] {
  if (prepared === null)
    return forms.map(({ file }) => [{ text: file.name.padEnd(NAME_WIDTH), meaning: 'name' }, words(file.says)]);
  const bytes = Buffer.byteLength(prepared.content);
  const ways: readonly (readonly [name: string, says: string])[] = [
    ['write', `${prepared.path}, ${bytes} bytes`],
    // Bytes that are not text are only written.
    ...(typeof prepared.content === 'string' ? [['copy', "to the terminal's clipboard"] as const] : []),
  ];
  return [
    ...ways.map(([name, says]): Run[] => [{ text: name.padEnd(NAME_WIDTH), meaning: 'name' }, words(says)]),
    ...prepared.remarks.map((says) => [aside(`${' '.repeat(NAME_WIDTH)}${printable(says)}`)]),
  ];
}

const textOf = (runs: readonly Run[]) => runs.map(({ text }) => text).join('');

const titleOf = ({ prepared, isWritten }: ExportState): string =>
  prepared === null
    ? 'Write a file'
    : `The ${prepared.form.file.name}: ${isWritten ? 'written' : 'nothing is written yet'}`;

interface DrawnExport {
  readonly facts: WalkFacts;
  readonly room: ScreenRoom;
}

/** Draws the list between the first row of the walk and the keys, as the lists on top of a walk. */
function rowsOf(
  state: ExportState,
  items: readonly (readonly Run[])[],
  { facts, room: { size } }: DrawnExport,
): ScreenRow[] {
  const width = widthIn(size);
  const frame = [headlineRow({ parts: headlineParts(facts), state: 'EXPORT' }, width), ruleTitle(width)];
  const notice = state.notice === null ? [] : noticeRows([words(state.notice)], width, NOTICE_HEIGHT);
  const list = { title: titleOf(state), items, index: state.index, hanging: NAME_WIDTH };
  const below = notice.length > 0 ? notice : [ruleTitle(width)];
  const height = Math.max(size.height - 1 - frame.length - below.length, 1);
  const isOffered = ({ action }: { readonly action: string }) => OFFERED.has(action);
  const footer = footerKeys({ mode: 'list', isOffered }, width);
  return [...frame, ...fillRows(listRows(list, height, width), height), ...below, keysRow(footer, [], width)];
}

const NOTICE_HEIGHT = 2;
const OFFERED: ReadonlySet<string> = new Set(['choose', 'close', 'line-down']);

function changeOf(
  before: ExportState,
  after: ExportState,
  itemsOf: (state: ExportState) => readonly (readonly Run[])[],
): readonly string[] {
  const notice = after.notice !== null && after.notice !== before.notice ? [after.notice] : [];
  if (after.prepared !== before.prepared) return [titleOf(after), ...itemsOf(after).map(textOf), ...notice];
  const item = itemsOf(after)[after.index];
  return [...(after.index === before.index || !item ? [] : [textOf(item)]), ...notice];
}

interface Around {
  readonly forms: readonly FileForm[];
  /** The height of the window, in rows. */
  readonly height: number;
}

const stateOnly = (state: ExportState): ExportNext => ({ state, effects: [] });

function reduce(state: ExportState, event: ExportEvent | UserEvent | ShellEvent, around: Around): ExportNext {
  switch (event.kind) {
    case 'key':
      return afterKey({ ...state, notice: null }, event.key, around);
    case 'prepared':
      return isProblem(event.made)
        ? stateOnly({ ...state, notice: printable(`${event.made.says} ${event.made.fix}`) })
        : stateOnly({ ...state, prepared: event.made, index: 0 });
    case 'written':
      return stateOnly({
        ...state,
        isWritten: state.isWritten || event.failed === null,
        notice: event.failed
          ? printable(`${event.failed.says} ${event.failed.fix}`)
          : `${printable(event.path)} was written. Esc goes back.`,
      });
    case 'notice':
      return stateOnly({ ...state, notice: event.text });
    default:
      return stateOnly(state);
  }
}

function afterKey(state: ExportState, key: string, { forms, height }: Around): ExportNext {
  const action = actionOfKey(key, 'list');
  switch (action) {
    case 'interrupt':
      return stateOnly({ ...state, ending: INTERRUPTED });
    case 'suspend':
      return { state, effects: [{ kind: 'suspend' }] };
    case 'close':
      return stateOnly({ ...state, ending: 'back' });
    case 'choose':
      return choose(state, forms);
    case null:
    case 'search':
    case 'help':
      return stateOnly({ ...state, notice: doesNothing(key) });
    default:
      return stateOnly({ ...state, index: moveIndex(state.index, action, itemsIn(state, forms).length, height) });
  }
}

function choose(state: ExportState, forms: readonly FileForm[]): ExportNext {
  const { prepared, index } = state;
  if (prepared === null) {
    const form = forms[index];
    return form ? { state, effects: [{ kind: 'prepare', form }] } : stateOnly(state);
  }
  if (index === 0) return { state, effects: [{ kind: 'write', prepared }] };
  const { content, form } = prepared;
  if (typeof content !== 'string') return stateOnly({ ...state, notice: 'Choose write.' });
  if (index > 1) return stateOnly({ ...state, notice: 'Choose write or copy.' });
  return { state, effects: [{ kind: 'copy', text: content, name: form.file.name }] };
}

function carryOut(
  effect: ExportEffect,
  { exports, facts }: { readonly exports: WalkExports; readonly facts: WalkFacts },
  outside: Outside<ExportEvent>,
): void {
  switch (effect.kind) {
    case 'prepare':
      void exports.prepare(effect.form, facts).then((made) => outside.take({ kind: 'prepared', made }));
      break;
    case 'write': {
      const { path } = effect.prepared;
      void exports.write(effect.prepared).then((failed) => outside.take({ kind: 'written', path, failed }));
      break;
    }
    case 'copy':
      outside.copy(effect.text, `The ${effect.name} was sent to the terminal's clipboard.`);
      break;
    case 'suspend':
      outside.suspend();
      break;
  }
}
