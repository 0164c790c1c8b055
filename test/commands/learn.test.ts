/** `sigv4 learn` as text: the list, a lesson on paper, hints, and what is forgotten. */
import { describe, expect, it } from 'vitest';
import { problem } from '../../src/bytes/problem.ts';
import { learn } from '../../src/commands/learn.ts';
import type { ShownCourse, World } from '../../src/commands/world.ts';
import { withLesson } from '../../src/lessons/course/progress.ts';
import { NO_RECORD } from '../../src/lessons/playing/records.ts';
import { memoryFiles } from '../support/fixtures.ts';
import { checkYaml, lessonText } from '../support/lesson-text.ts';
import { worldOf } from '../support/test-world.ts';

const QUIZ = `quiz:
  - id: line
    ask: What is on line 3?
    options:
      - { text: the host, belief: empty-lines-are-cosmetic, says: It is not. }
      - { text: nothing, right: true }`;
const RUNG = { predict: '', run: '', look: '', break: '', misconceptions: '', quiz: '' };
const ENCODING = {
  title: 'title: Spaces and slashes',
  misconceptions: 'misconceptions: [encode-twice]',
  quiz: '',
};

/** A course of two lessons and a ladder of one rung. */
const LESSONS = memoryFiles({
  '03-ten-lines.md': lessonText({ quiz: QUIZ }, '## Predict\nGuess first.\n## For the teacher\nAsk the class.\n'),
  '04-encode-once.md': lessonText(ENCODING),
  'ladder/f0-given.md': lessonText({ ...RUNG, title: 'title: All but the signature' }),
  'README.md': 'No lesson.',
});

function courseWorld(changes: Partial<World> = {}, progress = '') {
  const made = worldOf({ lessons: LESSONS, ...changes });
  if (progress !== '') made.progress.set('', progress);
  const run = (words: string, options = {}) =>
    learn.run(
      made.world,
      options,
      words.split(' ').filter((word) => word !== ''),
    );
  return { ...made, run };
}

describe('the list', () => {
  it('has every lesson with number, name, minutes, standing and title, and says where to go on', async () => {
    const { run, output } = courseWorld();
    expect(await run('')).toBe(0);
    expect(output()).toMatch(/^ {3}3 {2}ten-lines {5}15 min {2}new {2}Ten lines$/m);
    expect(output()).toMatch(/^ {2}f0 {2}f0-given {6}15 min {2}new {2}All but the signature$/m);
    expect(output()).toContain('\n  sigv4 learn ten-lines\n');
    expect(output()).toContain('sigv4 learn test');
  });

  it.each([
    ['new', '', 'new'],
    [
      'begun: three of six steps',
      'ten-lines guess answered answer a\nten-lines send seen\nten-lines look seen\n',
      'begun, 3 of 6',
    ],
    ['done', 'ten-lines line-three passed attempts 1\n', 'done'],
    ['known by the test', 'test-out ten-lines-line answered answer b\n', 'known by the test'],
    ['new, where the test was answered wrong', 'test-out ten-lines-line answered answer a\n', 'new'],
  ])('says of a lesson that it is %s', async (_what, progress, standing) => {
    const { run, output } = courseWorld({}, progress);
    await run('list');
    expect(output()).toMatch(new RegExp(`ten-lines +15 min {2}${standing} +Ten lines$`, 'm'));
  });

  it.each([
    ['the lesson that is open', 'last ten-lines\nten-lines send seen\n', 'ten-lines'],
    ['behind one that is done', 'last ten-lines\nten-lines line-three passed attempts 1\n', 'f0-given'],
    ['behind one that is known', 'test-out ten-lines-line answered answer b\n', 'f0-given'],
  ])('goes on with %s', async (_what, progress, name) => {
    const { run, output } = courseWorld({}, progress);
    await run('');
    expect(output()).toContain(`\n  sigv4 learn ${name}\n`);
  });

  it.each([
    ['list slashes', 'encode-once'],
    ['list TEN', 'ten-lines'],
    ['list encoded twice', 'encode-once'],
  ])('is searched in names, titles and beliefs: %s', async (words, found) => {
    const { run, output } = courseWorld();
    expect(await run(words)).toBe(0);
    expect(output()).toContain(found);
    expect(output()).not.toContain(found === 'ten-lines' ? 'encode-once' : 'ten-lines');
  });

  it('says what is so beside what people believe', async () => {
    const { run, output } = courseWorld();
    await run('list encode-once');
    expect(output()).toContain('“The path is encoded twice, or not at all.” S3: once. Other services: twice.');
  });

  it('finds nothing where one of the words stands nowhere', async () => {
    const { run, errors } = courseWorld();
    expect(await run('list encoded zebra')).toBe(1);
    expect(errors()).toBe(
      'sigv4: No lesson speaks of "encoded" and "zebra". Take other words, or list all: sigv4 learn list.\n',
    );
  });

  it.each([40, 60, 80])('fits %s columns', async (outputWidth) => {
    const { run, output } = courseWorld({ outputWidth });
    await run('list');
    expect(
      Math.max(
        ...output()
          .split('\n')
          .map((row) => row.length),
      ),
    ).toBeLessThanOrEqual(outputWidth);
  });
});

