import type { EditProblem } from '../../app/walks/shown-walk.ts';
import type { Problem } from '../../bytes/problem.ts';
import type { Row } from '../../layout/block-rows.ts';
import { RESPONSE_BYTES_STAGE } from '../../sigv4/stages/signed-request.ts';
import { SIGNATURE_BITS } from '../../trace/changes.ts';
import { type Inspector, inspectorOf, inspectorOfLine } from '../../views/bytes/inspector.ts';
import { type BytesShown, bytesShown } from '../../views/bytes/shown-bytes.ts';
import { inspectorOfTwo } from '../../views/bytes/two-bytes.ts';
import { printable } from '../../views/characters/visible.ts';
import { differingBytes, sideOf } from '../../views/diagnosis/two-texts.ts';
import type { WalkFacts } from '../../views/facts.ts';
import { headlineParts, isDocumentedExample } from '../../views/headline.ts';
import { aside, type Run, words } from '../../views/page.ts';
import { progressText, searchText } from '../../views/progress-text.ts';
import { verdict } from '../../views/walk-pages.ts';
import { differenceBar } from '../../views/whole/signature-difference.ts';
import type { Headline } from '../components/frame/headline.ts';
import type { StepName } from '../components/frame/steps-row.ts';
import { SIDE_OF_PANE } from '../components/page/page-parts.ts';
import type { CursorOnRows } from '../components/page/page-window.ts';
import { listWidth, type Pane } from '../components/regions.ts';
import { type Changed, isChangedRow } from '../components/styled-glyphs.ts';
import { withField } from './content/field-on-page.ts';
import { footerEnd, footerOf } from './content/footer.ts';
import { ownWords, signatureRows } from './content/own-words.ts';
import { comparedSignatures } from './content/two-signatures.ts';
import { typedSignature } from './content/typed-signature.ts';
import { wholeContent } from './content/whole-content.ts';
import { isWholeShown } from './cursor/on-whole.ts';
import { sightOf } from './cursor/sight.ts';
import { inputIds, inputLabel } from './fields/inputs.ts';
import { fieldRuns } from './fields/text-field.ts';
import { listContent } from './lists/lists.ts';
import { isLive, liveTarget, type Open, type ScreenState } from './screen-state.ts';
import { cursorIn, cursorOf, rowsShown, type View } from './view.ts';

/** The content of a screen. */
export type ScreenContent = ReturnType<typeof contentOf>;

/** Returns what the screen shows. It has no colors, and nothing in it is drawn yet. */
export function contentOf(state: ScreenState, view: View) {
  const { places, regions } = view;
  const page = withField({ rows: rowsShown(state, view, 'page'), cursor: cursorIn(state, view, 'page') }, state, view);
  return {
    headline: headlineOf(state, view),
    steps: stepsOf(view),
    /** The number of the step, as in its name. */
    step: isWholeShown(state, view) ? 0 : state.step + 1,
    ...page,
    /** The rows and the cursor of the pane that the keys control. */
    sight: { ...sightOf(state, view), ...(state.open?.kind === 'edit' && page) },
    places,
    /** The search text, in lowercase; empty if no search is active. */
    searched: searchedIn(state),
    pane: state.pane,
    beside: besideOf(state, view),
    changed: changedBytes(state, view),
    inspector: inspectorIn(state, view),
    /** What typing changes; `null` if no field is open. */
    typed: typedSignature(state, view, {
      changed: changedIn(view),
      steps: view.changes ? changedSteps(view) : NO_STEPS,
    }),
    /** The signatures that the step compares; `null` if it compares none. */
    compared: comparedSignatures(state, view),
    /** The whole problem, which is shown instead of the inspector; `null` if there is no problem. */
    problem: state.editing?.problem ? problemRuns(problemsInOrder(state, state.editing.problem)) : null,
    /** The notice that is shown instead of the rule above the keys; `null` if there is no notice. */
    notice: noticeOf(state, view),
    /** The changes that edits made, for the rule above the keys; `null` if nothing has changed. */
    change: changeOf(state, view),
    /** The list that is shown instead of the page; `null` if no list is open. */
    list: state.open && listContent(state.open, state, view, listWidth(regions)),
    /** What the chosen break changes; `null` if the list of breaks is not open. */
    preview: state.open?.kind === 'breaks' ? { shown: state.open.preview?.shown ?? null } : null,
    /** The whole signature; `null` if a step is shown. */
    whole: wholeContent(state, view, changedBytes(state, view)),
    footer: footerOf(state, view),
    footerEnd: footerEnd(state),
  };
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
  const changed = view.changes ? changedSteps(view) : NO_STEPS;
  const stages = view.facts.trace.stages.map(({ title, short, long = title }, step) => ({
    short,
    long,
    number: step + 1,
    isChanged: changed.has(step),
  }));
  return view.whole() === null ? stages : [WHOLE_STEP, ...stages];
}

const NO_STEPS: ReadonlySet<number> = new Set();
const WHOLE_STEP: StepName = { short: 'Whole', long: 'Whole', number: 0 };

