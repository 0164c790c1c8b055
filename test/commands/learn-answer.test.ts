/** `… | sigv4 learn answer`: what a program prints is judged line by line, byte by byte, and kept. */

import { describe, expect, it } from 'vitest';
import { learn } from '../../src/commands/learn/learn.ts';
import type { CommandWorld } from '../../src/commands/table.ts';
import { worldOf } from '../support/commands/test-world.ts';
import { memoryFiles } from '../support/fixtures.ts';
import { checkYaml, type LessonFields, lessonText } from '../support/lessons/lesson-text.ts';

/** AWS's example: https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html. */
const CANONICAL_REQUEST = [
  'GET',
  '/test.txt',
  '',
  'host:examplebucket.s3.amazonaws.com',
  'range:bytes=0-9',
  'x-amz-content-sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  'x-amz-date:20130524T000000Z',
  '',
  'host;range;x-amz-content-sha256;x-amz-date',
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
];
const SIGNATURE = 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41';
/** Signed as the same page has it. */
const REQUEST = [
  'GET /test.txt HTTP/1.1',
  'Host: examplebucket.s3.amazonaws.com',
  `Authorization: AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, SignedHeaders=host;range;x-amz-content-sha256;x-amz-date, Signature=${SIGNATURE}`,
  'Range: bytes=0-9',
  'x-amz-content-sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  'x-amz-date: 20130524T000000Z',
  '',
  '',
].join('\r\n');

const typed = (expected: string) => checkYaml(`{ kind: type, expected: ${expected} }`, "'x'");
const lessonWith = (fields: LessonFields) =>
  memoryFiles({ '03-ten-lines.md': lessonText(fields), '04-encode-once.md': lessonText({ title: 'title: Encode' }) });

async function answered(
  input: string,
  {
    fields = {},
    step,
    progress = '',
    world: changes = {},
  }: {
    readonly fields?: LessonFields;
    readonly step?: string;
    readonly progress?: string;
    readonly world?: Partial<CommandWorld>;
  },
) {
  const made = worldOf({ lessons: lessonWith(fields), ...changes }, { '-': input });
  made.progress.set('', progress);
  const status = await learn.run(made.world, step === undefined ? {} : { step }, ['answer', 'ten-lines']);
  return { status, output: made.output(), errors: made.errors(), kept: made.progress.get('') ?? '' };
}

const WHOLE = { check: typed('{ value: canonical-request }') };
const text = (lines: readonly string[]) => `${lines.join('\n')}\n`;
const changed = (index: number, line: string) => text(CANONICAL_REQUEST.map((one, at) => (at === index ? line : one)));