describe('a lesson on paper', () => {
  it.each(['ten-lines', '3', '03', 'ten'])('is found as %s', async (word) => {
    const { run, output } = courseWorld();
    expect(await run(word)).toBe(0);
    expect(output()).toMatch(/^ {2}3 Ten lines {2}about 15 minutes$/m);
  });

  it.each(['f0', 'f0-given'])('is a rung that is called %s', async (word) => {
    const { run, output } = courseWorld();
    expect(await run(word)).toBe(0);
    expect(output()).toContain('All but the signature');
  });

  it('asks everything and answers nothing', async () => {
    const { run, output } = courseWorld();
    await run('3');
    for (const asked of ['Guess first.', 'a  the host', 'b  nothing', 'no-line  leave line 3 out', 'Type line 3.'])
      expect(output()).toContain(asked);
    for (const answer of ['It is on line 4.', 'It is this.', 'An empty line is a line.', 'Ask the class.'])
      expect(output()).not.toContain(answer);
  });

  it('has the notes of the teacher where they are asked for', async () => {
    const { run, output } = courseWorld();
    await run('3', { notes: true, plain: true });
    for (const note of ['Ask the class.', 'An empty line is a line.']) expect(output()).toContain(note);
  });

  it('is its checks alone as a challenge', async () => {
    const { run, output } = courseWorld();
    await run('3', { challenge: true });
    expect(output()).toContain('Type line 3.');
    expect(output()).not.toContain('Guess first.');
    expect(output()).not.toContain('What stands on line 3?');
  });

  it('is the test at the door too', async () => {
    const { run, output } = courseWorld();
    expect(await run('test')).toBe(0);
    expect(output()).toContain('ten-lines-line  What is on line 3?');
    expect(output()).not.toContain('It is not.');
  });

  it.each([
    [
      'order',
      '{ kind: order, expected: { value: canonical-request, lines: 1-2 }, distractors: ["get"] }',
      '[GET, /test.txt]',
      'get',
    ],
    [
      'sort',
      '{ kind: sort, categories: [travels, stays], items: [{ text: the key, in: stays }] }',
      '[stays]',
      'a  travels   b  stays',
    ],
    ['accept', "{ kind: accept, asks: 'GET /test.txt' }", "''", 'GET /test.txt, answered with 200'],
    ['grade', '{ kind: grade }', 'x', 'sigv4 grade -- ./my-signer'],
  ])('offers what a check of the kind %s offers', async (_kind, answer, solution, offered) => {
    const lessons = memoryFiles({ '03-ten-lines.md': lessonText({ check: checkYaml(answer, solution) }) });
    const { run, output } = courseWorld({ lessons });
    await run('3');
    expect(output()).toContain(offered);
  });

  it('shows no value that is asked for', async () => {
    const asks = checkYaml(
      '{ kind: type, expected: { value: canonical-request, lines: 1-3 } }',
      '"GET\\n/test.txt\\n"',
    );
    const check = asks.replace('    answer:', '    exhibits: [{ kind: value, value: canonical-request }]\n    answer:');
    const { run, output } = courseWorld({ lessons: memoryFiles({ '03-ten-lines.md': lessonText({ check }) }) });
    await run('3');
    expect(output()).toContain('(what you have made above)');
    expect(output()).not.toContain('host:examplebucket');
  });
});

