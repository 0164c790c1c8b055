/** Draws the first page of a diagnosis, so that everything that matters is on one screen of 80×24. */

import { Box } from 'ink';
import type { DiagnosisView } from '../../views/diagnosis/diagnosis-view.ts';
import { words } from '../../views/page.ts';
import { columnOf, wordRows } from '../components/fitted-rows.ts';
import { Body, Column, Headline, Keys, List, Rule, Width } from '../components/frame.tsx';
import { fittedParts, type Part, PartOfScreen } from '../components/parts.tsx';
import { Divider, Rows } from '../components/rows.tsx';
import { helpList } from '../help.ts';
import type { ScreenRoom } from '../session-description.ts';
import { columnParts, isInColumns, stackedParts } from './diagnosis-parts.tsx';
import { questionRows } from './finding-rows.ts';
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
                  <Body gap={gap} isCentered={room.layout === 'projector' && !isCut}>
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
