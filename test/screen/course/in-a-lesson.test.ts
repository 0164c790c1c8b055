/** A step of a lesson: its options, its keys, and what it shows of requests and responses. */
import { describe, expect, it } from 'vitest';
import { questionOf, stepsOf } from '../../../src/lessons/playing/records.ts';
import { LESSONS, openAt, openCourse, rowOfCursor, settled } from '../../support/screen/course-on-screen.ts';

describe('an option', () => {
  it('is reached by its letter, Home and End, and taken by enter', async () => {
    const course = await openAt('ten-lines', 'which-two-are-empty', { height: 40 });
    await course.press('c');
    expect(rowOfCursor(course.rows())).toMatch(/^> +c /);
    await course.press('home');
    expect(rowOfCursor(course.rows())).toMatch(/^> +a /);
    await course.press('end', 'g');
    expect(rowOfCursor(course.rows())).toMatch(/^> +c /);
    await course.press('b', 'return');
    expect(course.text()).toContain('✓ b');
  });
});

describe('a lesson that was played before', () => {
  it('begins where it was left', async () => {
    const progress = (await openAt('ten-lines', 'look')).progress();
    const [lesson] = LESSONS.filter(({ name }) => name === 'ten-lines');
    if (!lesson) throw new Error('There is no such lesson.');
    const course = openCourse({ height: 40, progress, change: { opens: { lesson, form: 'guided' } } });
    await settled(course);
    expect(course.text()).toMatch(/ 6\/\d+ /);
    expect(course.progress().records.get('ten-lines')).toEqual(progress.records.get('ten-lines'));
  });
});

describe('a request that was pasted', () => {
  it('shows no token of the person who pasted it', async () => {
    const course = await openAt('f6-a-task', 'upload', { height: 60 });
    await course.paste(
      'PUT /a HTTP/1.1\nHost: h\nx-amz-security-token: IQoJb3JpZ2luX2VjE\nCookie: session=0123456789\n\n',
    );
    expect(course.text()).toContain('x-amz-security-token: *');
    expect(course.text()).not.toMatch(/IQoJ|0123456789/);
  });
});

describe('the last row at a question', () => {
  const questions = LESSONS.flatMap((lesson) =>
    stepsOf(lesson, 'guided').flatMap((step) => {
      const answer = questionOf(step)?.answer;
      if (answer?.kind === 'choose')
        return [{ lesson: lesson.name, id: step.id, keys: 'abcdefg', count: answer.options.length }];
      return answer?.kind === 'sort'
        ? [{ lesson: lesson.name, id: step.id, keys: '123456789', count: answer.categories.length }]
        : [];
    }),
  );
  const counts = new Map(questions.map((question) => [`${question.keys} ${question.count}`, question]));

  it.each([...counts.values()])('names the $count keys of $lesson $id', async ({ lesson, id, keys, count }) => {
    const course = await openAt(lesson, id, { width: 120, height: 60 });
    while (!/ (?:select|sort) {2}/.test(course.rows().at(-1) ?? '')) await course.press('return');
    const [, named = ''] = / {2}((?:[a-g1-9] )+)(?:select|sort) /.exec(course.rows().at(-1) ?? '') ?? [];
    expect(named.trim()).toBe([...keys].slice(0, count).join(' '));
  });
});

describe('the document of a refusal', () => {
  it('is whole three times, and after that a key shows it', async () => {
    const course = await openAt('ten-lines', 'no-line-three', { height: 100 });
    const send = async () => {
      if (!course.rows().at(-1)?.includes('send')) await course.press('s');
      await course.press('return');
    };
    for (let sent = 0; sent < 3; sent++) {
      await send();
      expect(course.text()).toContain('<StringToSign>');
      expect(course.rows().at(-1)).not.toContain('whole response');
      await course.press('right');
    }
    await send();
    expect(course.text()).toMatch(/The whole response {2}\d+ lines; v shows them/);
    expect(course.text()).not.toContain('<StringToSign>');
    expect(course.rows().at(-1)).toContain('v whole response');
    await course.press('v');
    expect(course.text()).toContain('<StringToSign>');
    expect(course.rows().at(-1)).not.toContain('whole response');
  });
});

describe('the gutter of a lesson', () => {
  it('is that of a walk', async () => {
    const course = await openAt('ten-lines', 'look', { height: 100 });
    for (const row of [
      ' MP   0 GET /test.txt HTTP/1.1\\r\\n',
      ' M    1 GET\\n',
      ' .    3 \\n',
      ' H    4 host:examplebucket.s3.amazonaws.com\\n',
      ' N1   5 range:bytes=0-9\\n',
      ' D    7 x-amz-date:20130524T000000Z\\n',
      ' #      7344ae5b7ee6c3e7e6b0fe0640412a37625d1fbfff95c48bbb2dc43964946972',
    ])
      expect(course.rows()).toContain(row);
  });
});

it('the help of a lesson explains the mark of what differs', async () => {
  const course = await openAt('ten-lines', 'send', { height: 60 });
  await course.press('?');
  expect(course.text()).toMatch(/^ *~ +a line of what is sent that differs from the right request$/m);
});