describe('next', () => {
  it.each([
    ['the first one at first', '', '3 Ten lines'],
    ['the one behind the last one, done or not', 'last ten-lines\nten-lines send seen\n', 'F0 All but'],
  ])('is %s', async (_what, progress, title) => {
    const { run, output } = courseWorld({}, progress);
    expect(await run('next')).toBe(0);
    expect(output()).toContain(title);
  });

  it('is none where all is done', async () => {
    const done = ['ten-lines', 'encode-once', 'f0-given'].map((name) => `${name} line-three passed attempts 1\n`);
    const { run, errors } = courseWorld({}, done.join(''));
    expect(await run('next')).toBe(2);
    expect(errors()).toContain('All lessons are done.');
  });
});

describe('the screen', () => {
  const onScreen = () => {
    const shown: ShownCourse[] = [];
    const showCourse = async (course: ShownCourse) => {
      shown.push(course);
      return 0;
    };
    return { shown, ...courseWorld({ showCourse }) };
  };

  it.each([
    ['', {}, null],
    ['3', {}, { name: 'ten-lines', form: 'guided' }],
    ['3', { challenge: true }, { name: 'ten-lines', form: 'challenge' }],
    ['test', {}, { name: 'test-out', form: 'guided' }],
    ['next', {}, { name: 'ten-lines', form: 'guided' }],
  ])('opens for "%s" %j at %j', async (words, options, opens) => {
    const { run, shown, output } = onScreen();
    expect(await run(words, options)).toBe(0);
    const [course] = shown;
    expect(course?.opens && { name: course.opens.lesson.name, form: course.opens.form }).toEqual(opens);
    expect(output()).toBe('');
  });

  it.each(['list', 'hint 3', 'reset 3'])('stays closed for %s', async (words) => {
    const { run, shown } = onScreen();
    await run(words);
    expect(shown).toEqual([]);
  });

  it('stays closed where plain text is asked for', async () => {
    const { run, shown, output } = onScreen();
    await run('3', { plain: true });
    expect(shown).toEqual([]);
    expect(output()).toContain('Type line 3.');
  });
});

describe('a hint', () => {
  it('is the next one each time, and the last one again', async () => {
    const { run, output, progress } = courseWorld();
    for (let times = 0; times < 4; times++) expect(await run('hint ten')).toBe(0);
    const numbers = [...output().matchAll(/Hint (\d) of 3\n {2}(.*)/g)].map(([, number, text]) => `${number} ${text}`);
    expect(numbers).toEqual(['1 Look at it.', expect.stringContaining('2 The rule'), '3 It is this.', '3 It is this.']);
    expect(progress.get('')).toContain('ten-lines line-three open hints 3');
  });

  it('is for the lesson that was played last, if none is named', async () => {
    const { run, progress } = courseWorld({}, 'last encode-once\nencode-once send seen\n');
    await run('hint');
    expect(progress.get('')).toContain('encode-once line-three open hints 1');
  });

  it('is none where no check is open', async () => {
    const { run, errors } = courseWorld({}, 'ten-lines line-three passed attempts 1\n');
    expect(await run('hint 3')).toBe(1);
    expect(errors()).toContain('No check of ten-lines is open.');
  });
});

