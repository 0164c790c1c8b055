/** The handouts of all lessons: no sheet prints the answer to its own question, and each question has room to write. */
import { describe, expect, it } from 'vitest';
import { isProblem } from '../../src/bytes/problem.ts';
import { exhibitText } from '../../src/lessons/exhibits.ts';
import { questionsOf } from '../../src/lessons/files/parts-of-lesson.ts';
import { readLessons } from '../../src/lessons/files/read-lessons.ts';
import { kindOf } from '../../src/lessons/kinds/table.ts';
import { questionNumber } from '../../src/lessons/playing/records.ts';
import { prepareLesson } from '../../src/lessons/shots/prepare.ts';
import { expectedText } from '../../src/lessons/values.ts';
import { paperText } from '../../src/outputs/plain/plain-text.ts';
import { handoutSheets, noteBlocks } from '../../src/views/lessons/handout.ts';
import { rowRuns } from '../../src/views/lessons/value-lines.ts';
import type { Block } from '../../src/views/page.ts';
import { tutorial } from '../support/fixtures.ts';

const lessons = await Promise.all(readLessons(tutorial).map(prepareLesson));
const textOf = (runs: readonly { readonly text: string }[]) => runs.map(({ text }) => text).join('');
/** A shorter answer, such as `GET`, is in every request. */
const SHORTEST = 8;

describe.each(lessons.map((lesson) => [lesson.name, lesson] as const))('the handout of %s', (_name, lesson) => {
  const sheets = handoutSheets(lesson, 'guided');
  const questions = questionsOf(lesson);

  /** The texts that state the answer: the lines to write, or the right option. */
  const answersTo = (question: (typeof questions)[number]): string[] => {
    const { expected, options = [] } = kindOf(question).parts(question.answer);
    const text = expected ? expectedText(lesson, expected) : (options.find(({ right }) => right)?.text ?? '');
    return isProblem(text) ? [] : text.split('\n').filter(({ length }) => length >= SHORTEST);
  };

  /** The lines of a sheet that are not the options or the pieces of a question, or an exhibit that a question is about. */
  const exhibited = (blocks: readonly Block[], own: (typeof questions)[number]): string[] => {
    const offered = new Set(
      questions.flatMap((question) =>
        kindOf(question)
          .paper(lesson, question.answer)
          .map((row) => textOf(rowRuns(row))),
      ),
    );
    const about = own.exhibits.flatMap((exhibit) => {
      const text = exhibitText(lesson, exhibit);
      return isProblem(text) ? [] : text.split('\n');
    });
    // What is shown in the introduction is given.
    const given = lesson.shown.flatMap((value) => {
      const text = expectedText(lesson, { value });
      return isProblem(text) ? [] : text.split('\n');
    });
    return blocks.flatMap((block) => {
      const text = block.kind === 'line' ? textOf(block.runs) : '';
      return text === '' || offered.has(text) || about.includes(text) || given.includes(text) ? [] : [text];
    });
  };

  it.each(questions.map((question) => [questionNumber(lesson, question), question] as const))(
    'does not answer question %i on the sheet that asks it',
    (number, question) => {
      const sheet = sheets.find((blocks) =>
        blocks.some((block) => block.kind === 'heading' && textOf(block.runs).startsWith(`${number}. `)),
      );
      expect(sheet).toBeDefined();
      const isWritten = kindOf(question).parts(question.answer).expected !== undefined;
      const stated = exhibited(sheet ?? [], question).filter((line) =>
        answersTo(question).some((answer) => (isWritten ? line === answer : line.includes(answer))),
      );
      expect(stated).toEqual([]);
    },
  );

  it('has a line to write on or a box for each question', () => {
    const rows = questions.map((question) =>
      kindOf(question)
        .paper(lesson, question.answer)
        .map((row) => textOf(rowRuns(row)))
        .join('\n'),
    );
    expect(rows.filter((row) => !/_{3}|\[ \]/.test(row))).toEqual([]);
  });

  it('fits on paper, and names questions by their numbers alone', () => {
    const text = paperText([...sheets, noteBlocks(lesson, 'guided')]);
    // A quoted word of a shell command stays whole.
    const isOneWord = (row: string) => /^ *('[^']*' \\|\S+)$/.test(row);
    expect(text.split('\n').filter((row) => row.length > 80 && !isOneWord(row))).toEqual([]);
    for (const { id } of questions) expect(text).not.toContain(`. ${id}\n`);
  });
});
