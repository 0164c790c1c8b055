/** The state as what is to be drawn. */
import { KEYS, type KeyBinding } from '../../commands/keys.ts';
import type { WalkInputs } from '../../commands/walk-inputs.ts';
import { byteCard, rangeInWords } from '../../pages/byte-card.ts';
import { cardOfTwo } from '../../pages/card-of-two.ts';
import { outcomeRun } from '../../pages/exchange-outcome.ts';
import type { WalkFacts } from '../../pages/facts.ts';
import { aside, type Run, words } from '../../pages/page.ts';
import { bytesShown } from '../../pages/shown-bytes.ts';
import { differingBytes, sideOf } from '../../pages/two-texts.ts';
import { visibleText } from '../../pages/visible.ts';
import { verdict } from '../../pages/walk-pages.ts';
import { progressText } from '../../render/progress-text.ts';
import type { ListContent, ScreenContent } from '../../render/screen/screen-content.ts';
import { SIDE_OF_PANE } from '../../render/screen/text-rows.ts';
import { SIGNATURE_BITS } from '../../trace/changes.ts';
import { fieldRuns } from './field-runs.ts';
import { helpItems } from './help.ts';
import { inputLabel, inputNames, inputText, isSecretInput } from './inputs.ts';
import { paletteCommands } from './palette.ts';
import { canDiagnose, canSend, keyMode, type Open, type ScreenState, walkMode } from './screen-state.ts';
import { cursorIn, cursorOf, leadsTo, type View } from './view.ts';

/** What is done with the request of a trace. */
const MODES: Readonly<Record<WalkFacts['trace']['purpose'], string>> = {
  sign: 'SIGN',
  verify: 'VERIFY',
  diagnose: 'DIAGNOSE',
  replay: 'REPLAY',
};

export function contentOf(state: ScreenState, view: View): ScreenContent {
  const { facts, places, rowsOf } = view;
  return {
    verdict: [{ text: `${MODES[facts.trace.purpose]}  `, meaning: 'name' }, verdictOf(state, view)],
    titles: facts.trace.stages.map(({ title }) => title),
    step: state.step,
    rows: rowsOf(state.step),
    cursor: cursorIn(state, view, 'page'),
    places,
    pane: state.pane,
    ...besideOf(state, view),
    card: cardOf(state, view),
    notice: noticeOf(state, view.regions.width),
    list: state.open && listOf(state.open, state, view),
    footer: footerOf(state, view),
  };
}

/** The bytes of the value, or the other text, and what of it is marked. */
function besideOf(state: ScreenState, view: View): Pick<ScreenContent, 'beside' | 'changed'> {
  const { step } = state;
  const texts = view.textsOf(step);
  if (!texts) {
    const { position } = cursorOf(state, view);
    const shown = position && bytesShown(view.facts, position.value);
    const beside = view.besideOf(step) === 'bytes' ? { kind: 'bytes' as const, shown } : { kind: 'nothing' as const };
    return { beside, changed: view.changes?.changed ?? NOTHING_CHANGED };
  }
  const titles = { page: texts.sides[SIDE_OF_PANE.page].title, beside: texts.sides[SIDE_OF_PANE.beside].title };
  return {
    beside: { kind: 'text', rows: view.rowsOf(step, 'beside'), cursor: cursorIn(state, view, 'beside'), titles },
    changed: differingBytes(texts),
  };
}

/** Of two texts, that of both bytes. */
function cardOf(state: ScreenState, view: View): ScreenContent['card'] {
  const { facts, places } = view;
  const { position } = cursorOf(state, view);
  const texts = view.textsOf(state.step);
  if (!texts) return position && byteCard(facts, places, position);
  const other = cursorIn(state, view, state.pane === 'page' ? 'beside' : 'page').position;
  const at = position ?? other;
  return at && sideOf(texts, at.value) !== null
    ? cardOfTwo(facts, places, { texts, at })
    : at && byteCard(facts, places, at);
}

function noticeOf({ open, notice, sending, editing }: ScreenState, width: number): Run[] | null {
  if (open?.kind === 'edit') return editing && editRuns(open, editing.history.present, width);
  if (open && 'field' in open) return fieldRuns(PROMPTS[open.kind], open.field, width);
  if (sending.kind === 'sending') return [words(progressText(sending.reports))];
  return notice === null ? null : [words(notice)];
}

