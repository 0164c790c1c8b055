/** Draws what is beside a lesson in a wide window: its goal, its steps, and what the letters mean. */
import type { Room } from '../../layout/wrapping.ts';
import type { Play } from '../../lessons/playing/play.ts';
import { listedSteps } from '../../views/lessons/listed-steps.ts';
import { words } from '../../views/page.ts';
import { fitRuns, wordRows } from '../components/fitted-rows.ts';
import { legendRows } from '../components/legend.ts';
import type { ScreenRow } from '../components/styled-glyphs.ts';

const MOST_GOAL = 3;

/** Draws at most `height` rows. The step that is shown is always among them. */
export function asideRows(play: Play, { width, height }: Room): ScreenRow[] {
  const goal = [...wordRows([words(play.lesson.goal)], width, { most: MOST_GOAL }), []];
  const { rows, here } = stepRows(play, width);
  const legend = [[], fitRuns([words(' '), { text: 'The letters', meaning: 'name' }], width), ...legendRows(' ')];
  const parts = [
    [...goal, ...rows, ...legend],
    [...goal, ...rows],
  ].find(({ length }) => length <= height);
  if (parts) return parts;
  const top = Math.max(Math.min(here - Math.floor(height / 2), rows.length - height), 0);
  return rows.slice(top, top + height);
}

/** Draws the steps below the names of their beats, and returns the row of the current step. */
function stepRows(play: Play, width: number): { readonly rows: ScreenRow[]; readonly here: number } {
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