describe('typed lines', () => {
  it.each([
    ['with a newline at the end', text(CANONICAL_REQUEST)],
    ['without one, as they are signed', CANONICAL_REQUEST.join('\n')],
  ])('are right %s', async (_what, input) => {
    const { status, output, kept } = await answered(input, { fields: WHOLE });
    expect(status).toBe(0);
    expect(output.match(/✓ line/g)).toHaveLength(10);
    expect(output).not.toContain('✗');
    expect(kept).toContain('ten-lines asked passed attempts 1');
  });

  /** Each with the line, column and offset that a count by hand gives. */
  it.each([
    [
      'another byte',
      changed(4, 'range:bytes=0-8'),
      5,
      'Line 5, column 15 (byte 65): "8" (0x38) is where "9" (0x39) belongs.',
    ],
    [
      'a space',
      changed(4, 'range: bytes=0-9'),
      5,
      'Line 5, column 7 (byte 57): SP (0x20) is where "b" (0x62) belongs.',
    ],
    ['a carriage return', changed(0, 'GET\r'), 1, 'Line 1, column 4 (byte 3): CR (0x0D) is where the line should end.'],
    [
      'a tabulator',
      changed(1, '/test.txt\t'),
      2,
      'Line 2, column 10 (byte 13): TAB (0x09) is where the line should end.',
    ],
    [
      'a line that is cut short',
      changed(1, '/test.tx'),
      2,
      'Line 2, column 9 (byte 12): the line ends where "t" (0x74) belongs.',
    ],
    [
      'a letter of two bytes',
      changed(1, '/tést.txt'),
      2,
      'Line 2, column 3 (byte 6): 0xC3 (first of two bytes of UTF-8) is where "e" (0x65) belongs.',
    ],
    ['a line too many', text([...CANONICAL_REQUEST, 'more']), 11, 'Line 11 is one too many: 10 lines are expected.'],
  ])('with %s are wrong there', async (_what, input, line, says) => {
    const { status, output, kept } = await answered(input, { fields: WHOLE });
    expect(status).toBe(1);
    expect(output).toContain(says);
    expect(output).toMatch(new RegExp(`✗ line ${line} `));
    expect(output).not.toMatch(new RegExp(`✓ line ${line} `));
    expect(kept).toContain('ten-lines asked open attempts 1');
  });

  it('answer the question with the number that the handout shows', async () => {
    const first = await answered('b', { step: '1' });
    expect(first.output).not.toBe('');
    expect(first.kept).toContain('ten-lines guess answered');
    const none = await answered('b', { step: '99' });
    expect(none).toMatchObject({ status: 2, kept: '' });
  });

  it('say how many are missing', async () => {
    const { status, output } = await answered(text(CANONICAL_REQUEST.slice(0, 3)), { fields: WHOLE });
    expect(status).toBe(1);
    expect(output).toContain('Right so far: 3 of 10 lines.');
  });

  it('are told that LF alone ends a line, where all end as in HTTP', async () => {
    const { output } = await answered(CANONICAL_REQUEST.join('\r\n'), { fields: WHOLE });
    expect(output).toContain('The lines of the signed text end with LF alone.');
  });

  it('can be one empty line, which is not the same as nothing', async () => {
    expect((await answered('\n', {})).status).toBe(0);
    const nothing = await answered('', {});
    expect(nothing.status).toBe(1);
    expect(nothing.output).toContain('There is no answer yet.');
  });

  it('show what is no text as bytes', async () => {
    const { output } = await answered(changed(1, '/\x1b[31mtest.txt'), { fields: WHOLE });
    expect(output).toContain('/\\x1b[31mtest.txt');
    expect(output).not.toContain('\x1b');
  });

  it('are no answer where they are not UTF-8', async () => {
    const world = { readFile: async () => '\xff\xfe' as Awaited<ReturnType<CommandWorld['readFile']>> };
    const { status, errors } = await answered('', { world });
    expect({ status, errors }).toEqual({
      status: 2,
      errors: 'sigv4: The answer is not UTF-8. Write it as text in UTF-8.\n',
    });
  });
});

describe('lines in order', () => {
  const ORDER = checkYaml(
    '{ kind: order, expected: { value: canonical-request, lines: 1-2 }, distractors: ["get"] }',
    '[GET, /test.txt]',
  );

  it.each([
    ['GET\n/test.txt\n', 0, '✓ line 2'],
    ['/test.txt\nGET\n', 1, 'Line 1, column 1 (byte 0): "/" (0x2F) is where "G" (0x47) belongs.'],
    ['get\n/test.txt\n', 1, 'Line 1, column 1 (byte 0): "g" (0x67) is where "G" (0x47) belongs.'],
    ['neither\n', 1, '✗ line 1'],
  ])('are typed: %j', async (input, status, says) => {
    const found = await answered(input, { fields: { check: ORDER } });
    expect(found.status).toBe(status);
    expect(found.output).toContain(says);
  });
});

describe('a request', () => {
  const ACCEPT = { check: checkYaml("{ kind: accept, asks: 'GET /test.txt', status: 206 }", "''") };

  async function expectAnswered(_what: string, input: string, status: number, says: string) {
    const found = await answered(input, { fields: ACCEPT });
    expect(found.output).toContain(says);
    expect(found.status).toBe(status);
  }

  it.each([
    ['that the sandbox accepts is right', REQUEST, 0, 'S3 returns 206.'],
    ['that is none is wrong', 'hello\n', 1, '✗'],
  ])('%s', expectAnswered);

  // The sandbox looks for the mistake in each of them.
  it.each([
    ['that is changed is refused, and says why', REQUEST.replace('bytes=0-9', 'bytes=0-8'), 1, 'SignatureDoesNotMatch'],
    ['for something else is not what was asked', REQUEST.replace('/test.txt', '/other.txt'), 1, '✗'],
  ])('%s', { tags: ['expensive'] }, expectAnswered);
});