const MODES: Readonly<Record<WalkFacts['trace']['purpose'], string>> = {
  sign: 'SIGN',
  verify: 'VERIFY',
  diagnose: 'DIAGNOSIS',
  replay: 'REPLAY',
};

/**
 * Returns the headline. Disagreement with published values, or a request that cannot be signed, comes first and is
 * prominent.
 */
function headlineOf(state: ScreenState, view: View): Headline {
  const { facts } = view;
  const { trace } = facts;
  const target = liveTarget(state);
  if (target && isLive(state)) return liveHeadline(facts, target);
  const problem = state.editing?.problem;
  const own = verdict(facts);
  const isLoud = own.meaning === 'differs' || trace.purpose !== 'sign';
  const parts = problem ? heldParts(state, problem) : isLoud ? [[own]] : headlineParts(facts);
  return { subject: receivedRequest(facts), parts, state: stateWord(state, view) };
}

/** The request that the verdict of a verification is about; `undefined` for other walks. */
const receivedRequest = (facts: WalkFacts): Run[] | undefined =>
  facts.trace.purpose === 'verify' ? headlineParts(facts)[0] : undefined;

/** Names the fields that cannot be signed, and says that the steps are those of another request. */
function heldParts(state: ScreenState, problem: EditProblem): Run[][] {
  const fields = problemsInOrder(state, problem).map((each) => fieldOf(state, each));
  const text = `✗ invalid ${[...new Set(fields)].join(', ')}: the last valid request is shown`;
  return [[{ text, meaning: 'differs' }], [words(printable(problem.says))]];
}

function fieldOf({ editing }: ScreenState, { where }: Problem): string {
  const inputs = editing?.history.present;
  const id = inputs && inputIds(inputs).find((one) => one === where?.value);
  return id ? inputLabel(inputs, id) : 'request';
}

/** Returns the problems of all fields. The problem of the field that is being edited comes first. */
function problemsInOrder({ open }: ScreenState, problem: EditProblem): readonly Problem[] {
  const all = [problem, ...(problem.others ?? [])];
  const isOpen = ({ where }: Problem) => open?.kind === 'edit' && open.input === where?.value;
  return [...all.filter(isOpen), ...all.filter((each) => !isOpen(each))];
}

function liveHeadline(
  { trace, body }: WalkFacts,
  { host, port, isTls }: NonNullable<ReturnType<typeof liveTarget>>,
): Headline {
  const head = trace.values.find(({ id }) => id === 'signed-request')?.bytes.octets ?? '';
  const line = head.slice(0, head.indexOf(' HTTP/')).split('?')[0] ?? '';
  const where = `LIVE → ${printable(host)}:${port}${isTls ? ', TLS' : ''}`;
  return {
    parts: [[{ text: where, meaning: 'name' }]],
    state: `${printable(line)} · ${head.length + body.length} bytes`,
    isLive: true,
  };
}

function stateWord(state: ScreenState, { facts, changes }: View): string {
  const { trace, destination } = facts;
  if (facts.breaks.length > 0) return 'BROKEN';
  if (trace.purpose !== 'sign') return MODES[trace.purpose];
  const isAtTheEnd = state.step >= state.cursors.length - 2 && state.sending.kind !== 'never';
  if (isAtTheEnd && destination.live) return 'LIVE';
  if (destination.goesTo !== 'sandbox') return 'SIGN';
  // After an edit, the request is no longer the example in AWS's documentation.
  const isExample = isDocumentedExample(trace) && (changes === null || countOf(changes) === 0);
  if (!isExample) return 'SANDBOX';
  return isAtTheEnd ? 'EXAMPLE → SANDBOX' : 'EXAMPLE';
}

const searchedIn = ({ open, searched }: ScreenState) =>
  (open?.kind === 'search' ? open.field.text : searched).toLowerCase();

function besideOf(state: ScreenState, view: View): Beside {
  const { step } = state;
  const texts = view.textsOf(step);
  const { position } = cursorOf(state, view);
  const shown = position && bytesShown(view.facts, position.value);
  if (!texts) return view.besideOf(step) === 'bytes' ? { kind: 'bytes', shown } : { kind: 'nothing' };
  const titles = { page: texts.sides[SIDE_OF_PANE.page].title, beside: texts.sides[SIDE_OF_PANE.beside].title };
  return { kind: 'text', rows: view.rowsOf(step, 'beside'), cursor: cursorIn(state, view, 'beside'), titles, shown };
}

/** Returns the bytes that edits changed or, of two texts, those that differ. */
function changedBytes({ step }: ScreenState, view: View): Changed {
  const texts = view.textsOf(step);
  return texts ? differingBytes(texts) : changedIn(view);
}

/**
 * Returns the inspector: the step's own text, or the byte under the cursor. After the byte, the last step always shows
 * the two signatures.
 */
function inspectorIn(state: ScreenState, view: View): Inspector | null {
  const own = ownWords(state, view);
  const found = own ?? byteInspector(state, view);
  // No address is shown on a projector, where it cannot be opened.
  const shown = found && view.regions.layout === 'projector' ? { ...found, see: null } : found;
  const signatures = own ? [] : signatureRows(state, view);
  if (signatures.length === 0) return shown;
  const { rows, ...rest } = shown ?? NO_BYTE;
  const before = Math.max(view.regions.inspectorHeight - signatures.length, 0);
  return { ...rest, rows: [...rows.slice(0, before), ...signatures] };
}

