/** The state as what is to be drawn. */
import type { Problem } from '../../bytes/problem.ts';
import { KEYS, type KeyBinding } from '../../commands/keys.ts';
import type { FilePayload, WalkInputs } from '../../commands/walk-inputs.ts';
import { byteCard, rangeInWords } from '../../pages/byte-card.ts';
import { outcomeRun } from '../../pages/exchange-outcome.ts';
import { aside, type Run, words } from '../../pages/page.ts';
import { bytesShown } from '../../pages/shown-bytes.ts';
import { printable } from '../../pages/visible.ts';
import { verdict } from '../../pages/walk-pages.ts';
import { progressText } from '../../render/progress-text.ts';
import { partOf } from '../../render/screen/cursor.ts';
import type { ListContent } from '../../render/screen/list-window.ts';
import type { ScreenContent } from '../../render/screen/screen-rows.ts';
import { SIGNATURE_BITS } from '../../trace/changes.ts';
import { fieldRuns } from './field-runs.ts';
import { HELP_KEY_WIDTH, helpItems } from './help.ts';
import { inputLabel, inputNames, inputText, isSecretInput } from './inputs.ts';
import { type PaletteItem, paletteItems } from './palette.ts';
import { canSend, keyMode, type Open, type ScreenState } from './screen-state.ts';
import { cursorOf, rowsShown, type View } from './view.ts';

export function contentOf(state: ScreenState, view: View): ScreenContent {
  const { facts, places } = view;
  const cursor = cursorOf(state, view);
  const { position } = cursor;
  const mode = facts.verification ? 'VERIFY' : 'SIGN';
  return {
    verdict: [{ text: `${mode}  `, meaning: 'name' }, verdictOf(state, view)],
    titles: facts.trace.stages.map(({ title }) => title),
    step: state.step,
    rows: rowsShown(state, view),
    cursor,
    places,
    changed: view.changes?.changed ?? NOTHING_CHANGED,
    bytes: position && bytesShown(facts, position.value),
    pane: state.pane,
    card: position && byteCard(facts, places, position),
    problem: state.editing?.problem ? problemRuns(state.editing.problem) : null,
    notice: noticeOf(state, view.regions.width),
    list: state.open && listOf(state.open, state, view),
    footer: footerOf(state, view),
  };
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
    return { text: `✗ not signed: ${printable(editing.problem.says)}`, meaning: 'differs' };
  }
  if (facts.exchange && !facts.verification) return outcomeRun(facts.exchange);
  if (!changes) return verdict(facts);
  const count = changes.changed.size + changes.added.length + changes.removed.length;
  const bits =
    changes.flippedBits === null ? '' : `; ${changes.flippedBits} of ${SIGNATURE_BITS} signature bits flipped`;
  return { text: `changed: ${count} ${count === 1 ? 'value' : 'values'}${bits}`, meaning: 'name' };
}

const problemRuns = ({ says, mend }: Problem): Run[] => [words(printable(`${says} ${mend}`))];

const NOTHING_CHANGED: ScreenContent['changed'] = new Map();

const PROMPTS = { search: '/', palette: ':', offset: '@ offset ' } as const;

/** A secret is shown as one `*` a character. */
function editRuns({ input, field }: Extract<Open, { kind: 'edit' }>, inputs: WalkInputs, width: number): Run[] {
  const shown = isSecretInput(inputs, input) ? { ...field, text: '*'.repeat(field.text.length) } : field;
  return fieldRuns(`${inputLabel(inputs, input)} `, shown, width);
}

function listOf(open: Open, state: ScreenState, view: View): ListContent | null {
  const { editing } = state;
  const { facts } = view;
  switch (open.kind) {
    case 'inputs':
      return (
        editing && {
          title: 'Edit',
          items: inputItems(editing.history.present, state.source.editor?.fromFiles ?? null),
          index: open.index,
          hanging: null,
        }
      );
    case 'help':
      return { title: 'Keys', items: helpItems(), index: open.index, hanging: HELP_KEY_WIDTH };
    case 'ranges':
      return {
        title: open.title,
        items: open.ranges.map((range) => [words(rangeInWords(facts.trace, range)), aside(`  ${range.says}`)]),
        index: open.index,
        hanging: null,
      };
    case 'palette':
      return paletteList(open.field.text, open.index, paletteItems(open.field.text, state, view));
    default:
      return null;
  }
}

function inputItems(inputs: WalkInputs, fromFiles: FilePayload | null): Run[][] {
  return inputNames(inputs).map((name) => {
    const text = inputText(inputs, name);
    const isMasked = isSecretInput(inputs, name) && text !== '';
    const shown = isMasked ? [aside('(masked) '), words('*'.repeat(text.length))] : [words(printable(text))];
    const remark = name === 'payload' ? payloadRemark(inputs, fromFiles) : [];
    return [{ text: inputLabel(inputs, name).padEnd(NAME_WIDTH), meaning: 'name' }, ...remark, ...shown];
  });
}

function payloadRemark({ payload }: WalkInputs, fromFiles: FilePayload | null): Run[] {
  if (payload === null) return [aside('(in the form, not edited here)')];
  return payload === fromFiles?.payload ? [aside(`(${fromFiles.length} bytes) `)] : [];
}

/** The columns of a name and of its keys. */
const NAME_WIDTH = 18;
const COMMAND_WIDTH = 23;
const KEY_WIDTH = 11;

function paletteList(text: string, index: number, found: readonly PaletteItem[]): ListContent {
  const title = found.length === 0 ? `There is no command "${printable(text)}".` : 'Commands';
  const items = found.map(({ name, shown, says }): Run[] => [
    { text: name.padEnd(COMMAND_WIDTH), meaning: 'name' },
    words(shown.padEnd(KEY_WIDTH)),
    aside(says),
  ]);
  return { title, items, index, hanging: null };
}

/** As many keys as fit, in the order of the table: first those that are always there, then those that a newcomer needs. */
function footerOf(state: ScreenState, view: View): Run[] {
  const { regions } = view;
  const usual = KEYS.filter((binding) => binding.footer && isOffered(binding, state));
  const offered = [...projectedKeys(state, view), ...usual];
  const byWeight = [...offered.filter(isAlwaysThere), ...offered.filter((binding) => !isAlwaysThere(binding))];
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

/** As long as there is another part of the page, which nothing else on a projector tells of. */
function projectedKeys(state: ScreenState, view: View): KeyBinding[] {
  if (view.regions.layout !== 'projector' || keyMode(state) !== 'walk') return [];
  const { part, count } = partOf(rowsShown(state, view), cursorOf(state, view));
  if (part === count - 1) return [];
  return KEYS.flatMap((binding) => (binding.projected ? [{ ...binding, footer: binding.projected }] : []));
}

const isAlwaysThere = ({ action, projected }: KeyBinding) =>
  action === 'undo' || action === 'redo' || projected !== undefined;
const footerText = ({ footer }: KeyBinding) => footer?.join(' ') ?? '';

const GAP = '  ';

/** Whether a key does something now, so that the footer offers it. */
function isOffered({ action, modes }: KeyBinding, state: ScreenState): boolean {
  if (!modes.includes(keyMode(state))) return false;
  switch (action) {
    case 'next-stage':
      return state.step < state.cursors.length - 1;
    case 'previous-stage':
      return state.step > 0;
    case 'send':
      return canSend(state);
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
