/**
 * Describes the first page of a diagnosis as a session. The texts of both sides and the replays open on top of the
 * page.
 */

import type { ShownWalk } from '../../app/walks/shown-walk.ts';
import { plainBlocks } from '../../outputs/plain/plain-text.ts';
import { diagnosisReport, diagnosisTitle } from '../../views/diagnosis/diagnosis-view.ts';
import { requireDiagnosis } from '../../views/facts.ts';
import { describeExport } from '../exports/describe-export.tsx';
import { describePaste } from '../paste/describe-paste.tsx';
import { drawnColumn } from '../projected-column.ts';
import type { Outside, SessionDescription } from '../session-description.ts';
import { describeWalk, type WalkOpening } from '../walk/describe-walk.ts';
import { announceDiagnosis, changeOfDiagnosis, drawDiagnosis } from './diagnosis-content.ts';
import type { DiagnosisState } from './diagnosis-state.ts';
import { type DiagnosisEffect, type DiagnosisEvent, nextDiagnosis } from './next-diagnosis.ts';

type DiagnosisDescription = SessionDescription<DiagnosisState, DiagnosisEvent, DiagnosisEffect>;

/** Describes the page of a walk whose facts are a diagnosis. */
export function describeDiagnosis(walk: ShownWalk, opening: WalkOpening = {}): DiagnosisDescription {
  const { below = null, home = null, notice = null } = opening;
  return {
    first: () => ({ state: { walk, index: 0, below, home, help: null, notice, ending: null }, effects: [] }),
    reduce: nextDiagnosis,
    draw: (state, whole) => drawnColumn(whole, (room) => drawDiagnosis(state, room)),
    announceAll: announceDiagnosis,
    announceChange: changeOfDiagnosis,
    ending: ({ ending }) => ending,
    carryOut: (effect, state, outside) => carryOut(effect, state, outside, opening),
  };
}

const BACK = 'z goes back to the diagnosis.';
/** The width of a copied report, chosen so that the report fits into a message. */
const COPIED_WIDTH = 80;

function carryOut(
  effect: DiagnosisEffect,
  { walk, home }: DiagnosisState,
  outside: Outside<DiagnosisEvent>,
  { openOther }: WalkOpening,
): void {
  const onTop = { home, below: 'walk', notice: BACK, ...(openOther ? { openOther } : {}) } as const;
  switch (effect.kind) {
    case 'replay':
      void walk.openWalk?.(effect.name).then((found) => outside.take({ kind: 'walk-opened', found }));
      break;
    case 'open':
      outside.open(describeWalk(effect.walk, onTop));
      break;
    case 'walk':
      outside.open(describeWalk(walk, { ...onTop, stage: effect.stage }));
      break;
    case 'paste-more': {
      const page = walk.pasteMore?.(effect.text);
      if (page) outside.open(describePaste(page, openOther));
      break;
    }
    case 'answer': {
      const answered = walk.answered?.(effect.answers);
      if (answered) outside.take({ kind: 'answered', walk: answered });
      break;
    }
    case 'copy': {
      const diagnosis = requireDiagnosis(walk.facts);
      const report = plainBlocks(diagnosisReport(diagnosis), COPIED_WIDTH);
      outside.copy(
        `${diagnosisTitle(diagnosis).text}\n${report}`,
        "The report was sent to the terminal's clipboard. It names hosts and buckets; M replaces them.",
      );
      break;
    }
    case 'export':
      if (walk.exports) outside.open(describeExport(walk.exports, walk.facts, effect.what));
      break;
    case 'suspend':
      outside.suspend();
      break;
  }
}
