/** Contains the state of the first page of a diagnosis, its reducer, and the keys that have an effect. */
import type { KeyMode } from '../../app/keys/key-binding.ts';
import { actionOfKey, type KeyAction } from '../../app/keys/keys.ts';
import { INTERRUPTED } from '../../app/options/command.ts';
import type { ShownWalk } from '../../app/walks/shown-walk.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import { nothingOut, type RuledOut, ruledOutAfter } from '../../views/diagnosis/after-answer.ts';
import { diagnosisView } from '../../views/diagnosis/diagnosis-view.ts';
import type { FixTrial } from '../../views/diagnosis/fix-trial.ts';
import { requireDiagnosis } from '../../views/facts.ts';
import type { KeysNow } from '../footer-keys.ts';
import { afterKeyInHelp, type CoveredByHelp, isOfferedInHelp } from '../help.ts';
import { doesNothing, moveIndex, to } from '../reducing.ts';
import type { Ending, Next, ScreenRoom, ShellEvent, UserEvent } from '../session-description.ts';

export interface DiagnosisState extends CoveredByHelp {
  readonly walk: ShownWalk;
  /** The zero-based index of the selected cause. */
  readonly index: number;
  /** The index of the line of the fix that is shown, among those of the selected cause. */
  readonly client: number;
  /** What became of the fix of the selected cause; `null` if it was not tried. */
  readonly trial: FixTrial | 'sending' | null;
  /** The suspects that the answers took away. */
  readonly out: readonly RuledOut[];
  /** The page below this one, to which the user can go back; `null` if leaving ends the program. */
  readonly below: 'walk' | 'paste' | null;
  /** A word for the place to which leaving returns; `null` if leaving ends the program. */
  readonly home: string | null;
  readonly ending: Ending | null;
}

export type DiagnosisEffect =
  | { readonly kind: 'replay'; readonly name: string }
  /** Tries the fix of the cause with this index. */
  | { readonly kind: 'try-fix'; readonly cause: number }
  /** Opens the walk of the diagnosis itself, at the stage with this ID. */
  | { readonly kind: 'walk'; readonly stage: string }
  | { readonly kind: 'paste-more'; readonly text: string | null }
  | { readonly kind: 'copy' }
  /** Opens the export of the diagnosis; `null` lets the user choose the kind of file. */
  | { readonly kind: 'export'; readonly what: 'report' | null };

/** The result of trying the fix of the cause with this index. */
export interface FixTried {
  readonly kind: 'tried';
  readonly walk: ShownWalk;
  readonly cause: number;
  readonly result: FixTrial | Problem;
}

type DiagnosisNext = Next<DiagnosisState, DiagnosisEffect>;

const say = (state: DiagnosisState, notice: string): DiagnosisNext => to(state, { notice });
const leave = (state: DiagnosisState, ending: Ending): DiagnosisNext => to(state, { ending });

export function nextDiagnosis(
  state: DiagnosisState,
  event: FixTried | UserEvent | ShellEvent,
  room: ScreenRoom,
): DiagnosisNext {
  switch (event.kind) {
    case 'tried':
      return afterTrial(state, event);
    case 'key':
      return afterKey({ ...state, notice: null }, event.key, room);
    case 'paste':
      return pasteMore(state, event.text);
    case 'notice':
      return say(state, event.text);
    case 'returned':
      return event.ending === 'back' ? to(state) : leave(state, event.ending);
    default:
      return to(state);
  }
}

/** Returns what the page says. */
export const viewIn = ({ walk }: DiagnosisState) => diagnosisView(requireDiagnosis(walk.facts));

export const CAUSES_MODES = ['question', 'causes', 'diagnosis'] as const;

function modeOf(state: DiagnosisState): KeyMode {
  if (state.help !== null) return 'list';
  const { question, answers } = viewIn(state);
  // After the last question, y does not begin to copy: it was just an answer.
  return state.walk.answered && (question || answers.size > 0) ? 'question' : 'causes';
}

function afterKey(state: DiagnosisState, key: string, room: ScreenRoom): DiagnosisNext {
  const { help, below, walk } = state;
  const action = actionOfKey(key, modeOf(state));
  if (action === 'interrupt') return leave(state, INTERRUPTED);
  if (help !== null) return to(afterKeyInHelp(state, key, CAUSES_MODES, room));
  switch (action) {
    case 'leave':
      return leave(state, 0);
    case 'undo':
      return below === null ? say(state, 'There is nothing to go back to.') : leave(state, 'back');
    case 'help':
      return to(state, { help: 0 });
    case 'line-down':
    case 'line-up': {
      const { causes } = viewIn(state);
      const index = moveIndex(state.index, action, Math.max(causes.length, 1), 1);
      return to(index === state.index ? state : { ...state, client: 0, trial: null, index });
    }
    case 'replay':
      return replayMistake(state);
    case 'try-fix':
      return tryFix(state);
    case 'next-program':
      return linesIn(state).length > 1 ? to(state, { client: state.client + 1 }) : openTexts(state);
    case 'next-pane':
      return openTexts(state);
    case 'all':
      return to(state, {}, { kind: 'walk', stage: 'causes' });
    case 'paste-more':
      return below === 'paste' ? leave(state, 'back') : pasteMore(state, null);
    case 'answer':
      return answerQuestion(state, ANSWERS[key]);
    case 'copy':
      return to(state, {}, { kind: 'copy' });
    case 'export':
    case 'report':
      return walk.exports === null
        ? say(state, 'No file can be written from here.')
        : to(state, {}, { kind: 'export', what: action === 'report' ? 'report' : null });
    default:
      return say(state, doesNothing(key));
  }
}

