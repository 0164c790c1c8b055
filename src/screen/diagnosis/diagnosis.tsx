/** Draws the first page of a diagnosis, so that everything that matters is on one screen of 80×24. */

import type { Room } from '../../layout/wrapping.ts';
import { type DiagnosisView, selectedIn } from '../../views/diagnosis/diagnosis-view.ts';
import { aside, type Run, words } from '../../views/page.ts';
import { columnOf, wordRows } from '../components/fitted-rows.ts';
import { Body, Column, Headline, Keys, List, Rule } from '../components/frame.tsx';
import { fittedParts, type Part, PartOfScreen } from '../components/parts.tsx';
import { Rows } from '../components/rows.tsx';
import { helpList } from '../help.ts';
import type { ScreenRoom } from '../session-description.ts';
import { LABEL, MARGIN, questionRows, railOnScreen, suspectRows, verdictRows } from './finding-rows.ts';
import { CAUSES_MODES, type DiagnosisState, keysOfDiagnosis, viewIn } from './next-diagnosis.ts';

/** The rows around the body: the first row, two rules, and the keys. */
const FRAME = 4;
/** The height of a body from which on there are empty rows between its parts. */
const ROOMY = 18;

interface DiagnosisProps {
  readonly state: DiagnosisState;
  readonly room: ScreenRoom;
}

export function Diagnosis({ state, room }: DiagnosisProps) {
  const view = viewIn(state);
  const { width, height } = columnOf(room);
  const notice = state.notice === null ? [] : wordRows([words(state.notice)], width, { most: 2 });
  const around = height - FRAME - notice.length;
  const question = state.help === null ? questionOf(view, width) : null;
  // The question is at the bottom, and is always shown completely.
  const body = around - (question ? question.rows.length + 1 : 0);
  const gap = around >= ROOMY ? 1 : 0;
  const isProjected = room.layout === 'projector';
  const { shown, isCut } = fittedParts(partsOf(view, state.index, { width, height: body }, gap), body, gap);
  const about = view.about.length === 0 ? ['A refused request'] : view.about;
  return (
    <Column room={room}>
      <Headline parts={about.map((part) => [words(part)])} state="DIAGNOSIS" />
      <Rule />
      {state.help === null ? (
        <Body gap={gap} isCentered={isProjected && !isCut}>
          {shown.map((part) => (
            <PartOfScreen key={part.name} {...part} />
          ))}
        </Body>
      ) : (
        <Body>
          <List list={helpList(state.help, CAUSES_MODES)} height={body} />
        </Body>
      )}
      {question && <PartOfScreen {...question} />}
      <Rows rows={notice} />
      <Rule right={[isCut && state.help === null ? '▼ more, .' : '']} />
      <Keys now={keysOfDiagnosis(state)} />
    </Column>
  );
}

/** Returns the parts of the page from top to bottom, with the fix and the proof of the selected cause. */
function partsOf(view: DiagnosisView, index: number, room: Room, gap: number): Part[] {
  const { width, height } = room;
  const { sure, suspects, comparison, proof } = view;
  const { cause, fix, others } = selectedIn(view, index);
  const labelled = (text: string, runs: readonly Run[], most: number) =>
    wordRows(runs, width, { most, margin: MARGIN, label: { text, width: LABEL } });
  const reason = [words(cause?.proof ?? ''), ...(proof === null ? [] : [aside(` ${proof}`)])];
  const above: Part[] = [
    { name: 'verdict', rows: verdictRows(view, width) },
    { name: 'suspects', rows: suspects.length > 1 || sure === 'POSSIBLE' ? suspectRows(suspects, index, width) : [] },
  ];
  const below: Part[] = [
    // The beginning of a fix says what to do, and the walk shows the rest.
    { name: 'fix', rows: fix === null ? [] : labelled(sure === 'POSSIBLE' ? 'If so' : 'Fix', [words(fix)], 5) },
    { name: 'proof', rows: cause ? labelled(sure === 'PROVED' ? 'Proof' : 'How sure', reason, 4) : [] },
  ];
  const left = height - heightOf([...above, ...below], gap) - gap;
  const rail = comparison ? railOnScreen(comparison, width, left) : [];
  return [
    ...above,
    { name: 'rail', rows: rail },
    ...below,
    {
      name: 'others',
      title: { left: [words(view.othersTitle)] },
      rows: others.flatMap((runs) => wordRows(runs, width, { most: 3, margin: MARGIN })),
    },
  ];
}

const heightOf = (parts: readonly Part[], gap: number): number =>
  parts.reduce((sum, { rows }) => sum + (rows.length === 0 ? 0 : rows.length + gap), 0);

function questionOf({ question }: DiagnosisView, width: number): Part | null {
  if (question === null) return null;
  const title = {
    left: [words('The most useful question')],
    right: [`${question.number} of at most ${question.most}`],
  };
  return { name: 'question', title, rows: questionRows(question.asks, width) };
}