const NO_BYTE: Inspector = { letter: null, title: '', at: [], rows: [], see: null };

function byteInspector(state: ScreenState, view: View): Inspector | null {
  const { facts, places } = view;
  const { position, row } = cursorOf(state, view);
  const texts = view.textsOf(state.step);
  const shown = rowsShown(state, view)[row] ?? null;
  if (!texts) {
    const stage = facts.trace.stages[state.step]?.id ?? null;
    if (position) return inspectorOf(facts, places, position, shown, stage);
    return inspectorOfLine(shown?.explains ?? null, shown?.origin ?? null);
  }
  const other = cursorIn(state, view, state.pane === 'page' ? 'beside' : 'page').position;
  const at = position ?? other;
  if (!at) return inspectorOfLine(null, shown?.origin ?? null);
  return sideOf(texts, at.value) === null
    ? inspectorOf(facts, places, at, shown)
    : inspectorOfTwo(facts, places, { texts, at });
}

function noticeOf(state: ScreenState, view: View): Run[] | null {
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

interface Change {
  readonly left: readonly Run[];
  /** Titles for the right end, the longest first. */
  readonly right: readonly string[];
  /** The text that is shown if there is no rule above the keys; empty if there is nothing to say. */
  readonly short: string;
}

/**
 * Describes the changes that edits have made since the walk began, including the number of changed bits in the
 * signature.
 */
function changeOf(state: ScreenState, view: View): Change | null {
  const { changes } = view;
  if (!changes) return null;
  // An edit may change only the destination of the request.
  if (countOf(changes) === 0) return null;
  const steps = changedSteps(view);
  const numbers = [...steps].map((step) => step + 1).join(' ');
  // The response is not compared with an earlier one.
  const isCompared = view.facts.trace.stages[state.step]?.id !== RESPONSE_BYTES_STAGE.id;
  const here = isCompared && !steps.has(state.step) && !isWholeShown(state, view) ? ', not here' : '';
  const left: Run[] = [
    { text: `~ changed: ${steps.size === 1 ? 'step' : 'steps'} ${numbers}${here}`, meaning: 'name' },
  ];
  if (changes.flippedBits === null) return { left, right: [], short: '' };
  const short = flippedShort(view);
  const bits = `${changes.flippedBits} of ${SIGNATURE_BITS} bits of the signature flipped`;
  return {
    left,
    right: [`${differenceBar(changes.flippedBits)} ${bits}`, bits, flippedShort(view, 'signature bits').slice(2)],
    short,
  };
}

const stepsOfViews = new WeakMap<View, ReadonlySet<number>>();

/** Returns the indexes of the steps that show changed bytes, or a value from which only whole lines were removed. */
function changedSteps(view: View): ReadonlySet<number> {
  const known = stepsOfViews.get(view);
  if (known) return known;
  const changed = changedIn(view);
  const hasLost = (value: string) => changed.get(value)?.length === 0;
  const isChanged = (row: Row) => isChangedRow(row, changed) || row.glyphs.some(({ at }) => at && hasLost(at.value));
  const steps = view.facts.trace.stages.flatMap(({ id }, step) =>
    id !== RESPONSE_BYTES_STAGE.id && view.rowsOf(step).some(isChanged) ? [step] : [],
  );
  const found = new Set(steps);
  stepsOfViews.set(view, found);
  return found;
}

const changedIn = ({ changes }: View): Changed => changes?.changed ?? NOTHING_CHANGED;

const countOf = ({ changed, added, removed }: NonNullable<View['changes']>) =>
  changed.size + added.length + removed.length;

/**
 * Returns a short text that says how many bits of the signature were flipped by edits, or an empty string if nothing
 * has changed.
 */
export const flippedShort = ({ changes }: View, unit = 'bits'): string =>
  changes === null || changes.flippedBits === null ? '' : `~ ${changes.flippedBits} of ${SIGNATURE_BITS} ${unit}`;

const problemRuns = (problems: readonly Problem[]): Run[] => [
  words(printable(problems.map(({ says, fix }) => `${says} ${fix}`).join(' '))),
];

const GAP = '   ';

const NOTHING_CHANGED: Changed = new Map();

const PROMPTS: Partial<Readonly<Record<Open['kind'], (state: ScreenState) => string>>> = {
  palette: () => ':',
  offset: () => '@ offset ',
  'own-request': () => 'Paste or type a URL, a curl command, or a request: ',
  confirm: (state) => confirmationPrompt(state),
};

/** Asks the user to type the method before a request that changes something is sent over the network. */
function confirmationPrompt({ walk }: ScreenState): string {
  const { trace, body } = walk.facts;
  const head = trace.values.find(({ id }) => id === 'signed-request')?.bytes.octets ?? '';
  const method = head.slice(0, head.indexOf(' ')).toLowerCase();
  return `type ${method} to send ${(head.length + body.length).toLocaleString('en-US')} bytes: `;
}
