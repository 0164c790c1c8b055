/** Contains the reducer of the first page of a diagnosis. */

import { actionOfKey } from '../../app/keys/keys.ts';
import { INTERRUPTED } from '../../app/options/command.ts';
import type { ShownWalk } from '../../app/walks/shown-walk.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import type { Answer, Answers } from '../../suspects/questions.ts';
import { replayOf } from '../../views/diagnosis/cause-view.ts';
import { requireDiagnosis } from '../../views/facts.ts';
import { doesNothing } from '../does-nothing.ts';
import { afterKeyInHelp } from '../help.ts';
import { moveIndex } from '../move-index.ts';
import type { Next, ScreenRoom, ShellEvent, UserEvent } from '../session-description.ts';
import { causesKeyMode, type DiagnosisState } from './diagnosis-state.ts';

export type DiagnosisEvent =
  | { readonly kind: 'walk-opened'; readonly found: ShownWalk | Problem }
  | { readonly kind: 'answered'; readonly walk: ShownWalk };

export type DiagnosisEffect =
  | { readonly kind: 'replay'; readonly name: string }
  /** Opens the walk of the diagnosis itself, at the stage with this ID. */
  | { readonly kind: 'walk'; readonly stage: string }
  | { readonly kind: 'open'; readonly walk: ShownWalk }
  | { readonly kind: 'paste-more'; readonly text: string | null }
  | { readonly kind: 'answer'; readonly answers: Answers }
  | { readonly kind: 'copy' }
  /** Opens the export of the diagnosis; `null` lets the user choose the kind of file. */
  | { readonly kind: 'export'; readonly what: 'report' | null }
  | { readonly kind: 'suspend' };

type DiagnosisNext = Next<DiagnosisState, DiagnosisEffect>;

const stateOnly = (state: DiagnosisState): DiagnosisNext => ({ state, effects: [] });
const say = (state: DiagnosisState, notice: string) => stateOnly({ ...state, notice });

export function nextDiagnosis(
  state: DiagnosisState,
  event: DiagnosisEvent | UserEvent | ShellEvent,
  room: ScreenRoom,
): DiagnosisNext {
  switch (event.kind) {
    case 'key':
      return afterKey({ ...state, notice: null }, event.key, room);
    case 'paste':
      return pasteMore(state, event.text);
    case 'walk-opened':
      return isProblem(event.found)
        ? say(state, `${event.found.says} ${event.found.fix}`)
        : { state, effects: [{ kind: 'open', walk: event.found }] };
    case 'answered':
      return stateOnly({ ...state, walk: event.walk, index: 0 });
    case 'notice':
      return say(state, event.text);
    case 'returned':
      return stateOnly(event.ending === 'back' ? state : { ...state, ending: event.ending });
    default:
      return stateOnly(state);
  }
}

function pasteMore(state: DiagnosisState, text: string | null): DiagnosisNext {
  if (state.walk.pasteMore === null) return say(state, 'Nothing can be added to this diagnosis.');
  return { state, effects: [{ kind: 'paste-more', text }] };
}

function afterKey(state: DiagnosisState, key: string, room: ScreenRoom): DiagnosisNext {
  const action = actionOfKey(key, causesKeyMode(state));
  if (action === 'interrupt') return stateOnly({ ...state, ending: INTERRUPTED });
  if (action === 'suspend') return { state, effects: [{ kind: 'suspend' }] };
  if (state.help !== null) return stateOnly(afterKeyInHelp(state, key, CAUSES_MODES, room));
  switch (action) {
    case 'leave':
      return stateOnly({ ...state, ending: 0 });
    case 'undo':
      return state.below === null
        ? say(state, 'There is nothing to go back to.')
        : stateOnly({ ...state, ending: 'back' });
    case 'help':
      return stateOnly({ ...state, help: 0 });
    case 'line-down':
    case 'line-up': {
      const { findings } = requireDiagnosis(state.walk.facts);
      return stateOnly({ ...state, index: moveIndex(state.index, action, Math.max(findings.length, 1), 1) });
    }
    case 'replay':
      return walkToIt(state);
    case 'next-pane':
      return bothTexts(state);
    case 'all':
      return { state, effects: [{ kind: 'walk', stage: 'causes' }] };
    case 'paste-more':
      return state.below === 'paste' ? stateOnly({ ...state, ending: 'back' }) : pasteMore(state, null);
    case 'answer':
      return answerQuestion(state, key);
    case 'copy':
      return { state, effects: [{ kind: 'copy' }] };
    case 'export':
    case 'report':
      return state.walk.exports === null
        ? say(state, 'No file can be written from here.')
        : { state, effects: [{ kind: 'export', what: action === 'report' ? 'report' : null }] };
    default:
      return say(state, doesNothing(key));
  }
}

export const CAUSES_MODES = ['question', 'causes', 'diagnosis'] as const;

const ANSWERS: Readonly<Record<string, Answer>> = { '+': 'yes', '-': 'no', '0': 'unknown' };

/** Answers the open question and ranks the suspects again. */
function answerQuestion(state: DiagnosisState, key: string): DiagnosisNext {
  const questions = requireDiagnosis(state.walk.facts).suspects?.questions ?? [];
  const open = questions.find(({ answer }) => answer === null);
  const given = ANSWERS[key];
  if (!open || !given) return stateOnly(state);
  const before = questions.flatMap(({ id, answer }) => (answer === null ? [] : [[id, answer] as const]));
  return { state, effects: [{ kind: 'answer', answers: new Map([...before, [open.id, given]]) }] };
}

/** Opens the replay of the selected mistake. If the mistake was not reproduced, opens both texts. */
function walkToIt(state: DiagnosisState): DiagnosisNext {
  const finding = requireDiagnosis(state.walk.facts).findings[state.index];
  if (!finding || finding.side === null) return bothTexts(state);
  return { state, effects: [{ kind: 'replay', name: replayOf(state.index) }] };
}

function bothTexts(state: DiagnosisState): DiagnosisNext {
  const { compared, texts } = requireDiagnosis(state.walk.facts);
  const stage = compared?.text.id ?? texts[0]?.text;
  if (stage === undefined) return say(state, 'Neither side quotes its text: paste the answer, or a log.');
  return { state, effects: [{ kind: 'walk', stage }] };
}
