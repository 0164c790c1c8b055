/**
 * Describes the screen that exports a walk to a file: a page, a report, or a case. It shows what was replaced before
 * anything is written or copied.
 */
import { actionOfKey } from '../../app/keys/keys.ts';
import { INTERRUPTED } from '../../app/options/command.ts';
import type { PreparedExport, WalkExports } from '../../app/outputs/walk-exports.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import { spokenText } from '../../layout/shown-glyphs.ts';
import type { FileForm } from '../../outputs/form.ts';
import { printable } from '../../views/characters/visible.ts';
import type { WalkFacts } from '../../views/facts.ts';
import { headlineParts } from '../../views/headline.ts';
import { aside, type Run, words } from '../../views/page.ts';
import { columnOf, type ListContent } from '../components/fitted-rows.ts';
import { Body, Column, Headline, Keys, List, Rule, Words } from '../components/frame.tsx';
import { announcers, type Heard } from '../components/spoken.ts';
import type { KeysNow } from '../footer-keys.ts';
import { doesNothing, moveIndex, to } from '../reducing.ts';
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
  readonly exports: WalkExports;
  readonly facts: WalkFacts;
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
  | { readonly kind: 'copy'; readonly text: string; readonly name: string };

type ExportNext = Next<ExportState, ExportEffect>;
type ExportDescription = SessionDescription<ExportState, ExportEvent, ExportEffect>;

/** Describes the export of a walk. `what` is the name of a file in the menu; if it is `null`, the user chooses. */
export function describeExport(exports: WalkExports, facts: WalkFacts, what: string | null): ExportDescription {
  return {
    first: () => ({
      state: { exports, facts, prepared: null, isWritten: false, index: 0, notice: null, ending: null },
      effects: exports.forms.filter(({ file }) => file.name === what).map((form) => ({ kind: 'prepare', form })),
    }),
    reduce,
    draw: (state, room) => <Export state={state} room={room} />,
    ...announcers(heardIn, () => KEYS),
    ending: ({ ending }) => ending,
    carryOut,
  };
}

/** A line of the list, and what Enter does on it; `null` if it only says something. */
interface Item {
  readonly name: string;
  readonly says: Run;
  readonly effect: ExportEffect | null;
}

function itemsOf({ prepared, exports }: ExportState): readonly Item[] {
  if (prepared === null)
    return exports.forms.map((form) => {
      const { name, says } = form.file;
      return { name, says: words(says), effect: { kind: 'prepare', form } };
    });
  const { content, path, form, remarks } = prepared;
  const write = words(`${path}, ${Buffer.byteLength(content)} bytes`);
  const toCopy = typeof content === 'string' ? [{ kind: 'copy', text: content, name: form.file.name } as const] : [];
  return [
    { name: 'write', says: write, effect: { kind: 'write', prepared } },
    // Bytes that are not text are only written.
    ...toCopy.map((effect) => ({ name: 'copy', says: words("to the terminal's clipboard"), effect })),
    ...remarks.map((says) => ({ name: '', says: aside(printable(says)), effect: null })),
  ];
}

const NAME_WIDTH = 10;

function listOf(state: ExportState): ListContent {
  const { prepared, isWritten, index } = state;
  const written = isWritten ? 'written' : 'nothing is written yet';
  const title = prepared ? `The ${prepared.form.file.name}: ${written}` : 'Write a file';
  const items = itemsOf(state).map(({ name, says }) => [nameRun(name), says]);
  return { title, items, index, hanging: NAME_WIDTH };
}

const nameRun = (name: string): Run => ({ text: name.padEnd(NAME_WIDTH), meaning: 'name' });

function heardIn(state: ExportState): Heard {
  const { title, items, index } = listOf(state);
  const lines = items.map(spokenText);
  return { lines: [title, ...lines, ...(state.notice === null ? [] : [state.notice])], item: lines[index] };
}

/** The rows around the list: the first row, two rules, and the keys. */
const FRAME = 4;
const OFFERED: ReadonlySet<string> = new Set(['choose', 'close', 'line-down']);
const KEYS: KeysNow = { mode: 'list', isOffered: ({ action }) => OFFERED.has(action) };

/** Draws the list between the first row of the walk and the keys, as the lists on top of a walk. */
function Export({ state, room }: { readonly state: ExportState; readonly room: ScreenRoom }) {
  return (
    <Column room={room}>
      <Headline parts={headlineParts(state.facts)} state="EXPORT" />
      <Rule />
      <Body>
        <List list={listOf(state)} height={columnOf(room).height - FRAME} />
      </Body>
      {state.notice === null ? <Rule /> : <Words runs={[words(state.notice)]} most={2} />}
      <Keys now={KEYS} end={[]} />
    </Column>
  );
}

const problemText = ({ says, fix }: Problem): string => printable(`${says} ${fix}`);

function reduce(state: ExportState, event: ExportEvent | UserEvent | ShellEvent, room: ScreenRoom): ExportNext {
  switch (event.kind) {
    case 'key':
      return afterKey({ ...state, notice: null }, event.key, room);
    case 'prepared':
      return to(
        state,
        isProblem(event.made) ? { notice: problemText(event.made) } : { prepared: event.made, index: 0 },
      );
    case 'written':
      return to(
        state,
        event.failed
          ? { notice: problemText(event.failed) }
          : { isWritten: true, notice: `${printable(event.path)} was written. Esc goes back.` },
      );
    case 'notice':
      return to(state, { notice: event.text });
    default:
      return to(state);
  }
}

function afterKey(state: ExportState, key: string, { size }: ScreenRoom): ExportNext {
  const action = actionOfKey(key, 'list');
  const items = itemsOf(state);
  switch (action) {
    case 'interrupt':
      return to(state, { ending: INTERRUPTED });
    case 'close':
      return to(state, { ending: 'back' });
    case 'choose': {
      const effect = items[state.index]?.effect;
      const names = items.flatMap(({ name, effect: does }) => (does ? [name] : []));
      return effect ? to(state, {}, effect) : to(state, { notice: `Choose ${names.join(' or ')}.` });
    }
    case null:
    case 'search':
    case 'help':
      return to(state, { notice: doesNothing(key) });
    default:
      return to(state, { index: moveIndex(state.index, action, items.length, size.height) });
  }
}

function carryOut(effect: ExportEffect, { exports, facts }: ExportState, outside: Outside<ExportEvent>): void {
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
  }
}