/** What is wrong with what is typed comes first, then what the server said to it, then what an edit has changed. */
function verdictOf({ editing }: ScreenState, { facts, changes }: View): Run {
  if (editing?.problem) {
    const { says, mend } = editing.problem;
    return { text: `✗ not signed: ${visibleText(`${says} ${mend}`)}`, meaning: 'differs' };
  }
  if (facts.exchange && !facts.verification) return outcomeRun(facts.exchange);
  if (!changes) return verdict(facts);
  const count = changes.changed.size + changes.added.length + changes.removed.length;
  const bits =
    changes.flippedBits === null ? '' : `; ${changes.flippedBits} of ${SIGNATURE_BITS} signature bits flipped`;
  return { text: `changed: ${count} ${count === 1 ? 'value' : 'values'}${bits}`, meaning: 'name' };
}

const NOTHING_CHANGED: ScreenContent['changed'] = new Map();

const PROMPTS = { search: '/', palette: ':', offset: '@ offset ' } as const;

/** A secret is shown as one `*` a character. */
function editRuns({ input, field }: Extract<Open, { kind: 'edit' }>, inputs: WalkInputs, width: number): Run[] {
  const shown = isSecretInput(inputs, input) ? { ...field, text: '*'.repeat(field.text.length) } : field;
  return fieldRuns(`${inputLabel(inputs, input)} `, shown, width);
}

function listOf(open: Open, state: ScreenState, { facts }: View): ListContent | null {
  const { editing } = state;
  switch (open.kind) {
    case 'inputs':
      return editing && { title: 'Edit', items: inputItems(editing.history.present), index: open.index };
    case 'help':
      return { title: 'Keys', items: helpItems(), index: open.index };
    case 'ranges':
      return {
        title: open.title,
        items: open.ranges.map((range) => [words(rangeInWords(facts.trace, range)), aside(`  ${range.says}`)]),
        index: open.index,
      };
    case 'palette':
      return {
        title: 'Commands',
        items: paletteCommands(open.field.text, walkMode(state)).map(commandItem),
        index: open.index,
      };
    default:
      return null;
  }
}

function inputItems(inputs: WalkInputs): Run[][] {
  return inputNames(inputs).map((name) => {
    const text = inputText(inputs, name);
    const shown = isSecretInput(inputs, name) ? '*'.repeat(text.length) : visibleText(text);
    return [{ text: inputLabel(inputs, name).padEnd(NAME_WIDTH), meaning: 'name' }, words(shown)];
  });
}

/** The columns of a name and of its keys. */
const NAME_WIDTH = 18;
const KEY_WIDTH = 11;

const commandItem = ({ action, shown, says }: KeyBinding): Run[] => [
  { text: action.replaceAll('-', ' ').padEnd(NAME_WIDTH), meaning: 'name' },
  words(shown.padEnd(KEY_WIDTH)),
  aside(says),
];

/** As many keys as fit, in the order of the table: first those of this moment, then those that a newcomer needs. */
function footerOf(state: ScreenState, view: View): Run[] {
  const { regions } = view;
  const offered = KEYS.filter((binding) => binding.footer && isOffered(binding, state, view));
  const isPressing = ({ action }: KeyBinding) =>
    ALWAYS_THERE.has(action) || (action === 'next-pane' && view.besideOf(state.step) === 'text');
  const byWeight = [...offered.filter(isPressing), ...offered.filter((binding) => !isPressing(binding))];
  const kept = new Set<KeyBinding>();
  // Behind the last one there is no gap.
  let room = regions.width + GAP.length;
  for (const binding of byWeight) {
    const length = footerText(binding).length + GAP.length;
    if (length > room) continue;
    room -= length;
    kept.add(binding);
  }
  return offered
    .filter((binding) => kept.has(binding))
    .flatMap(({ footer }, index): Run[] => [
      { text: `${index === 0 ? '' : GAP}${footer?.[0]}`, meaning: 'name' },
      { text: ` ${footer?.[1]}`, meaning: 'aside' },
    ]);
}

/** Where they are offered, there is room for them. */
const ALWAYS_THERE: ReadonlySet<KeyBinding['action']> = new Set(['undo', 'redo', 'diagnose', 'replay']);
const footerText = ({ footer }: KeyBinding) => footer?.join(' ') ?? '';

const GAP = '  ';

/** Whether a key does something now, so that the footer offers it. */
function isOffered({ action, modes }: KeyBinding, state: ScreenState, view: View): boolean {
  if (!modes.includes(keyMode(state))) return false;
  switch (action) {
    case 'next-pane':
      return view.besideOf(state.step) !== 'nothing';
    case 'next-stage':
      return state.step < state.cursors.length - 1;
    case 'previous-stage':
      return state.step > 0;
    case 'send':
      return canSend(state);
    case 'diagnose':
      return canDiagnose(state);
    case 'replay':
      return leadsTo(state, view) !== null;
    case 'edit':
    case 'redo':
      return state.editing !== null;
    case 'undo':
      return state.editing !== null || state.previous !== null;
    case 'stop-sending':
      return state.sending.kind === 'sending';
    default:
      return true;
  }
}
