/** Draws a step of a lesson: the bar of beats, the text, the question below it, and beside them the steps and the letters. */
import { Box } from 'ink';
import type { AtStep } from '../../app/course/turn.ts';
import type { Room } from '../../layout/wrapping.ts';
import { listedSteps } from '../../views/lessons/listed-steps.ts';
import { type StepView, stepView, type Task } from '../../views/lessons/step-view.ts';
import { aside, type Run, words } from '../../views/page.ts';
import { fitRuns, noticeRows } from '../components/fitted-rows.ts';
import { heavyRule, ruleTitle, titledRule } from '../components/frame/rules.ts';
import { stepsRow } from '../components/frame/steps-row.ts';
import { Body, Headline, Rule } from '../components/frame.tsx';
import { legendRows } from '../components/legend.ts';
import { Divider, Rows } from '../components/rows.tsx';
import { type ScreenRow, styleText } from '../components/styled-glyphs.ts';
import type { ScreenRoom } from '../session-description.ts';
import { GAP } from './course-room.ts';
import { type AtLesson, noticeOf } from './course-state.ts';
import { lessonHeight, lessonRoom, rowsAbove } from './lesson-rows.ts';

interface LessonProps {
  readonly state: AtLesson;
  readonly room: ScreenRoom;
  /** The cells of the column beside the lesson; 0 if there is none. */
  readonly aside: number;
}

export function Lesson({ state, room, aside: asideWidth }: LessonProps) {
  const { play, spot } = state.place;
  const view = stepView(play);
  const { size } = room;
  const { rows, height, task } = lessonRoom(view, spot, room);
  // If the window has become larger, there may be less to scroll.
  const scroll = Math.min(spot.scroll, Math.max(rows.length - height, 0));
  const left = rows.length - height - scroll;
  const more = left > 0 ? `▼ ${left} more, space` : scroll > 0 ? '▲ PgUp' : '';
  const below = task.length === 0 ? more : '';
  const [said, saidBelow] = noticeRows(lessonNotice(state, view.task) ?? [], size.width, 2);
  const isBeside = asideWidth > 0;
  const width = isBeside ? size.width + GAP : size.width;
  const body = lessonHeight(size);
  return (
    <>
      <Headline parts={[[view.verdict]]} state="LEARN" />
      <Rows rows={beatRows(view, width, asideWidth)} />
      <Body>
        <Box>
          <Box flexDirection="column" width={width} height={body} flexShrink={0}>
            {/* The text begins at the same row on each step, so that nothing moves when an answer adds rows. */}
            {!isBeside && <Box height={rowsAbove(size)} />}
            <Box height={height} flexShrink={0}>
              <Rows rows={rows.slice(scroll, scroll + height)} />
            </Box>
            {task.length > 0 && <Rows rows={[ruleTitle(width, { right: [more] })]} />}
            <Rows rows={task} />
            <Box flexGrow={1} flexShrink={0} minHeight={1} alignItems="flex-end">
              <Rows rows={[said ?? fitRuns([aside(below.padStart(size.width))], size.width)]} />
            </Box>
          </Box>
          {isBeside && <Divider height={body} marks={{}} />}
          {isBeside && <Rows rows={asideRows(play, { width: asideWidth, height: body })} />}
        </Box>
      </Body>
      {/* The rule makes room for a notice that needs two rows. */}
      {saidBelow ? <Rows rows={[saidBelow]} /> : <Rule />}
    </>
  );
}

/** Draws the bar of beats, and the rule below it, with the progress in the lesson. As in a walk, it is heavy below the beat. */
function beatRows({ titles, beat, progress }: StepView, width: number, asideWidth: number): ScreenRow[] {
  const names = titles.map((title, index) => ({ short: title, least: title, long: title, number: index + 1 }));
  const { row, heavy } = stepsRow(names, beat + 1, width);
  const rule = heavyRule(width, heavy);
  if (asideWidth === 0) return [row, titledRule(rule, progressCells(progress), heavy)];
  return [row, [...rule, styleText('┬', 'aside'), ...ruleTitle(asideWidth, { right: [progressCells(progress)] })]];
}

/** Returns the notice or, if the question can be answered, a line that says how. */
export const lessonNotice = (state: AtLesson, task: Task | null): readonly Run[] | null =>
  noticeOf(state) ?? (task?.how ? [aside(task.how)] : null);

/** The maximum number of cells. The cells of a longer row cannot be counted at a glance. */
const MOST_CELLS = 24;

/** Draws the progress in the lesson, with a filled cell for each step up to the current step. */
function progressCells({ step, of }: StepView['progress']): string {
  const cells = of > MOST_CELLS ? '' : `${'▮'.repeat(step)}${'▯'.repeat(of - step)} `;
  return `${cells}${step}/${of}`;
}

/** The fewest rows of steps above the letters. */
const LEAST_STEPS = 6;

/**
 * Draws at most `height` rows. The step that is shown is always among them. Where there is no room for all, the last steps
 * are left out first, and then the letters.
 */
function asideRows(play: AtStep['play'], { width, height }: Room): ScreenRow[] {
  const legend = [[], fitRuns([words(' '), { text: 'The letters', meaning: 'name' }], width), ...legendRows(' ')];
  const room = height - legend.length;
  const apart = stepRows(play, { width, gap: 1 });
  const steps = apart.rows.length <= room ? apart : stepRows(play, { width, gap: 0 });
  if (room < Math.min(LEAST_STEPS, steps.rows.length)) return stepsIn(steps, height, width);
  return [...stepsIn(steps, room, width), ...legend];
}

interface StepRows {
  readonly rows: ScreenRow[];
  readonly here: number;
}

/** Returns the first rows of the steps, or those around the current step, and says how many are left out below. */
function stepsIn({ rows, here }: StepRows, height: number, width: number): ScreenRow[] {
  if (rows.length <= height) return rows;
  const top = here < height - 1 ? 0 : Math.min(here - Math.floor(height / 2), rows.length - height);
  const left = rows.length - top - height;
  if (left === 0) return rows.slice(top);
  return [...rows.slice(top, top + height - 1), fitRuns([aside(`     … ${left + 1} more rows`)], width)];
}

/** Draws the steps below the names of their beats, with empty rows between beats, and returns the row of the current step. */
function stepRows(play: AtStep['play'], { width, gap }: { readonly width: number; readonly gap: 0 | 1 }): StepRows {
  const rows: ScreenRow[] = [];
  let here = 0;
  let beat = '';
  for (const step of listedSteps(play)) {
    if (step.beat !== beat && rows.length > 0 && gap > 0) rows.push([]);
    if (step.beat !== beat) rows.push(fitRuns([words(' '), { text: step.beat, meaning: 'name' }], width));
    beat = step.beat;
    if (step.isHere) here = rows.length;
    const mark = `${step.isHere ? ' >' : '  '} ${step.mark} `;
    rows.push(fitRuns([{ text: mark + step.says, meaning: step.isHere ? 'name' : 'aside' }], width));
  }
  return { rows, here };
}
