import type { FilePayload, WalkInputs } from '../../app/editing/walk-inputs.ts';
import { textOfInput } from '../../app/editing/walk-inputs.ts';
import type { Problem } from '../../bytes/problem.ts';
import { byteCard, cardOfTwo, rangeInWords } from '../../pages/bytes/byte-card.ts';
import { bytesShown } from '../../pages/bytes/shown-bytes.ts';
import { printable } from '../../pages/characters/visible.ts';
import { differingBytes, sideOf } from '../../pages/diagnosis/two-texts.ts';
import { outcomeRun } from '../../pages/exchange-outcome.ts';
import type { WalkFacts } from '../../pages/facts.ts';
import { aside, type Run, words } from '../../pages/page.ts';
import { verdict } from '../../pages/walk-pages.ts';
import { progressText } from '../../render/progress-text.ts';
import type { ListContent } from '../../render/screen/fitted-rows.ts';
import { SIDE_OF_PANE } from '../../render/screen/page/page-parts.ts';
import type { ScreenContent } from '../../render/screen/screen-content.ts';
import { SIGNATURE_BITS } from '../../trace/changes.ts';
import { helpList } from '../help.ts';
import { inputIds, inputLabel, isSecretInput } from './fields/inputs.ts';
import { fieldRuns } from './fields/text-field.ts';
import { footerOf } from './footer.ts';
import { type PaletteItem, paletteItems } from './palette.ts';
import type { Open, ScreenState } from './screen-state.ts';
import { cursorIn, cursorOf, rowsShown, type View } from './view.ts';

const MODES: Readonly<Record<WalkFacts['trace']['purpose'], string>> = {
  sign: 'SIGN',
  verify: 'VERIFY',
  diagnose: 'DIAGNOSE',
  replay: 'REPLAY',
};

export function contentOf(state: ScreenState, view: View): ScreenContent {
  const { facts, places } = view;
  return {
    verdict: [{ text: `${MODES[facts.trace.purpose]}  `, meaning: 'name' }, verdictOf(state, view)],
    titles: facts.trace.stages.map(({ title }) => title),
    step: state.step,
    rows: rowsShown(state, view, 'page'),
    cursor: cursorIn(state, view, 'page'),
    places,
    pane: state.pane,
    ...besideOf(state, view),
    card: cardOf(state, view),
    problem: state.editing?.problem ? problemRuns(state.editing.problem) : null,
    notice: noticeOf(state, view.regions.width),
    list: state.open && listOf(state.open, state, view),
    footer: footerOf(state, view),
  };
}

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

/**
 * Returns the verdict. A problem with the edited text comes first, then the response, then what the edits have changed.
 */
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

const problemRuns = ({ says, fix }: Problem): Run[] => [words(printable(`${says} ${fix}`))];

const NOTHING_CHANGED: ScreenContent['changed'] = new Map();

const PROMPTS = { search: '/', palette: ':', offset: '@ offset ' } as const;

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
      return helpList(open.index);
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
  return inputIds(inputs).map((name) => {
    const text = textOfInput(inputs, name);
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
