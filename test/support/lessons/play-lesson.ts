/** Plays a lesson as somebody would who knows nothing but asks for each hint and each solution. */
import type { Check } from '../../../src/lessons/format.ts';
import type { Shot } from '../../../src/lessons/format-parts.ts';
import type { Lesson } from '../../../src/lessons/lesson.ts';
import { stepsOf } from '../../../src/lessons/playing/records.ts';

/** A screen with a lesson on it, no matter what draws it. */
export interface Player {
  /** The names of keys, as the table of keys has them. */
  readonly press: (key: string) => Promise<void>;
  /** Resolves when the screen has this text, however it is broken into rows; rejects, with the screen, where it does not come. */
  readonly until: (wanted: string | RegExp) => Promise<void>;
  readonly text: () => string;
}

/** From the first step, which is shown, to the last one. `walks`: looks at the walk and comes back. */
export async function playLesson(
  player: Player,
  lesson: Lesson,
  { walks }: { readonly walks: boolean },
): Promise<void> {
  const steps = stepsOf(lesson, 'guided');
  for (const [at, step] of steps.entries()) {
    await player.until(`${at + 1}/${steps.length} `);
    switch (step.kind) {
      case 'introduction':
      case 'take-away':
        break;
      case 'look':
        if (walks) await lookAtWalk(player);
        break;
      case 'shot':
        await locked(player, 'Press Enter to send it first');
        await sent(player, step.shot);
        break;
      case 'predict':
        await predicted(player, step.question.answer.kind === 'sort' ? step.question.answer.items.length : 0);
        break;
      case 'check':
        await checked(player, step.question);
    }
    if (step.kind !== 'take-away') await player.press('right');
  }
}

async function lookAtWalk(player: Player): Promise<void> {
  await player.press('w');
  await player.until('goes back to the lesson');
  await player.until('q to the lesson');
  await player.press('escape');
  await player.until('w opens the whole walk');
}

/** The next step cannot be seen yet. */
async function locked(player: Player, says: string): Promise<void> {
  await player.press('right');
  await player.until(says);
}

async function sent(player: Player, { expect }: Shot): Promise<void> {
  await player.press('return');
  await player.until(markedOutcome(expect));
}

/** With the mark that is before it where the answer is shown. */
const markedOutcome = (outcome: Shot['expect']): string =>
  `${outcome.status < 400 ? '✓' : '✗'} ${outcomeText(outcome)}`;
const outcomeText = ({ status, code }: Shot['expect']): string => `${status}${code === undefined ? '' : ` ${code}`}`;

/** What is to be read first fills the screen alone. */
async function toQuestion(player: Player): Promise<void> {
  if (!player.text().includes('goes to the question')) return;
  await player.press('return');
  await player.until(/^(?![\s\S]*goes to the question)/);
}

/** The first option, or the first category for each item: a guess, right or wrong. */
async function predicted(player: Player, items: number): Promise<void> {
  await locked(player, 'Answer first');
  await toQuestion(player);
  for (let item = 0; item < items; item++) await player.press('1');
  if (items === 0) {
    // Enter alone answers nothing.
    await player.press('return');
    await player.until(/Choose a(?:, \w)*,? or \w\./);
    await player.press('a');
  }
  await player.press('return');
  await player.until('↵ go on');
}

async function checked(player: Player, check: Check): Promise<void> {
  await toQuestion(player);
  const { answer, hints } = check;
  const isTyped = ['type', 'grade', 'extend'].includes(answer.kind);
  if (isTyped) {
    await player.press('escape');
    await player.until('↵ type');
  }
  await locked(player, 'This is not done yet');
  for (const number of hints.keys()) {
    await player.press('h');
    await player.until(`Hint ${number + 1} of ${hints.length}`);
  }
  await player.press('S');
  await player.until(answer.kind === 'try' ? 'Send: ' : 'Press Enter to submit it');
  if (answer.kind === 'try') await tried(player, check, answer.shots);
  else await player.press('return');
  await player.until('✓ Right');
}

/** Each shot of the solution. */
async function tried(player: Player, { solution }: Check, shots: readonly Shot[]): Promise<void> {
  const wanted = Array.isArray(solution) ? solution : [String(solution)];
  let at = 0;
  for (const [index, shot] of shots.entries()) {
    if (!wanted.includes(shot.id)) continue;
    for (; at < index; at++) await player.press('down');
    await player.press('return');
    await player.until(`→ ${outcomeText(shot.expect)}`);
  }
}