describe('what is chosen, sorted and tried', () => {
  const CHOOSE = {
    check: checkYaml(
      '{ kind: choose, options: [{ text: the host, belief: empty-lines-are-cosmetic, says: On line 4. }, { text: nothing, right: true }] }',
      '2',
    ),
  };
  const SORT = {
    check: checkYaml(
      '{ kind: sort, categories: [travels, stays], items: [{ text: the key, in: stays, says: It is secret. }, { text: its ID, in: travels, says: It is a name. }] }',
      '[stays, travels]',
    ),
  };
  const TRY = {
    check: checkYaml(
      `{ kind: try, outcomes: ['206', SignatureDoesNotMatch], shots: [{ id: as-signed, says: send it, expect: { status: 206 } }, { id: other-path, says: change the path, changes: [{ what: replace-in-head, from: bytes=0-9, to: bytes=0-8 }], expect: { status: 403, code: SignatureDoesNotMatch } }] }`,
      '[as-signed, other-path]',
    ),
  };

  it.each([
    ['a letter', CHOOSE, 'b', 0],
    ['a capital letter', CHOOSE, 'B', 0],
    ['a number', CHOOSE, '2', 0],
    ['the text', CHOOSE, 'nothing', 0],
    ['another option', CHOOSE, 'a', 1],
    ['two options', CHOOSE, 'a\nb', 2],
    ['what is not one of the options', CHOOSE, 'c', 2],
    ['categories by letter', SORT, 'b\na', 0],
    ['categories by name', SORT, 'stays\ntravels', 0],
    ['categories that are wrong', SORT, 'a\na', 1],
    ['too few', SORT, 'b', 1],
    ['too many', SORT, 'b\na\nb', 2],
    ['all that is to be tried', TRY, 'as-signed other-path', 0],
    ['their letters on paper', TRY, 'a b', 0],
    ['a part of it', TRY, 'as-signed', 1],
    ['what cannot be tried', TRY, 'something', 2],
  ])('is %s', async (_what, fields, input, status) => {
    const found = await answered(`${input}\n`, { fields, step: 'asked' });
    expect(`${found.status} ${found.errors}`).toMatch(new RegExp(`^${status} `));
    expect(found.kept.includes('ten-lines asked passed')).toBe(status === 0);
  });

  it('is really sent, and its answer told', async () => {
    const { output } = await answered('other-path', { fields: TRY, step: 'asked' });
    expect(output).toContain('other-path: 403 SignatureDoesNotMatch');
  });
});

describe('which step', () => {
  const two = `${checkYaml('{ kind: choose, options: [{ text: x, right: true }, { text: y, belief: public-key, says: No. }] }', '1')}
  - id: typed
    ask: Type line 1.
    answer: { kind: type, expected: { value: canonical-request, lines: 1 } }
    hints: [a, b (https://docs.aws.amazon.com/s3), c]
    solution: GET`;

  it('is the first check that a program answers', async () => {
    const { output, kept } = await answered('GET\n', { fields: { check: two } });
    expect(output).toContain('✓ typed is right.');
    expect(kept).toContain('ten-lines typed passed');
    expect(output).toMatch(/Next\n {2}asked {2}Do it\./);
  });

  it('is one that was skipped, where no other is open', async () => {
    const { kept } = await answered('GET\n', { fields: { check: two }, progress: 'ten-lines typed skipped\n' });
    expect(kept).toContain('ten-lines typed passed');
  });

  it('has to be named where there is none', async () => {
    const { status, errors } = await answered('GET\n', {
      fields: { check: two },
      progress: 'ten-lines typed passed\n',
    });
    expect(status).toBe(2);
    expect(errors).toContain('--step: guess, asked, typed.');
  });

  it('has to be one of the lesson', async () => {
    const { status, errors } = await answered('GET\n', { fields: { check: two }, step: 'none' });
    expect(status).toBe(2);
    expect(errors).toContain('Its questions are guess, asked, typed.');
  });

  it('may be a prediction, which is given once, is marked, and ends with 0 even if it is wrong', async () => {
    const { status, output, kept } = await answered('a\n', { step: 'guess' });
    expect(status).toBe(0);
    expect(output).toContain('✗ Not quite. It is b: nothing\n  It is on line 4.');
    expect((await answered('b\n', { step: 'guess' })).output).toContain('✓ Right.');
    expect(kept).toContain('ten-lines guess answered answer a');
    const again = await answered('b\n', { step: 'guess', progress: kept });
    expect(again.kept).toContain('ten-lines guess answered answer a');
    expect(again.output).toContain('yours was a');
  });
});

