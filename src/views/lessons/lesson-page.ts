/** Creates the screen of a lesson, with text at the top and the task below the text. */
import type { Shot } from '../../lessons/format-parts.ts';
import { type Asked, kindOf } from '../../lessons/kinds/table.ts';
import type { Beat } from '../../lessons/lesson.ts';
import { askedIn, type Play, stepOf } from '../../lessons/playing/play.ts';
import { beatsOf, recordOf } from '../../lessons/playing/records.ts';
import { type Run, words } from '../page.ts';
import { lessonTitle } from './course-page.ts';
import { type StepText, stepText } from './lesson-text.ts';
import { rowRuns } from './value-lines.ts';

export interface LessonPage extends StepText {
  /** The first line, which names the lesson or states the result of a check. */
  readonly verdict: Run;
  readonly titles: readonly string[];
  readonly beat: number;
  /** The position in the lesson, such as "step 3 of 12". */
  readonly place: string;
  /** The position as numbers: the current step, counted from 1, and the number of steps. */
  readonly progress: { readonly step: number; readonly of: number };
  readonly task: Task | null;
}

export const BEAT_TITLES: Readonly<Record<Beat, string>> = {
  predict: 'Predict',
  run: 'Run',
  look: 'Look',
  break: 'Break',
  check: 'Check',
  'take-away': 'Take away',
};

export function lessonPage(play: Play): LessonPage {
  const { steps, at } = play;
  const step = stepOf(play);
  const beats = beatsOf(steps);
  return {
    verdict: verdictOf(play),
    titles: beats.map((beat) => BEAT_TITLES[beat]),
    beat: beats.indexOf(step.beat),
    place: `step ${at + 1} of ${steps.length}`,
    progress: { step: at + 1, of: steps.length },
    ...stepText(play),
    task: taskOf(play),
  };
}

function verdictOf(play: Play): Run {
  const step = stepOf(play);
  const title: Run = { text: lessonTitle(play.lesson), meaning: 'words' };
  if (step.kind !== 'check') return title;
  if (recordOf(play.records, step.id).standing === 'passed')
    return { text: `✓ Right. ${title.text}`, meaning: 'agrees' };
  const judgement = play.judgements.get(step.id);
  if (judgement?.verdict !== 'wrong') return title;
  // While the user types, the reason names the line. Otherwise, the reason is shown in full below.
  const isTyped = kindOf(step.question).field !== undefined;
  return { text: `✗ ${(isTyped && judgement.says[0]) || `Not quite. ${title.text}`}`, meaning: 'differs' };
}

export interface Task {
  /** The question, or a description of the effect of enter. */
  readonly ask: readonly Run[];
  /** The rows on which the cursor can be. */
  readonly items: readonly (readonly Run[])[];
  /** The prompt before a typed line; `null` if nothing can be typed. */
  readonly prompt: string | null;
  /** Instructions for answering; `null` if the footer already explains how to answer. */
  readonly how: string | null;
}

/** Returns the task of the current step. Returns `null` if there is only text to read. */
export function taskOf(play: Play): Task | null {
  const step = stepOf(play);
  switch (step.kind) {
    case 'introduction':
    case 'take-away':
      return null;
    case 'look':
      return {
        ...NOTHING,
        ask: [
          { text: 'w', meaning: 'name' },
          words(' opens the whole walk at this step, with the origin of every byte.'),
        ],
      };
    case 'shot':
      return { ...NOTHING, ask: shotWords(play, step.shot) };
    default: {
      const asked = askedIn(play);
      return asked && questionTask(asked, step.question.ask);
    }
  }
}

const NOTHING: Omit<Task, 'ask'> = { items: [], prompt: null, how: null };

function shotWords({ outcomes }: Play, { id, says }: Shot): Run[] {
  return outcomes.has(id)
    ? [{ text: 'r', meaning: 'name' }, words(`: ${says}, again`)]
    : [{ text: 'enter', meaning: 'name' }, words(`: ${says}`)];
}

function questionTask(asked: Asked, ask: string): Task {
  const kind = kindOf(asked);
  return {
    ask: [words(ask)],
    items: (kind.items?.(asked) ?? []).map(rowRuns),
    prompt: kind.field?.prompt(asked) ?? null,
    how: kind.how?.(asked) ?? null,
  };
}
