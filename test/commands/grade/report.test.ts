/** `sigv4 grade`: the report, in each of its forms. Most need only the lines that a program answers. */
import { describe, expect, it } from 'vitest';
import { GROUPS } from '../../../src/grading/cases/groups.ts';
import {
  type Answering,
  documentOf,
  eachLine,
  grade,
  learner,
  ONE,
  WRONG,
  wrong,
} from '../../support/grading/grade-command.ts';
import { learnerAnswer } from '../../support/grading/learner-signer.ts';

describe('the first wrong case', () => {
  it('shows both lines with their whole ends if a signer ends them with CR LF', async () => {
    const withCrLf: Answering = (question) => {
      const answer = learnerAnswer(question, 'none', false);
      return [
        { ...answer, signature: '0'.repeat(64), canonicalRequest: answer.canonicalRequest?.replaceAll('\n', '\r\n') },
      ];
    };
    const { output } = await grade({ only: ['s3-documentation/get-object'] }, withCrLf);
    expect(output).toMatch(/^ {2}right {8}GET\\n\n {2}yours {8}GET\\r\\n$/m);
  });
});

describe('the report', () => {
  it('says the mistake, how to fix it, the lesson, the values and the case alone', async () => {
    const { output } = await grade({}, learner('DateKey as hex'));
    expect(output).toContain('first wrong stage among those given: signing key');
    expect(output).toContain(
      "AWS's suite, header    canonical request ✓ 29/29   string to sign ✓ 29/29   signing key ✗ 0/29",
    );
    expect(output).toContain(
      'Mistake  ✗ The DateRegionKey was derived with the hexadecimal text of the DateKey as its key, not with its 32 bytes.',
    );
    expect(output).toContain('It explains all 125 wrong signatures.  (signing-key-not-binary, date-key-as-hex-text)');
    expect(output).toContain('Lesson: sigv4 learn derive-the-key');
    expect(output).toContain('sigv4 grade --only s3-documentation/get-bucket-lifecycle -- ');
    expect(output).toContain('– --groups session: temporary credentials');
  });

  it.each([
    [['s3-documentation/get-object'], 'It explains the only wrong signature.'],
    [['s3-documentation/get-object', 's3-documentation/get-bucket-lifecycle'], 'It explains both wrong signatures.'],
  ])('calls a few wrong signatures by their words: %j', async (only, says) => {
    expect((await grade({ only }, learner('DateKey as hex'))).output).toContain(says);
  });

  const right: Answering = ({ id }) => [{ id, problem: 'no' }];
  const extra = { id: 'x', problem: 'no' };
  const also =
    (more: (number: number, answer: unknown) => readonly unknown[]): Answering =>
    (question, number) =>
      right(question, number).flatMap((answer) => [answer, ...more(number, answer)]);
  it.each<[string, Answering, string]>([
    ['answers that are surplus', also((_number, answer) => [answer]), ', 7 extra answers'],
    ['one that is', also((number) => (number === 7 ? [extra] : [])), ', 1 extra answer'],
    ['lines that are no answers', also(() => ['debug']), ', 7 lines are not answers'],
    ['one that is none', also((number) => (number === 7 ? ['debug'] : [])), ', 1 line is not an answer'],
    [
      'both',
      also((number, answer) => (number < 3 ? [answer] : number === 7 ? ['debug'] : [])),
      ', 2 extra answers, 1 line is not an answer',
    ],
    ['nothing where all is right', right, ''],
  ])('says in its first line %s', async (_what, program, said) => {
    const { code, output } = await grade({ groups: 'refuse', only: ['refuse/*'] }, program);
    expect(code).toBe(said === '' ? 0 : 1);
    expect(output.split(': ')[0]).toBe(`${said === '' ? '✓' : '✗'} 7 of 7 cases are right${said}`);
  });

  const PROTOCOL = 'Output of your program that is not an answer';
  const NO_ANSWER = 'Cases without an answer';
  it.each([3, 127])('of a program that ends with the exit code %i says so once, and counts nothing', async (code) => {
    const { output } = await grade({}, ['-e', `process.exit(${code})`]);
    expect(output).not.toContain(PROTOCOL);
    expect(output).not.toMatch(/^ *Counts/m);
    expect(output).not.toContain("AWS's suite, header");
    const below = output.slice(output.indexOf(NO_ANSWER));
    expect(below.match(new RegExp(`ended with exit code ${code} `, 'g'))).toHaveLength(1);
    expect(below).toMatch(/^ *and the same in 2 more cases$/m);
  });

  it('has what was written apart from what was not', async () => {
    const does = `console.log("debug"); if (q.id === '${ONE}') process.exit(3); ${WRONG}`;
    const { output } = await grade({ only: ['s3-*'] }, eachLine(does));
    const at = [output.indexOf(PROTOCOL), output.indexOf(NO_ANSWER), output.indexOf('Not tested')];
    expect(at.every((one, index) => one > (at[index - 1] ?? 0))).toBe(true);
    expect(output.slice(at[0], at[1])).not.toContain('exit code 3');
    expect(output.slice(at[1], at[2])).not.toContain('debug');
    expect(output).toMatch(/^ *Counts/m);
  });

  it('counts nothing where everything was refused', async () => {
    const { output } = await grade({ only: ['s3-*'] }, right);
    expect(output).toMatch(/^✗ 0 of 7 cases/);
    expect(output).not.toMatch(/^ *Counts/m);
  });

  it('says the first byte that is wrong, by its name', async () => {
    const { output } = await grade({ only: ['gaps/key-reserved'] }, learner('encodeURIComponent'));
    expect(output).toContain('gaps/key-reserved: canonical request, line 2, byte 2');
    expect(output).toContain('Expected "%" (0x25), found "(" (0x28).');
  });

  it('says where alone, or where and why, to the person who is examined', async () => {
    const program = learner('DateKey as hex');
    const only = [ONE];
    const [where, why, all] = await Promise.all(
      ['1', '2', '3'].map((say) => grade({ say, json: true, only }, program)),
    );
    const signingKey = 'dbb893acc010964918f1fd433add87c70e8b0db6be30c1fbeafefa5ec6ba8378';
    expect(where?.output).toContain('"firstWrongStage": "signingKeyHex"');
    for (const word of ['DateRegionKey', 'date-key-as-hex-text', signingKey]) expect(where?.output).not.toContain(word);
    expect(why?.output).toContain('date-key-as-hex-text');
    expect(why?.output).not.toContain(signingKey);
    expect(all?.output).toContain(signingKey);
  });

  it('has the same bytes each time', async () => {
    const program = learner('query as it comes');
    for (const form of [{}, { json: true }, { tap: true }, { junit: true }]) {
      const options = { ...form, only: ['gaps/*'] };
      const [one, other] = [await grade(options, program), await grade(options, program)];
      expect(one.code).toBe(1);
      expect(one).toEqual(other);
    }
  });

  it('is a document with the mistake by id and variant, of all and of each case', async () => {
    const document = await documentOf({}, learner('no AWS4', true));
    expect(document.mistake).toMatchObject({ id: 'signing-key-not-binary', variant: 'no-prefix', twins: [] });
    expect(document.cases[0].mistake).toEqual({ id: 'signing-key-not-binary', variant: 'no-prefix' });
    expect(document.cases[0].stages).toMatchObject({ canonicalRequest: 'not-given', signature: 'wrong' });
  });

  it('is TAP, a point for each case and one for what was printed besides', async () => {
    const { output } = await grade({ tap: true, only: ['gaps/key-*', 'gaps/query-*'] }, learner('encodeURIComponent'));
    expect(output.split('\n').slice(0, 3)).toEqual(['TAP version 14', '1..5', 'not ok 1 - gaps/key-reserved']);
    expect(output).toMatch(
      / {2}---\n {2}message: "Wrong: canonical request, string to sign, signature; first at line 2/,
    );
    expect(output).toMatch(
      /\nok 2 - gaps\/query-case\nok 3 - gaps\/query-equal-names\nok 4 - gaps\/query-space\nok 5 - protocol\n$/,
    );
  });

  it.each<[string, Answering, string]>([
    ['a right signer', learner(), './mysigner,5,5,,'],
    ['a mistake', learner('query as it comes'), './mysigner,3,5,query-not-sorted/as-sent,'],
    ['no answer that is JSON', () => ['=1'], './mysigner,0,5,line-wrong; program-ended,'],
  ])('is a row of the table of a class for %s', async (_what, program, row) => {
    const { output } = await grade({ csv: true, only: ['gaps/*'] }, program);
    expect(output).toMatch(/^[^\n]*,\d+\.\d\n$/);
    expect(output.replace(/[\d.]+\n$/, '')).toBe(row);
  });

  it('is XML in which nothing of the program is markup', async () => {
    const program: Answering = ({ id }) => [{ id, problem: '<a href="x">&\u0007]]>' }];
    const { output } = await grade({ junit: true, only: [ONE] }, program);
    expect(output).toContain('<testsuites name="sigv4 grade" tests="2" failures="1">');
    expect(output).toContain(
      '<failure message="Your program refused it: &lt;a href=&quot;x&quot;&gt;&amp;\\x07]]&gt;"/>',
    );
  });

  it('says of what has to be refused why, and that it was signed', async () => {
    const { cases } = await documentOf({ groups: GROUPS.join(), only: ['refuse/expires-at-once'] }, wrong);
    expect(cases[0].says).toBe(
      'Your program signed it instead of refusing it. S3 accepts no presigned URL that is valid for less than one second.',
    );
  });

  it('shows nothing of a program that could command a terminal', async () => {
    const { output } = await grade({ only: [ONE] }, ({ id }) => [{ id: `${id}\u001b[2J`, problem: '\u001b[2J' }]);
    expect(output).not.toContain('\x1b');
  });
});
