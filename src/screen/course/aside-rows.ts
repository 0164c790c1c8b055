/** Draws what is beside a lesson in a wide window: its steps, and what the letters mean. */
import type { AtStep } from '../../app/course/turn.ts';
import type { Room } from '../../layout/wrapping.ts';
import { listedSteps } from '../../views/lessons/listed-steps.ts';
import { aside, words } from '../../views/page.ts';
import { fitRuns } from '../components/fitted-rows.ts';
import { legendRows } from '../components/legend.ts';
import type { ScreenRow } from '../components/styled-glyphs.ts';

/** The fewest rows of steps above the letters. */
const LEAST_STEPS = 6;

/**
 * Draws at most `height` rows. The step that is shown is always among them. Where there is no room for all, the last steps
 * are left out first, and then the letters.
 */
export function asideRows(play: AtStep['play'], { width, height }: Room): ScreenRow[] {
  const steps = stepRows(play, width);
  const legend = [[], fitRuns([words(' '), { text: 'The letters', meaning: 'name' }], width), ...legendRows(' ')];
  const room = height - legend.length;
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

/** Draws the steps below the names of their beats, and returns the row of the current step. */
function stepRows(play: AtStep['play'], width: number): StepRows {
  const rows: ScreenRow[] = [];
  let here = 0;
  let beat = '';
  for (const step of listedSteps(play)) {
    if (step.beat !== beat) rows.push(fitRuns([words(' '), { text: step.beat, meaning: 'name' }], width));
    beat = step.beat;
    if (step.isHere) here = rows.length;
    const mark = `${step.isHere ? ' >' : '  '} ${step.mark} `;
    rows.push(fitRuns([{ text: mark + step.says, meaning: step.isHere ? 'name' : 'aside' }], width));
  }
  return { rows, here };
}