describe('the last check', () => {
  it('says what the lesson leaves one with, and what is next', async () => {
    const { output } = await answered('\n', {});
    expect(output).toContain('An empty line is a line.');
    expect(output).toContain('sigv4 learn encode-once');
  });

  it('says so once', async () => {
    const { output } = await answered('\n', {
      progress: 'ten-lines line-three passed attempts 1\n',
      step: 'line-three',
    });
    expect(output).not.toContain('An empty line is a line.');
  });
});

describe('a program that prints too much', () => {
  it.each([
    { surplus: 5, more: null, listed: 15 },
    { surplus: 6, more: 'and 1 more line', listed: 15 },
    { surplus: 500_000, more: 'and 499995 more lines', listed: 15 },
  ])('has $surplus surplus lines counted: $listed are listed', async ({ surplus, more, listed }) => {
    const input = text([...CANONICAL_REQUEST, ...Array<string>(surplus).fill('debug')]);
    const { status, output } = await answered(input, { fields: WHOLE });
    expect(status).toBe(1);
    expect(output.match(/[✓✗] line/g)).toHaveLength(listed);
    if (more === null) expect(output).not.toContain('more line');
    else expect(output).toMatch(new RegExp(`^ *${more}$`, 'm'));
    expect(output).toContain('Line 11 is one too many: 10 lines are expected.');
  });

  it.each([
    ['that is not too long is whole', 600, 'y'.repeat(600)],
    ['that is too long is cut, and its bytes counted', 601, `${'y'.repeat(600)}… (601 bytes)`],
    ['of many bytes too', 2_000_000, `${'y'.repeat(600)}… (2000000 bytes)`],
  ])('a line %s', async (_what, length, shown) => {
    const { output } = await answered(changed(2, 'y'.repeat(length)), { fields: WHOLE });
    expect(output).toMatch(new RegExp(`✗ line 3 +${shown.replace(/[()]/g, '\\$&')}$`, 'm'));
    expect(output).toContain('Line 3, column 1');
    expect(output.length).toBeLessThan(4_000);
  });
});

describe('at a terminal', () => {
  it('the question is said, and how it is answered', async () => {
    const { status, errors } = await answered('', { world: { isInputTerminal: true } });
    expect(status).toBe(2);
    expect(errors).toContain('Type line 3.');
    expect(errors).toContain('| sigv4 learn answer ten-lines --step line-three');
  });
});

describe('the test at the door', () => {
  const QUIZ = `quiz:
  - { id: one, ask: One?, options: [{ text: yes it is, right: true }, { text: no, belief: public-key, says: It is. }] }
  - { id: two, ask: Two?, options: [{ text: yes it is, right: true }, { text: no, belief: public-key, says: It is. }] }`;
  const answers = async (...letters: string[]) => {
    const lessons = memoryFiles({ '03-ten-lines.md': lessonText({ quiz: QUIZ }), '04-other.md': lessonText() });
    const progress = new Map<string, string>();
    const outputs: string[] = [];
    for (const letter of letters) {
      const { world, output } = worldOf(
        {
          lessons,
          readProgress: async () => progress.get('') ?? '',
          updateProgress: async (_file, change) => {
            progress.set('', change(progress.get('') ?? ''));
            return null;
          },
        },
        { '-': `${letter}\n` },
      );
      expect(await learn.run(world, {}, ['answer', 'test'])).toBe(0);
      outputs.push(output());
    }
    return outputs;
  };

  it('says nothing of an answer before the last', async () => {
    const [first = '', last = ''] = await answers('a', 'a');
    expect(first).toContain('1 of 2 questions are left; the next one is ten-lines-two.');
    expect(last).toContain('You can skip:');
    expect(last).toContain('ten-lines');
    expect(last).toContain('sigv4 learn other');
  });

  it('leaves nothing out where an answer was wrong', async () => {
    const outputs = await answers('a', 'b');
    expect(outputs.at(-1)).toContain('You cannot skip any lesson.');
  });
});
