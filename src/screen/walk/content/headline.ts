/** Says in the first row what the walk is about, and whether its request can be signed. */
import type { EditProblem } from '../../../app/walks/shown-walk.ts';
import type { Problem } from '../../../bytes/problem.ts';
import { remembered } from '../../../trace/remembered.ts';
import { printable } from '../../../views/characters/visible.ts';
import type { WalkFacts } from '../../../views/facts.ts';
import { headlineParts, isDocumentedExample } from '../../../views/headline.ts';
import { type Run, words } from '../../../views/page.ts';
import { verdict } from '../../../views/walk-pages.ts';
import type { Headline } from '../../components/frame/headline.ts';
import { inputIds, inputLabel } from '../fields/inputs.ts';
import type { View } from '../view.ts';
import { isLive, liveTarget, type WalkState } from '../walk-state.ts';
import { countOf } from './changes.ts';

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
export function headlineOf(state: WalkState, view: View): Headline {
  const { facts } = view;
  const { trace } = facts;
  const target = liveTarget(state);
  if (target && isLive(state)) return liveHeadline(facts, target);
  const problem = state.editing?.problem;
  const own = verdict(facts);
  const isLoud = own.meaning === 'differs' || trace.purpose !== 'sign';
  const parts = problem ? heldParts(state, problem) : isLoud ? [[own]] : partsOf(facts);
  return { subject: subjectOf(facts), parts, state: stateWord(state, view) };
}

const partsOf = remembered(headlineParts);

/** The request that a verdict is about, if it is verified or broken on purpose; `undefined` for other walks. */
const subjectOf = (facts: WalkFacts): Run[] | undefined =>
  facts.trace.purpose === 'verify' || facts.breaks.length > 0 ? partsOf(facts)[0] : undefined;

/** Names the fields that cannot be signed, and says that the steps are those of another request. */
function heldParts(state: WalkState, problem: EditProblem): Run[][] {
  const fields = problemsInOrder(state, problem).map((each) => fieldOf(state, each));
  const text = `✗ invalid ${[...new Set(fields)].join(', ')}: the last valid request is shown`;
  return [[{ text, meaning: 'differs' }], [words(printable(problem.says))]];
}

function fieldOf({ editing }: WalkState, { where }: Problem): string {
  const inputs = editing?.history.present;
  const id = inputs && inputIds(inputs).find((one) => one === where?.value);
  return id ? inputLabel(inputs, id) : 'request';
}

/** Returns the problems of all fields. The problem of the field that is being edited comes first. */
function problemsInOrder({ open }: WalkState, problem: EditProblem): readonly Problem[] {
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

function stateWord(state: WalkState, { facts, changes }: View): string {
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

/** Says all problems of an edit whole; `null` if it can be signed. */
export function problemOf(state: WalkState): Run[] | null {
  const problem = state.editing?.problem;
  if (!problem) return null;
  const problems = problemsInOrder(state, problem);
  return [words(printable(problems.map(({ says, fix }) => `${says} ${fix}`).join(' ')))];
}
