/** `sigv4 learn` as text: the list, a lesson on paper, what is next, and what cannot be. */
import { describe, expect, it } from 'vitest';
import type { ShownCourse } from '../../src/app/course/shown-course.ts';
import { screenFor } from '../support/commands/test-world.ts';
import { memoryFiles } from '../support/fixtures.ts';
import { checkYaml, lessonText } from '../support/lessons/lesson-text.ts';
import { courseWorld } from '../support/lessons/small-course.ts';

describe('the list', () => {
  it('has every lesson with number, name, minutes, state and title, and says where to go on', async () => {
    const { run, output } = courseWorld();
    expect(await run('')).toBe(0);
    expect(output()).toMatch(/^ {3}3 {2}ten-lines {5}15 min {2}new {2}Ten lines$/m);
    expect(output()).toMatch(/^ {2}F0 {2}f0-given {6}15 min {2}new {2}All but the signature$/m);
    expect(output()).toContain('\n  sigv4 learn ten-lines\n');
    expect(output()).toContain('sigv4 learn test');
  });

  it.each([
    ['new', '', 'new'],
    [
      'begun: at the step after what was last done',
      'ten-lines guess answered answer a\nten-lines send seen\nten-lines look seen\n',
      'started, at step 5 of 7',
    ],
    ['done', 'ten-lines line-three passed attempts 1\n', 'done'],
    ['known from the test', 'test-out ten-lines-line answered answer b\n', 'known from the test'],
    ['new, where the test was answered wrong', 'test-out ten-lines-line answered answer a\n', 'new'],
  ])('says of a lesson that it is %s', async (_what, progress, state) => {
    const { run, output } = courseWorld({}, progress);
    await run('list');
    expect(output()).toMatch(new RegExp(`ten-lines +15 min {2}${state} +Ten lines$`, 'm'));
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
    expect(output()).toContain(
      '“The path is encoded twice, or not at all.” For S3 it is encoded once, for other services twice.',
    );
  });

  it('finds nothing where one of the words is nowhere', async () => {
    const { run, errors } = courseWorld();
    expect(await run('list encoded zebra')).toBe(1);
    expect(errors()).toBe(
      'sigv4: No lesson mentions "encoded" and "zebra". Try other words, or list all lessons: sigv4 learn list.\n',
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
    for (const asked of ['Guess first.', 'a  the host', 'b  nothing', '• sign without line 3', 'Type line 3.'])
      expect(output()).toContain(asked);
    for (const answer of ['It is on line 4.', 'It is this.', 'An empty line is a line.', 'Ask the class.'])
      expect(output()).not.toContain(answer);
  });

  it('has the notes of the teacher where they are asked for', async () => {
    const { run, output } = courseWorld();
    await run('3', { notes: true, plain: true });
    for (const note of ['Ask the class.', 'An empty line is a line.']) expect(output()).toContain(note);
  });

  it('prints the bytes that its Look names, with a line to write on in the place of one that is asked for', async () => {
    const { run, output } = courseWorld();
    await run('3');
    // The ten lines are those of AWS's documented example.
    expect(output()).toMatch(
      /Canonical request\n\s+line 1 +GET\n\s+line 2 +\/test\.txt\n\s+line 3 +_+\n\s+line 4 +host:examplebucket/,
    );
  });

  it('has each answer with its reason for the teacher', async () => {
    const { run, output } = courseWorld();
    await run('3', { notes: true, plain: true });
    expect(output()).toMatch(
      /Answers {2}.*\n\s+1\. What stands on line 3\?\n\s+b {2}nothing\n\s+To a: It is on line 4\.\n\s+2\. Type line 3\.\n\s+\(empty\)\n\s+The rule/,
    );
  });

  it('numbers the questions, and does not show their IDs', async () => {
    const { run, output } = courseWorld();
    await run('3');
    expect(output()).toMatch(/^ {2}1\. What .*\?$[\s\S]*^ {2}2\. Type line 3\.$/m);
    expect(output()).not.toMatch(/guess$|line-three|no-line/m);
    expect(output()).toContain("echo 'your answer' | sigv4 learn answer ten-lines --step 1\n");
  });

  it('begins the answers on a new page, except on a terminal', async () => {
    const piped = courseWorld();
    await piped.run('3', { notes: true, plain: true });
    expect(piped.output()).toMatch(/--step 1\n\f {2}Answers/);
    const terminal = courseWorld({ outputWidth: 80 });
    await terminal.run('3', { notes: true, plain: true });
    expect(terminal.output()).not.toContain('\f');
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
    expect(output()).toContain('1. What is on line 3?\n');
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
      '{ kind: sort, categories: [travels, stays], items: [{ text: the key, in: stays, says: It is secret. }] }',
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
    await run('3', { challenge: true });
    expect(output()).toContain('(your result from above)');
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
    return { shown, ...courseWorld({ screen: screenFor({ course: showCourse }) }) };
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

describe('what cannot be', () => {
  it.each([
    ['nonsense', {}, 'There is no lesson "nonsense". Use one of ten-lines, encode-once, f0-given.'],
    ['3 4', {}, 'Too many words'],
    ['hint 3 4', {}, 'Too many words'],
    ['3', { step: 'send' }, '--step is only for answer.'],
    ['list', { challenge: true }, '--challenge is only for a lesson.'],
    ['check', {}, 'learn check is gone.'],
  ])('%s %j', async (words, options, said) => {
    const { run, errors, output } = courseWorld();
    expect(await run(words, options)).toBe(2);
    expect(errors()).toContain(said);
    expect(output()).toBe('');
  });
});
