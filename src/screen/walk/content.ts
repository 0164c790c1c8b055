/** Says what a walk shows now: the one description from which it is drawn and announced. */
import { EMPTY_ROW } from '../../layout/block-rows.ts';
import { lettersOfRow } from '../../layout/row-letters.ts';
import { SIGNED_REQUEST } from '../../sigv4/stages/signed-request.ts';
import { type BytesShown, bytesShown } from '../../views/bytes/shown-bytes.ts';
import { differingBytes } from '../../views/bytes/two-texts.ts';
import { printable } from '../../views/characters/visible.ts';
import { requireValue } from '../../views/facts.ts';
import { isPlace } from '../../views/map/place.ts';
import { tagAt } from '../../views/map/tags.ts';
import { aside, type Run, words } from '../../views/page.ts';
import { progressText, searchText } from '../../views/progress-text.ts';
import { methodOf } from '../../views/request-parts.ts';
import { stepNames } from '../../views/walk/step-names.ts';
import type { PreviewContent } from '../breaks/preview.tsx';
import type { StepName } from '../components/frame/steps-row.ts';
import { SIDE_OF_PANE } from '../components/page/page-parts.ts';
import type { CursorOnRows } from '../components/page/page-window.ts';
import { listWidth, type Pane } from '../components/regions.ts';
import type { Changed } from '../components/styled-glyphs.ts';
import { fieldRuns } from '../components/text-field.ts';
import { changedIn, changedSteps, changeOf, typedSignature } from './content/changes.ts';
import { footerEnd, footerOf } from './content/footer.ts';
import { headlineOf, problemOf } from './content/headline.ts';
import { inspectorIn } from './content/inspector.ts';
import { comparedSignatures } from './content/two-signatures.ts';
import { usedRows, wholeBelow, wholeContent } from './content/whole-content.ts';
import { sightOf } from './cursor/window.ts';
import { withField } from './fields/field-of-row.ts';
import { listContent } from './lists/lists.ts';
import { cursorIn, cursorOf, rowsShown, type View } from './view.ts';
import { isInWhole, isLive, liveTarget, type Open, type WalkState } from './walk-state.ts';

/** The content of a screen. */
export type WalkContent = ReturnType<typeof contentOf>;

/** Returns what the screen shows. It has no colors, and nothing in it is drawn yet. */
export function contentOf(state: WalkState, view: View) {
  const { places, regions } = view;
  const page = withField({ rows: rowsShown(state, view, 'page'), cursor: cursorIn(state, view, 'page') }, state, view);
  return {
    headline: headlineOf(state, view),
    steps: stepsOf(view),
    /** The number of the step, as in its name. */
    step: state.step + 1,
    ...page,
    /** The rows and the cursor of the pane that the keys control. */
    sight: { ...sightOf(state, view), ...(state.open?.kind === 'edit' && page) },
    places,
    /** The letters of the byte or the line under the cursor. */
    lit: litAt(state, view),
    /** The search text, in lowercase; empty if no search is active. */
    searched: searchedIn(state),
    pane: state.pane,
    beside: besideOf(state, view),
    changed: changedBytes(state, view),
    inspector: inspectorIn(state, view),
    /** What typing changes; `null` if no field is open. */
    typed: typedSignature(state, view),
    /** The signatures that the step compares; `null` if it compares none. */
    compared: comparedSignatures(state, view),
    /** The whole problem, which is shown instead of the inspector; `null` if there is no problem. */
    problem: problemOf(state),
    /** The notice that is shown instead of the rule above the keys; `null` if there is no notice. */
    notice: noticeOf(state, view),
    /** The changes that edits made, for the rule above the keys; `null` if nothing has changed. */
    change: changeOf(state, view),
    /** The list that is shown instead of the page; `null` if no list is open. */
    list: state.open && listContent(state.open, state, view, listWidth(regions)),
    /** What the chosen break changes; `null` if the list of breaks is not open. */
    preview: previewOf(state.open, regions.form !== 'narrow'),
    /** The whole signature; `null` if a step is shown. */
    whole: wholeContent(state, view, changedBytes(state, view)),
    /** The whole signature below the text of a step; `null` if there is no room for it. */
    below: wholeBelow(state, view, changedIn(view), usedRows(page.rows)),
    footer: footerOf(state, view),
    footerEnd: footerEnd(state),
  };
}

