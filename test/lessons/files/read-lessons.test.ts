/** Reading the course: the order of its files, its beats, and what is wrong with a file, said by file and field. */
import { describe, expect, it } from 'vitest';
import { readLessonFiles, readLessons } from '../../../src/lessons/files/read-lessons.ts';
import { memoryFiles } from '../../support/fixtures.ts';
import { checkYaml, type LessonFields, lessonText } from '../../support/lessons/lesson-text.ts';

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

  it.each([
    ['one name', '04-ten-lines.md', '04-ten-lines.md, file name'],
    ['one number', '03-others.md', '03-ten-lines.md, file name'],
  ])('have %s once only', (_what, other, said) => {
    const files = memoryFiles({ [FILE]: lessonText(), [other]: lessonText() });
    expect(() => readLessons(files)).toThrow(said);
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

  it.each([
    ['## Predictions', 'No beat of a lesson has this heading.'],
    ['## Run\n## Run', 'This heading appears twice.'],
    ['##', 'No beat of a lesson has this heading.'],
  ])('says that %j is wrong', (prose, said) => {
    expect(() => proseOf(prose)).toThrow(said);
  });

  it.each([
    ['nested quotations', `${'> '.repeat(3000)}a`, 'introduction: A line is inside 3000 quotations and lists'],
    ['nested lists', `## Run\n${'- '.repeat(9)}a`, 'run: A line is inside 9 quotations and lists'],
    ['lists in quotations', `## Check\n${'1. > '.repeat(5)}a`, 'check: A line is inside 10 quotations and lists'],
    ['much emphasis', '*a'.repeat(110_000), 'introduction: The text has 220000 characters, more than 8192.'],
    ['long notes', `## For the teacher\n${'a'.repeat(9000)}`, 'notes: The text has 9000 characters'],
  ])('says that %s are too much to be read', (_what, prose, said) => {
    expect(() => proseOf(prose)).toThrow(said);
  });
});

/** Ten times ten times ten, and so on. */
const MANY_ALIASES = `goal:\n  - &a0 x\n${Array.from(
  { length: 9 },
  (_, index) => `  - &a${index + 1} [${`*a${index},`.repeat(10)}]\n`,
).join('')}`;