/** Returns the keys that have an effect now. The ways back are always offered. */
export const keysOfDiagnosis = (state: DiagnosisState): KeysNow => ({
  mode: modeOf(state),
  isOffered: state.help === null ? ({ action }) => OFFERED[action]?.(state) ?? true : isOfferedInHelp,
  named: (key) =>
    key.action === 'leave' && state.home !== null ? { ...key, footer: ['q', `to the ${state.home}`] } : key,
  isFirst: ({ action }) => action === 'undo' || (action === 'leave' && state.home !== null),
});

/** When keys have an effect that does not always have one. */
const OFFERED: { readonly [Action in KeyAction]?: (state: DiagnosisState) => boolean } = {
  answer: (state) => viewIn(state).question !== null,
  replay: (state) => viewIn(state).causes.some(({ replay }) => replay !== null),
  'try-fix': canBeTried,
  'next-program': (state) => linesIn(state).length > 1,
  'next-pane': (state) => viewIn(state).textsAt !== null,
  'line-down': (state) => viewIn(state).causes.length > 1,
  undo: ({ below }) => below !== null,
  'paste-more': ({ walk, below }) => walk.pasteMore !== null || below === 'paste',
};

function pasteMore(state: DiagnosisState, text: string | null): DiagnosisNext {
  if (state.walk.pasteMore === null) return say(state, 'Nothing can be added to this diagnosis.');
  return to(state, {}, { kind: 'paste-more', text });
}

/** Returns the lines of the fix of the selected cause. */
const linesIn = (state: DiagnosisState) => viewIn(state).causes[state.index]?.lines ?? [];

const ANSWERS: Readonly<Record<string, 'yes' | 'no' | 'unknown'>> = {
  y: 'yes',
  n: 'no',
  u: 'unknown',
  '+': 'yes',
  '-': 'no',
  '0': 'unknown',
};

/** Answers the open question, ranks the suspects again, and says which of them the answer took away. */
function answerQuestion(state: DiagnosisState, given: (typeof ANSWERS)[string] | undefined): DiagnosisNext {
  const { answers, question, suspects: before } = viewIn(state);
  if (!question) return say(state, 'No question is open. Y copies the report.');
  const said = given && ([question.id, given] as const);
  const walk = said && state.walk.answered?.(new Map([...answers, said]));
  if (!said || !walk) return to(state);
  const answered = { ...state, walk, index: 0, client: 0, trial: null };
  const out = ruledOutAfter(state.out, { before, after: viewIn(answered).suspects }, said);
  return to(answered, { out, notice: nothingOut(state.out, out, said) });
}

/** Returns whether the fix of the selected cause can be tried. */
export function canBeTried(state: DiagnosisState): boolean {
  return state.walk.tryFix !== null && viewIn(state).causes[state.index]?.canBeTried === true;
}

/** Tries the fix; again, shows what was sent. */
function tryFix(state: DiagnosisState): DiagnosisNext {
  if (state.trial !== null && state.trial !== 'sending') return to(state, { trial: null });
  if (!canBeTried(state)) return say(state, 'This fix cannot be tried here, because it does not change the signature.');
  if (state.trial === 'sending') return to(state);
  return to(state, { trial: 'sending' }, { kind: 'try-fix', cause: state.index });
}

/** Shows what became of the fix, unless another cause was selected in the meantime. */
function afterTrial(state: DiagnosisState, { walk, cause, result }: FixTried): DiagnosisNext {
  if (state.walk !== walk || state.index !== cause || state.trial !== 'sending') return to(state);
  return isProblem(result)
    ? say({ ...state, trial: null }, `${result.says} ${result.fix}`)
    : to(state, { trial: result });
}

/** Opens the replay of the selected mistake. If the mistake was not reproduced, opens both texts. */
function replayMistake(state: DiagnosisState): DiagnosisNext {
  const name = viewIn(state).causes[state.index]?.replay ?? null;
  return name === null ? openTexts(state) : to(state, {}, { kind: 'replay', name });
}

function openTexts(state: DiagnosisState): DiagnosisNext {
  const stage = viewIn(state).textsAt;
  if (stage === null) return say(state, 'Neither side quotes its text: paste the response, or a log.');
  return to(state, {}, { kind: 'walk', stage });
}