describe('reset', () => {
  const PLAYED = 'last ten-lines\nten-lines send seen\nencode-once send seen\nof-a-newer-version step seen\n';

  it.each([
    ['reset ten', ['ten-lines, which was begun'], ['encode-once send seen', 'of-a-newer-version step seen']],
    ['reset all', ['ten-lines', 'encode-once'], ['of-a-newer-version step seen']],
  ])('%s says what it forgot, and keeps the rest', async (words, forgotten, kept) => {
    const { run, output, progress } = courseWorld({}, PLAYED);
    expect(await run(words)).toBe(0);
    for (const name of forgotten) expect(output()).toContain(`Forgot ${name}`);
    const lines = (progress.get('') ?? '').split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    expect(lines).toEqual(kept);
  });

  it('says where there was nothing', async () => {
    const { run, output } = courseWorld();
    expect(await run('reset 3')).toBe(0);
    expect(output()).toBe('There was nothing to forget.\n');
  });

  it.each([
    ['after a lesson was played', PLAYED, 'sigv4 learn reset ten-lines; '],
    ['where none was', '', 'sigv4 learn reset NAME; '],
  ])('wants a name, and forgets nothing without one: %s', async (_when, before, said) => {
    const { run, errors, output, progress } = courseWorld({}, before);
    expect(await run('reset')).toBe(2);
    expect(output()).toBe('');
    expect(errors()).toContain(said);
    expect(errors()).toContain('sigv4 learn reset all');
    expect(progress.get('') ?? '').toBe(before);
  });
});

describe('a file that somebody has changed', () => {
  it.each([
    'ten-lines line-three passed attempts -5',
    'ten-lines line-three passed attempts 99999999999999999999',
    'ten-lines guess answered answer zzz',
    'test-out ten-lines-line answered answer c',
  ])('is not believed where it says what cannot be, and keeps it: %s', async (line) => {
    const { run, output, progress } = courseWorld({}, `${line}\nencode-once send seen\n`);
    await run('list');
    expect(output()).toMatch(/ten-lines +15 min {2}new/);
    await run('hint encode');
    expect(progress.get('')).toContain(`\n${line}\n`);
  });
});

describe('what cannot be', () => {
  it.each([
    ['nonsense', {}, 'There is no lesson "nonsense". Take one of ten-lines, encode-once, f0-given.'],
    ['3 4', {}, 'Too many words'],
    ['hint 3 4', {}, 'Too many words'],
    ['3', { step: 'send' }, '--step is for an answer.'],
    ['list', { challenge: true }, '--challenge is for one lesson.'],
    ['3', { theme: 'blue' }, 'There is no theme "blue".'],
    ['check no-such-folder', {}, '"no-such-folder"'],
  ])('%s %j', async (words, options, said) => {
    const { run, errors, output } = courseWorld({ filesIn: () => memoryFiles({}) });
    expect(await run(words, options)).toBe(2);
    expect(errors()).toContain(said);
    expect(output()).toBe('');
  });
});

