/**
 * Describes the first page of a diagnosis as a session. The texts of both sides and the replays open on top of the
 * page.
 */
import type { ShownWalk } from '../../app/walks/shown-walk.ts';
import { isProblem } from '../../bytes/problem.ts';
import { railInWords } from '../../layout/rail/rail-in-text.ts';
import { spokenText } from '../../layout/shown-glyphs.ts';
import { reportText } from '../../outputs/plain/plain-text.ts';
import type { LineForProgram } from '../../views/diagnosis/cause-view.ts';
import { reportOf, selectedIn } from '../../views/diagnosis/diagnosis-view.ts';
import { trialInWords } from '../../views/diagnosis/trial/fix-trial.ts';
import { requireDiagnosis } from '../../views/facts.ts';
import { announcers } from '../components/spoken.ts';
import { describeExport } from '../exports/describe-export.tsx';
import { helpItems } from '../help.ts';
import { describePaste } from '../paste/describe-paste.tsx';
import type { Outside, SessionDescription } from '../session-description.ts';
import { describeWalk } from '../walk/describe-walk.tsx';
import type { WalkOpening } from '../walk/events.ts';
import { Diagnosis } from './diagnosis.tsx';
import {
  CAUSES_MODES,
  type DiagnosisEffect,
  type DiagnosisState,
  type FixTried,
  keysOfDiagnosis,
  nextDiagnosis,
  viewIn,
} from './next-diagnosis.ts';

type DiagnosisDescription = SessionDescription<DiagnosisState, FixTried, DiagnosisEffect>;

/** Describes the page of a walk whose facts are a diagnosis. */
export function describeDiagnosis(walk: ShownWalk, opening: WalkOpening = {}): DiagnosisDescription {
  const { below = null, home = null, notice = null } = opening;
  return {
    first: () => ({
      state: { walk, index: 0, client: 0, trial: null, out: [], below, home, help: null, notice, ending: null },
      effects: [],
    }),
    reduce: nextDiagnosis,
    draw: (state, room) => <Diagnosis state={state} room={room} />,
    ...announcers(
      (state: DiagnosisState) => ({ lines: linesToHear(state), isHelp: state.help !== null }),
      keysOfDiagnosis,
    ),
    ending: ({ ending }) => ending,
    carryOut: (effect, state, outside) => carryOut(effect, state, outside, opening),
  };
}

function linesToHear(state: DiagnosisState): string[] {
  const { index, client, trial, out, help, notice } = state;
  if (help !== null) return helpItems(CAUSES_MODES).map(spokenText);
  const view = viewIn(state);
  const { about, sure, verdict, suspects, question, comparison } = view;
  const { cause, fix, others } = selectedIn(view, index);
  const suspect = suspects.length > 1 ? suspects[index] : undefined;
  return [
    `Diagnosis of ${about.join(', ')}`,
    `${sure === '' ? '' : `${sure.toLowerCase()}: `}${verdict.text}`,
    ...(suspect ? [`suspect ${index + 1} of ${suspects.length}, ${suspect.standing}: ${suspect.says}`] : []),
    ...out.map(({ says, said }) => `out: ${says} You said ${said}.`),
    ...(question ? [`question ${question.number}: ${question.asks}`] : []),
    ...(comparison ? railInWords(comparison).map(({ side, text }) => `${side}: ${text}`) : []),
    ...(fix === null ? [] : [`fix: ${fix}`]),
    ...lineToHear(cause?.lines ?? [], client),
    ...(trial === null || trial === 'sending'
      ? []
      : trialInWords(trial).map((runs) => `with the fix: ${spokenText(runs)}`)),
    ...(cause ? [`how sure: ${cause.proof}`] : []),
    ...others.map(spokenText),
    ...(notice === null ? [] : [notice]),
  ];
}

function lineToHear(lines: readonly LineForProgram[], index: number): string[] {
  const shown = lines[index % Math.max(lines.length, 1)];
  return shown ? [`in ${shown.program}: ${shown.line}`] : [];
}

const BACK = 'z goes back to the diagnosis.';
/** The width of a copied report, chosen so that the report fits into a message. */
const COPIED_WIDTH = 80;

function carryOut(
  effect: DiagnosisEffect,
  state: DiagnosisState,
  outside: Outside<FixTried>,
  { openOther }: WalkOpening,
): void {
  const { walk, home } = state;
  const onTop = { home, below: 'walk', notice: BACK, ...(openOther ? { openOther } : {}) } as const;
  switch (effect.kind) {
    case 'replay':
      void walk.openWalk?.(effect.name).then((found) => {
        if (isProblem(found)) outside.take({ kind: 'notice', text: `${found.says} ${found.fix}` });
        else if (!outside.left.aborted) outside.open(describeWalk(found, onTop));
      });
      break;
    case 'try-fix':
      void walk
        .tryFix?.(effect.cause)
        .then((result) => outside.take({ kind: 'tried', walk, cause: effect.cause, result }));
      break;
    case 'walk':
      outside.open(describeWalk(walk, { ...onTop, stage: effect.stage }));
      break;
    case 'paste-more': {
      const page = walk.pasteMore?.(effect.text);
      if (page) outside.open(describePaste(page, openOther));
      break;
    }
    case 'copy':
      outside.copy(
        reportText(reportOf(requireDiagnosis(walk.facts)), COPIED_WIDTH),
        "The report was sent to the terminal's clipboard. It names hosts and buckets; M replaces them.",
      );
      break;
    case 'export':
      if (walk.exports) outside.open(describeExport(walk.exports, walk.facts, effect.what));
      break;
  }
}
