/** Draws the row of steps. The current step is in brackets, and the rule below it is heavy. */
import type { IndexRange } from '../../../layout/shown-glyphs.ts';
import type { StepNames } from '../../../views/walk/step-names.ts';
import { type ScreenRow, type StyledText, styleText } from '../styled-glyphs.ts';

export interface StepName extends StepNames {
  readonly number: number;
  /** Whether an edit has changed what the step shows. A mark before its number says so. */
  readonly isChanged?: boolean;
}

export interface StepsRow {
  readonly row: ScreenRow;
  /** The cells below which the rule is heavy. */
  readonly heavy: IndexRange;
}

/** Draws the steps with the longest names that fit in `width` cells. `number` is that of the current step. */
export function stepsRow(names: readonly StepName[], number: number, width: number): StepsRow {
  const step = names.findIndex((name) => name.number === number);
  const longCell = (name: StepName, index: number) => cell(name, name.long, index, step);
  const shortCell = (name: StepName, index: number) => cell(name, name.short, index, step);
  const forms: readonly (() => string[])[] = [
    () => names.map((name, index) => `${longCell(name, index)}  `),
    () => names.map((name, index) => `${shortCell(name, index)}  `),
    () => names.map(shortCell),
    () => tightened(names, step),
    ...abbreviations(names).map((shorter) => () => tightened(shorter, step)),
  ];
  for (const form of forms) {
    const cells = withoutEnd(form());
    if (cells.join('').length <= width) return namedSteps(cells, step);
  }
  return presentStep(names, step, width);
}

/** Abbreviates one name, then two, and so on, the last ones first. */
function abbreviations(names: readonly StepName[]): StepName[][] {
  const shorter = names.flatMap(({ short, least }, index) => (short === least ? [] : [index])).reverse();
  return shorter.map((_last, count) =>
    names.map((name, index) => (shorter.slice(0, count + 1).includes(index) ? { ...name, short: name.least } : name)),
  );
}

/** Removes the spaces after the last step. */
const withoutEnd = (cells: readonly string[]): string[] =>
  cells.map((text, index) => (index === cells.length - 1 ? text.trimEnd() : text));

const cell = (of: StepName, name: string, index: number, step: number) =>
  index === step ? `[${of.number} ${name}]` : `${markOf(of)}${of.number} ${name} `;

const markOf = ({ isChanged = false }: StepName) => (isChanged ? '~' : ' ');

const named = ({ number, short }: StepName) => `${number} ${short}`.trimEnd();

/** Puts only one space between steps, and none before the first. */
const tightened = (names: readonly StepName[], step: number): string[] =>
  names.map((name, index) => {
    const text = index === step ? ` [${named(name)}]` : `${markOf(name)}${named(name)}`;
    return index === 0 ? text.trimStart() : text;
  });

function namedSteps(texts: readonly string[], step: number): StepsRow {
  const own = texts[step] ?? '';
  const start = texts.slice(0, step).join('').length + own.length - own.trimStart().length;
  return {
    row: texts.flatMap((text, index) => (index === step ? [styleText(text, 'title')] : numberedName(text))),
    heavy: { start, end: start + own.trim().length },
  };
}

/** Draws the number of a step fainter than its name, so that the names are apart where only one space is between them. */
function numberedName(text: string): StyledText[] {
  const [number = ''] = /^\D*\d+/.exec(text) ?? [];
  return [styleText(number, 'aside'), styleText(text.slice(number.length), 'words')];
}

/** Draws only the current step and its neighbors. The heavy rule shows its position among all steps. */
function presentStep(names: readonly StepName[], step: number, width: number): StepsRow {
  const here = ` ${names[step]?.number ?? ''}/${names.at(-1)?.number ?? ''} ${names[step]?.short ?? ''}`;
  const neighbors = [names[step - 1], names[step + 1]].flatMap((name) =>
    name ? [`${markOf(name).trim()}${name.number} ${name.short}`] : [],
  );
  const around = `‹ ${neighbors.join(' · ')} › `;
  const gap = width - here.length - around.length;
  const heavy = { start: 0, end: Math.round((width * (step + 1)) / names.length) };
  if (gap < 1) return { row: [styleText(here.slice(0, width), 'title')], heavy };
  return { row: [styleText(here, 'title'), styleText(' '.repeat(gap) + around.trimEnd(), 'aside')], heavy };
}
