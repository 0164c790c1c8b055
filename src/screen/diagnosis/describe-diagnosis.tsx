/**
 * Describes the first page of a diagnosis as a session, and draws it so that everything that matters is on one screen of
 * 80×24. The texts of both sides and the replays open on top of it.
 */
import { Box } from 'ink';
import type { ShownWalk } from '../../app/walks/shown-walk.ts';
import { isProblem } from '../../bytes/problem.ts';
import { railInWords } from '../../layout/rail/rail.ts';
import { spokenText } from '../../layout/shown-glyphs.ts';
import { reportText } from '../../outputs/plain/plain-text.ts';
import type { LineForProgram } from '../../views/diagnosis/cause-view.ts';
import { type DiagnosisView, reportOf, selectedIn } from '../../views/diagnosis/diagnosis-view.ts';
import { trialInWords } from '../../views/diagnosis/fix-trial.ts';
import { requireDiagnosis } from '../../views/facts.ts';
import { words } from '../../views/page.ts';
import { columnOf, wordRows } from '../components/fitted-rows.ts';
import { Body, Column, Headline, Keys, List, Rule, Width } from '../components/frame.tsx';
import { Divider, Rows } from '../components/rows.tsx';
import { announcers } from '../components/spoken.ts';
import { describeExport } from '../exports/describe-export.tsx';
import { helpItems, helpList } from '../help.ts';
import type { WalkOpening } from '../opening.ts';
import type { Outside, ScreenRoom, SessionDescription } from '../session-description.ts';
import { columnParts, fittedParts, isInColumns, type Part, PartOfScreen, stackedParts } from './diagnosis-parts.tsx';
import { questionRows } from './finding-rows.ts';
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
    ...(suspect ? [`suspect ${index + 1} of ${suspects.length}, ${suspect.label}: ${suspect.says}`] : []),
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
  { openShown }: WalkOpening,
): void {
  const { walk, home } = state;
  const openWalk = (other: ShownWalk, how: WalkOpening) =>
    outside.open(import('../walk/describe-walk.tsx').then(({ describeWalk }) => describeWalk(other, how)));
  const onTop = { home, below: 'walk', notice: BACK, ...(openShown ? { openShown } : {}) } as const;
  switch (effect.kind) {
    case 'replay':
      void walk.openReplay?.(effect.name).then((found) => {
        if (isProblem(found)) outside.take({ kind: 'notice', text: `${found.says} ${found.fix}` });
        else if (!outside.left.aborted) openWalk(found, onTop);
      });
      break;
    case 'try-fix':
      void walk
        .tryFix?.(effect.cause)
        .then((result) => outside.take({ kind: 'tried', walk, cause: effect.cause, result }));
      break;
    case 'walk':
      openWalk(walk, { ...onTop, stage: effect.stage });
      break;
    case 'paste-more': {
      const page = walk.pasteMore?.(effect.text);
      if (page)
        outside.open(import('../paste/describe-paste.tsx').then((paste) => paste.describePaste(page, openShown)));
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

/** The rows around the body: the first row, two rules, and the keys. */
const FRAME = 4;
/** The height of a body from which on there are empty rows between its parts. */
const ROOMY = 18;

interface DiagnosisProps {
  readonly state: DiagnosisState;
  readonly room: ScreenRoom;
}

function Diagnosis({ state, room }: DiagnosisProps) {
  const view = viewIn(state);
  const { width, height } = columnOf(room);
  const notice = state.notice === null ? [] : wordRows([words(state.notice)], width, { most: 2 });
  const around = height - FRAME - notice.length;
  const question = state.help === null ? questionOf(view, width) : null;
  // The question is at the bottom, and is always shown completely.
  const body = around - (question ? question.rows.length + 1 : 0);
  const gap = around >= ROOMY ? 1 : 0;
  const columns = columnsOf(state, room, { width, height: body }, gap);
  const isCut = columns.some((column) => column.isCut);
  const about = view.about.length === 0 ? ['A refused request'] : view.about;
  return (
    <Column room={room}>
      <Headline parts={about.map((part) => [words(part)])} state="DIAGNOSIS" />
      <Rule />
      {state.help === null ? (
        <Box height={body} flexShrink={0}>
          {columns.map(({ name, shown, width: own }, at) => (
            <Box key={name} flexShrink={0}>
              {at > 0 && <Divider height={body} marks={{}} />}
              <Box flexDirection="column" width={own} flexShrink={0}>
                <Width cells={own}>
                  <Body gap={gap}>
                    {shown.map((part) => (
                      <PartOfScreen key={part.name} {...part} />
                    ))}
                  </Body>
                </Width>
              </Box>
            </Box>
          ))}
        </Box>
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

interface ColumnOfParts extends ReturnType<typeof fittedParts> {
  readonly name: string;
  readonly width: number;
}

/** Returns one column, or two if the window is wide and the sides cannot be compared. */
function columnsOf(
  state: DiagnosisState,
  { layout }: ScreenRoom,
  { width, height }: { readonly width: number; readonly height: number },
  gap: number,
): ColumnOfParts[] {
  const fitted = (name: string, own: number, parts: readonly Part[]) => ({
    name,
    width: own,
    ...fittedParts(parts, height, gap),
  });
  if (layout !== 'usual' || !isInColumns(state, width))
    return [fitted('whole', width, stackedParts(state, { width, height }, gap))];
  const left = Math.floor(width / 2);
  const right = width - left - 1;
  const { found, known } = columnParts(state, { left, right, height }, gap);
  return [fitted('found', left, found), fitted('known', right, known)];
}

function questionOf({ question }: DiagnosisView, width: number): Part | null {
  if (question === null) return null;
  const title = {
    left: [words('The most useful question')],
    right: [`${question.number} of at most ${question.most}`],
  };
  return { name: 'question', title, rows: questionRows(question.asks, width) };
}