describe('where nothing can be kept', () => {
  const full = problem('progress', 'It cannot be written.', 'Make room.');
  const SEEN = new Map([['send', { ...NO_RECORD, standing: 'seen' } as const]]);

  it.each([
    ['a hint', 'hint 3', {}, 'Hint 1 of 3'],
    ['a prediction', 'answer 3', { step: 'guess' }, 'It is kept.'],
    ['a lesson that is forgotten', 'reset 3', {}, ''],
  ])('%s says so, and the exit code too', async (_what, words, options, said) => {
    const made = worldOf({ lessons: LESSONS, updateProgress: async () => full }, { '-': 'a\n' });
    made.progress.set('', 'ten-lines send seen\n');
    expect(await learn.run(made.world, options, words.split(' '))).toBe(1);
    expect(made.output()).toContain(said);
    expect(made.errors()).toBe('sigv4: It cannot be written. Make room.\n');
  });

  it('the screen is told once', async () => {
    const told: unknown[] = [];
    const showCourse = async ({ keep, progress }: ShownCourse) => {
      for (let times = 0; times < 3; times++) told.push(await keep(progress));
      return 0;
    };
    await courseWorld({ showCourse, updateProgress: async () => full }).run('');
    expect(told).toEqual([full, null, null]);
  });

  it('what could not be written is written once there is room, and said anew when there is none again', async () => {
    const told: unknown[] = [];
    let room: 'none' | 'some' = 'none';
    const written: string[] = [];
    const updateProgress: World['updateProgress'] = async (_file, change) => {
      if (room === 'none') return full;
      written.push(change(written.at(-1) ?? ''));
      return null;
    };
    const showCourse = async ({ keep, progress }: ShownCourse) => {
      const first = withLesson(progress, 'ten-lines', SEEN);
      const both = withLesson(first, 'encode-once', SEEN);
      told.push(await keep(first));
      room = 'some';
      told.push(await keep(both));
      room = 'none';
      told.push(await keep(first));
      return 0;
    };
    await courseWorld({ showCourse, updateProgress }).run('');
    expect(told).toEqual([full, null, full]);
    expect(written.join('')).toContain('ten-lines send seen\nencode-once send seen\n');
  });

  it('the usual file is not needed, and never written over', async () => {
    const written: string[] = [];
    const { run, output, errors } = courseWorld({
      readProgress: async () => full,
      updateProgress: async (_file, change) => {
        written.push(change(''));
        return null;
      },
    });
    expect(await run('hint 3')).toBe(1);
    expect(output()).toContain('Hint 1 of 3');
    expect(errors()).toBe('sigv4: It cannot be written. Make room.\n');
    expect(written).toEqual([]);
  });

  it('a file that was named is needed', async () => {
    const { run } = courseWorld({ readProgress: async () => full });
    expect(await run('hint 3', { state: 'elsewhere' })).toBe(2);
  });
});

describe('--state', () => {
  it('names the file', async () => {
    const { run, progress } = courseWorld();
    await run('hint 3', { state: 'elsewhere' });
    expect([...progress.keys()]).toEqual(['elsewhere']);
  });

  it.each([
    ['a line of a lesson', 'ten-lines send seen\n', 0],
    [
      'the heading, and lessons of a newer version',
      '# What was done in "sigv4 learn": a line a step. Lines that are not known are kept.\nnew step seen\n',
      0,
    ],
    ['a letter to somebody', 'Dear all,\n\nsee you.\n', 2],
  ])('never writes over another file: %s', async (_what, text, status) => {
    const { run, progress } = courseWorld();
    progress.set('elsewhere', text);
    expect(await run('hint 3', { state: 'elsewhere' })).toBe(status);
    expect(progress.get('elsewhere') === text).toBe(status !== 0);
  });
});

describe('check', () => {
  it('says file, place, what is wrong and how to mend it', async () => {
    const broken = memoryFiles({ '03-ten-lines.md': lessonText({ goal: 'gaol: You can write it.' }) });
    const { run, output } = courseWorld({ filesIn: () => broken });
    expect(await run('check my-lessons')).toBe(1);
    expect(output()).toMatch(/^ {2}03-ten-lines\.md: goal\n/m);
    expect(output()).toMatch(/✗ \d+ findings in 1 lesson\.\n$/);
  });

  it('of a folder of somebody does not ask for all misconceptions', async () => {
    const right = memoryFiles({ '03-ten-lines.md': lessonText() });
    const { run, output } = courseWorld({ filesIn: () => right });
    await run('check my-lessons');
    expect(output()).not.toContain('misconception');
  });

  it.each([
    ['that is empty', memoryFiles({ 'README.md': '' })],
    ['that is not there', memoryFiles({})],
  ])('wants a folder of lessons, not one %s', async (_what, files) => {
    const { run } = courseWorld({ filesIn: () => files });
    expect(await run('check my-lessons')).toBe(2);
  });
});