/** Returns the letter of the byte under the cursor. A byte without one, and the picture of the whole, has those of the line. */
function litAt(state: WalkState, view: View): string {
  const { places } = view;
  const { position, row } = cursorOf(state, view);
  const tag = position && !isInWhole(state) ? tagAt(places, position) : null;
  if (tag !== null && isPlace(tag)) return tag.letter;
  return lettersOfRow(rowsShown(state, view)[row] ?? EMPTY_ROW, places)?.text ?? '';
}

function previewOf(open: Open | null, isSaid: boolean): PreviewContent | null {
  if (open?.kind !== 'breaks') return null;
  const { preview, breaks } = open;
  const chosen = breaks.find(({ id }) => id === preview?.of) ?? null;
  return { chosen, isSaid, shown: preview?.shown ?? null };
}

/**
 * The content beside a page: the bytes of the value under the cursor (`null` if the row shows no bytes), a text whose
 * rows match the page's rows, or nothing if the page shows no bytes.
 */
type Beside =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'bytes'; readonly shown: BytesShown | null }
  | (CursorOnRows & {
      readonly kind: 'text';
      readonly titles: Readonly<Record<Pane, string>>;
      /** The value under the cursor of the pane that the keys control; `null` if its row shows no bytes. */
      readonly shown: BytesShown | null;
    });

/** Names the steps, and marks those that edits have changed. */
function stepsOf(view: View): StepName[] {
  const changed = changedSteps(view);
  const stages = view.facts.trace.stages.map((stage, step) => ({
    ...stepNames(stage),
    number: step + 1,
    isChanged: changed.has(step),
  }));
  return view.whole() === null ? stages : [WHOLE_STEP, ...stages];
}

const WHOLE_STEP: StepName = { short: 'Whole', least: '', long: 'Whole', number: 0 };

const searchedIn = ({ open, searched }: WalkState) =>
  (open?.kind === 'search' ? open.field.text : searched).toLowerCase();

function besideOf(state: WalkState, view: View): Beside {
  const { step } = state;
  const texts = view.textsOf(step);
  const { position } = cursorOf(state, view);
  const shown = position && bytesShown(view.facts, position.value);
  if (!texts) return view.besideOf(step) === 'bytes' ? { kind: 'bytes', shown } : { kind: 'nothing' };
  const titles = { page: texts.sides[SIDE_OF_PANE.page].title, beside: texts.sides[SIDE_OF_PANE.beside].title };
  return { kind: 'text', rows: view.rowsOf(step, 'beside'), cursor: cursorIn(state, view, 'beside'), titles, shown };
}

/** Returns the bytes that edits changed or, of two texts, those that differ. */
function changedBytes({ step }: WalkState, view: View): Changed {
  const texts = view.textsOf(step);
  return texts ? differingBytes(texts) : changedIn(view);
}

function noticeOf(state: WalkState, view: View): Run[] | null {
  const width = view.regions.width - 2;
  const { open, notice, sending, searching } = state;
  if (open?.kind === 'search') return searchRuns(open.field, state.found, width);
  const prompt = open ? PROMPTS[open.kind]?.(state) : undefined;
  if (open?.field && prompt !== undefined) return fieldRuns(prompt, open.field, width);
  if (sending.kind === 'sending') return [words(progressText(sending.reports))];
  if (notice !== null) return [words(notice)];
  if (searching !== null) return [words(searchText(searching, 'esc'))];
  const target = liveTarget(state);
  return target && isLive(state) && open === null
    ? [words(`This goes out over the network, to ${printable(target.host)}.`)]
    : null;
}

/** Shows the search text and the number of the match under the cursor, or says that there is none. */
function searchRuns(field: Extract<Open, { kind: 'search' }>['field'], found: string, width: number): Run[] {
  const says = field.text === '' ? '' : `${GAP}${found === '' ? 'no match' : found}`;
  return [...fieldRuns('/', field, width - says.length), aside(says)];
}

const GAP = '   ';

const PROMPTS: Partial<Readonly<Record<Open['kind'], (state: WalkState) => string>>> = {
  palette: () => ':',
  offset: () => '@ offset ',
  'own-request': () => 'Paste or type a URL, a curl command, or a request: ',
  confirm: (state) => confirmationPrompt(state),
};

/** Asks the user to type the method before a request that changes something is sent over the network. */
function confirmationPrompt({ walk }: WalkState): string {
  const { trace, body } = walk.facts;
  const length = requireValue(walk.facts, SIGNED_REQUEST).bytes.octets.length + body.length;
  return `type ${methodOf(trace).toLowerCase()} to send ${length.toLocaleString('en-US')} bytes: `;
}