/** What is wrong, where it is said to be, and what is said. */
const BROKEN: readonly (readonly [string, LessonFields, string, string])[] = [
  ['a missing field', { title: '' }, 'title', 'Invalid key: Expected "title"'],
  ['an unknown field', { goal: 'goal: G.\nhint: no' }, 'hint (line 5)', 'Invalid key'],
  ['YAML with a colon', { goal: 'goal: so: this' }, 'line 4', 'This is not YAML'],
  ['a field twice', { goal: 'goal: G.\ngoal: H.' }, 'line 5', 'This is not YAML'],
  [
    'a key twice in a map below',
    { requests: 'requests:\n  a: { url: x }\n  a: { url: y }' },
    'line 9',
    'keys must be unique',
  ],
  ['a list in the place of a key', { goal: 'goal: G.\n? [a, b]\n: no' }, 'line 5', 'key of a map must be text'],
  ['an alias without an anchor', { goal: 'goal: *nowhere' }, 'the whole', 'nowhere'],
  ['levels without end on a line', { goal: `goal:\n  ${'a: '.repeat(20_000)}b` }, 'the whole', 'too many levels'],
  ['levels without end', { goal: `goal: ${'['.repeat(9000)}${']'.repeat(9000)}` }, 'the whole', 'too many levels'],
  ['aliases that stand for too much', { goal: MANY_ALIASES }, 'the whole', 'Excessive alias count'],
  ['a page that is not of AWS', { see: 'see: [https://example.org]' }, 'see.0 (line 6)', 'docs.aws.amazon.com'],
  ['no page', { see: 'see: []' }, 'see (line 6)', 'Invalid length'],
  ['no request', { requests: 'requests: {}' }, 'requests', 'There is no request'],
  ['an unknown misconception', { misconceptions: 'misconceptions: [flat-earth]' }, 'misconceptions.0', 'flat-earth'],
  [
    'a long hint',
    { check: checkYaml('{ kind: grade }', 'x').replace('Look at it.', 'a'.repeat(9000)) },
    'check.0.hints.0 (line 28)',
    '9000',
  ],
  ['two hints', { check: checkYaml('{ kind: grade }', 'x').replace('Look at it., ', '') }, 'check.0.hints', 'Three'],
  [
    'an option without a misconception',
    { check: checkYaml('{ kind: choose, options: [{ text: a, right: true }, { text: b, says: no }] }', '1') },
    'check.0.answer.options.1.belief',
    'Invalid key',
  ],
  [
    'two right options',
    { check: checkYaml('{ kind: choose, options: [{ text: a, right: true }, { text: b, right: true }] }', '1') },
    'check.0.answer.options',
    '2 options are right',
  ],
  [
    'two options with one text',
    {
      check: checkYaml(
        '{ kind: choose, options: [{ text: a, right: true }, { text: a, belief: public-key, says: no }] }',
        '1',
      ),
    },
    'check.0.answer.options',
    '"a" appears twice',
  ],
  [
    'an option of nobody',
    {
      check: checkYaml(
        '{ kind: choose, options: [{ text: a, right: true }, { text: b, belief: nobody, says: no }] }',
        '1',
      ),
    },
    'check.0.answer.options.1.belief',
    'nobody',
  ],
  [
    'an item of no category',
    { check: checkYaml('{ kind: sort, categories: [yes, no], items: [{ text: a, in: perhaps, says: b }] }', '[yes]') },
    'check.0.answer.items.0.in',
    'perhaps is not one',
  ],
  [
    'an outcome that no shot has',
    {
      check: checkYaml(
        '{ kind: try, shots: [{ id: one, says: send, expect: { status: 206 } }], outcomes: ["403"] }',
        '[one]',
      ),
    },
    'check.0.answer.outcomes.0',
    'the outcome 403',
  ],
  [
    'a question of another request',
    { check: checkYaml('{ kind: type, expected: { value: signature, request: other } }', 'x') },
    'check.0.answer.expected.request',
    'other',
  ],
  [
    'a shot of another request',
    { run: 'run: [{ id: send, says: send it, request: other, expect: { status: 200 } }]' },
    'run.0.request',
    'other',
  ],
  [
    'a check that the sandbox does not have',
    { run: 'run: [{ id: send, says: send it, naive: manners, expect: { status: 200 } }]' },
    'run.0.naive',
    'manners',
  ],
  [
    'an exhibit of a shot that is not there',
    {
      check: checkYaml('{ kind: grade }', 'x').replace(
        '    hints',
        '    exhibits: [{ kind: answer, shot: away }]\n    hints',
      ),
    },
    'check.0.exhibits.0.shot',
    'away',
  ],
  ['an id twice', { run: 'run: [{ id: guess, says: send it, expect: { status: 206 } }]' }, 'run.0.id', 'guess'],
  ['the id of a request again', { run: 'run: [{ id: main, says: s, expect: { status: 206 } }]' }, 'run.0.id', 'main'],
  [
    'a mistake without a variant',
    { break: 'break: [{ id: b, says: s, mistake: wrong-secret, expect: { status: 403 } }]' },
    'break.0.mistake',
    'CAUSE/VARIANT',
  ],
];

describe('a broken file', () => {
  it.each(BROKEN)('with %s says where', (_what, fields, field, says) => {
    const [read] = readLessonFiles(memoryFiles({ [FILE]: lessonText(fields) }));
    expect(read?.lesson).toBeNull();
    const found = read?.problems.find((problem) => problem.field.startsWith(field));
    expect(found, JSON.stringify(read?.problems)).toMatchObject({ kind: 'problem', file: FILE });
    expect(found?.says).toContain(says);
    expect(found?.fix).not.toBe('');
    expect(() => readLessons(memoryFiles({ [FILE]: lessonText(fields) }))).toThrow(`${FILE}, ${found?.field}: `);
  });

  it('without a front matter is none', () => {
    expect(() => readLessons(memoryFiles({ [FILE]: '# Ten lines\n' }))).toThrow(`${FILE}, line 1`);
  });

  it('is a rung that has more than checks', () => {
    const [read] = readLessonFiles(memoryFiles({ 'ladder/f0-given.md': lessonText() }));
    expect(read?.problems.map(({ file, field }) => [file, field])).toEqual(
      ['predict', 'run', 'look', 'break'].map((field) => ['ladder/f0-given.md', field]),
    );
  });

  it('as long as one may be is read soon, and not all that is wrong in it is told', { tags: ['expensive'] }, () => {
    const keys = Array.from({ length: 20_000 }, (_, index) => `  k${index}: 1\n`).join('');
    const [read] = readLessonFiles(memoryFiles({ [FILE]: `---\nrequests:\n${keys}---\n` }));
    expect(read?.problems).toHaveLength(101);
    expect(read?.problems.at(-1)?.says).toMatch(/^\d{5} more fields do not have the format of a lesson\.$/);
  });

  it('says everything that is wrong with it', () => {
    const text = lessonText({ title: '', minutes: 'minutes: many' }, '## Off\n');
    const [read] = readLessonFiles(memoryFiles({ [FILE]: text }));
    expect(read?.problems.map(({ field }) => field)).toEqual(['title', 'minutes (line 2)', '## Off']);
  });
});
