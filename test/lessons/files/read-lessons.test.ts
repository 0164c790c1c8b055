/** Reading the course: the order of its files, its beats, and what is wrong with a file, said by file and field. */
import { describe, expect, it } from 'vitest';
import { readLessons } from '../../../src/lessons/files/read-lessons.ts';
import { memoryFiles } from '../../support/fixtures.ts';
import { type LessonFields, lessonText } from '../../support/lessons/lesson-text.ts';

const FILE = '03-ten-lines.md';
const RUNG: LessonFields = { predict: '', run: '', look: '', break: '' };

describe('the files of the course', () => {
  it('are the lessons in order, and after them the rungs', () => {
    const files = memoryFiles({
      'ladder/f1-no-hints.md': lessonText(RUNG),
      'ladder/f0-given.md': lessonText(RUNG),
      '10-replay.md': lessonText(),
      '02-header.md': lessonText(),
      'signers/reference.py': 'print()',
      'README.md': 'About the course.',
    });
    expect(readLessons(files).map(({ number, name, kind }) => [number, name, kind])).toEqual([
      [2, 'header', 'lesson'],
      [10, 'replay', 'lesson'],
      [11, 'f0-given', 'rung'],
      [12, 'f1-no-hints', 'rung'],
    ]);
  });

  it('need no ladder', () => {
    expect(readLessons(memoryFiles({ [FILE]: lessonText() }))).toHaveLength(1);
  });

  it('have what is not said as it usually is', () => {
    const [lesson] = readLessons(memoryFiles({ [FILE]: lessonText({ run: '', misconceptions: '' }) }));
    expect(lesson).toMatchObject({ run: [], misconceptions: [], shown: [], values: {}, quiz: [] });
    expect(lesson?.requests.main).toMatchObject({ method: 'GET', form: 'header', body: '', time: '20130524T000000Z' });
  });
});

describe('the prose', () => {
  const proseOf = (prose: string) => readLessons(memoryFiles({ [FILE]: lessonText({}, prose) }))[0];

  it('is cut at the headings of the beats', () => {
    const lesson = proseOf(
      'Intro.\n\n## Predict\nGuess.\n\n## Look\n### Smaller\nText.\n## Take away\nAll.\n## For the teacher\nNotes.\n',
    );
    expect(lesson?.prose).toEqual({
      introduction: 'Intro.',
      predict: 'Guess.',
      run: '',
      look: '### Smaller\nText.',
      break: '',
      check: '',
      'take-away': 'All.',
    });
    expect(lesson?.notes).toBe('Notes.');
  });

  it.each([
    ['backticks', '```'],
    ['tildes', '~~~~'],
  ])('keeps what looks like a heading between %s', (_what, fence) => {
    const lesson = proseOf(`## Run\n${fence}sh\n## a comment\n${fence}\nText.\n`);
    expect(lesson?.prose.run).toBe(`${fence}sh\n## a comment\n${fence}\nText.`);
  });
});

describe('a file that is no lesson', () => {
  it.each([
    ['has no front matter', '# Ten lines\n', 'It does not begin with front matter'],
    ['has no title', lessonText({ title: '' }), 'Invalid key: Expected "title"'],
    ['has an unknown field', lessonText({ goal: 'goal: G.\nhint: no' }), 'Invalid key'],
    ['has a heading of no beat', lessonText({}, '## Off\n'), 'No beat has the heading ## Off'],
    ['has a heading twice', lessonText({}, '## Run\n## Run\n'), 'or it appears twice'],
  ])('%s, and is named', (_what, text, says) => {
    const read = () => readLessons(memoryFiles({ [FILE]: text }));
    expect(read).toThrow(says);
    expect(read).toThrow(`${FILE}: `);
  });
});
