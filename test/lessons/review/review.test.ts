/** The author's linter finds each slip by its file and place, and has nothing to say of what is right. */
import { describe, expect, it } from 'vitest';
import type { Remark, Reviewer } from '../../../src/lessons/files/lesson-problem.ts';
import { MISCONCEPTIONS } from '../../../src/lessons/misconceptions.ts';
import { reviewLessons } from '../../../src/lessons/review/review.ts';
import { programsIn } from '../../../src/lessons/review/review-words.ts';
import { memoryFiles } from '../../support/fixtures.ts';
import { checkYaml, type LessonFields, lessonText } from '../../support/lessons/lesson-text.ts';

const FILE = '03-ten-lines.md';

async function reviewed(
  fields: LessonFields,
  prose?: string,
  others: readonly Reviewer[] = [],
): Promise<readonly Remark[]> {
  const remarks = await reviewLessons(memoryFiles({ [FILE]: lessonText(fields, prose) }), others);
  return remarks.filter(({ file }) => file !== 'the course');
}

const proof = (command: string, prints = 'x') =>
  `proof: [{ says: it, command: ${JSON.stringify(command)}, prints: ${JSON.stringify(prints)} }]`;
const choose = (right: string, wrong: string) =>
  checkYaml(
    `{ kind: choose, options: [{ text: ${right}, right: true }, { text: ${wrong}, belief: public-key, says: No. }] }`,
    '1',
  );

describe('nothing is said', () => {
  it.each<[string, LessonFields, string?]>([
    ['of a lesson that is right', {}],
    ['of the first digits of a value', {}, 'The signature begins with f0e8bdb8…, the key with DBB893ACC0.'],
    ['of the last digits of a value behind dots', {}, 'It ends with …c6036bdb41.'],
    ['of what a shot with a mistake signs, and of the date', {}, 'On 20130524.'],
    [
      'of digits in a word and of few digits',
      {},
      'AKIAIOSFODNN7EXAMPLE, x0123456789abcdef, 0xdeadbee, 20130525T000000Z',
    ],
    [
      'of what a proof prints',
      { proof: proof('printf hello | openssl dgst -sha256', 'd949da6fe2897897') },
      'd949da6f…',
    ],
    [
      'of figures in the table',
      { values: "values: { '10 lines': lines of canonical-request, '64': bytes of main:signature }" },
      'It has 10 lines, the signature 64 digits.',
    ],
    ['of a URL that is not fetched', { proof: proof("printf %s 'https://examplebucket.s3.amazonaws.com/' | wc -c") }],
    ['of this machine', { proof: proof('curl -s http://127.0.0.1:9000/test.txt | head -c 10') }],
    [
      'of another host that leads here',
      { proof: proof('curl --connect-to ::127.0.0.1:9000 http://examplebucket.s3.amazonaws.com/') },
    ],
    ['of example keys', {}, 'AKIAIOSFODNN7EXAMPLE wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY AKIAI44QH8DHBEXAMPLE'],
    [
      'of a hash of forty digits in words',
      { proof: proof('openssl dgst -sha1', 'da39a3ee5e6b4b0d3255bfef95601890afd80709') },
    ],
    ['of a signer that somebody has to run', { check: checkYaml('{ kind: grade }', 'python3 signer.py') }],
    ['of an option that is told by what it says', { check: choose('the empty line', 'the right one') }],
  ])('%s', async (_what, fields, prose) => {
    expect(await reviewed(fields, prose)).toEqual([]);
  });
});

/** AWS's example without the word that says so. */
const withoutWord = (example: string): string => example.replace('EXAMPLE', 'ABCDEFG');

/** What is wrong, the file, the field where it is found, and what is said. */
type Slip = [what: string, fields: LessonFields, field: string, says: string, prose?: string];
const SLIPS: Slip[] = [
  ['a file that is no lesson', { title: '' }, 'title', 'Invalid key'],
  [
    'the fifth switch without a question',
    {
      break: `break:${[1, 2, 3, 4, 5].map((n) => `\n  - { id: s${n}, says: send, expect: { status: 206 } }`).join('')}`,
    },
    'break.4',
    'This is switch number 5 in a row without a question.',
  ],
  [
    'a request that cannot be signed',
    { requests: 'requests: { main: { url: nowhere } }' },
    'requests.main',
    'is not a URL',
  ],
  [
    'a run with another outcome',
    { run: 'run: [{ id: send, says: send it, expect: { status: 200 } }]' },
    'run.0',
    'Expected 200, but the sandbox returned 206',
  ],
  [
    'a switch with another code',
    { break: 'break: [{ id: late, says: late, after: 901, expect: { status: 403, code: AccessDenied } }]' },
    'break.0',
    'Expected 403 AccessDenied, but the sandbox returned 403 RequestTimeTooSkewed',
  ],
  [
    'a mistake that there is not',
    { break: 'break: [{ id: b, says: s, mistake: wrong-secret/none, expect: { status: 403 } }]' },
    'break.0',
    'There is no mistake wrong-secret/none.',
  ],
  [
    'a mistake that changes nothing',
    { break: 'break: [{ id: b, says: s, mistake: query-not-canonicalised/left-out, expect: { status: 403 } }]' },
    'break.0',
    'changes nothing in the request main',
  ],
  [
    'a start that passes',
    { check: checkYaml('{ kind: try, shots: [], outcomes: [] }', '[]') },
    'check.0',
    'The check passes without an answer.',
  ],
  [
    'a solution that is wrong',
    { check: checkYaml('{ kind: type, expected: { value: signature, digits: 6 } }', 'f0e8bc') },
    'check.0.solution',
    'The solution is wrong. The number is not right.',
  ],
  [
    'a solution that is too short',
    { check: checkYaml('{ kind: type, expected: { value: signature, digits: 6 } }', 'f0e8') },
    'check.0.solution',
    'The solution is wrong',
  ],
  [
    'a solution of the wrong option',
    { check: choose('a', 'b').replace('solution: 1', 'solution: 2') },
    'check.0.solution',
    'The solution is wrong. No.',
  ],
  [
    'a solution of another form',
    { check: choose('a', 'b').replace('solution: 1', 'solution: a') },
    'check.0.solution',
    'does not have the form',
  ],
  [
    'a solution that S3 refuses',
    { check: checkYaml('{ kind: accept, asks: GET /test.txt }', '"GET /test.txt HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n"') },
    'check.0.solution',
    'The solution is wrong. S3 returns',
  ],
  ['no command line', { check: checkYaml('{ kind: grade }', "''") }, 'check.0.solution', 'The solution is empty.'],
  ['digits that nothing has', {}, 'line 34', 'begins with deadbeef', 'Text.\n\nIt is deadbeef….'],
  ['digits in capitals', {}, 'line 32', 'begins with DEADBEEF00', 'It is `DEADBEEF00`.'],
  ['last digits without dots', {}, 'line 32', 'begins with c6036bdb41', 'It ends with c6036bdb41.'],
  ['a date of no request', {}, 'line 32', 'begins with 20130525', 'On 20130525.'],
  [
    'a figure that is another',
    { values: "values: { '11 lines': lines of canonical-request }" },
    'values.11 lines',
    'lines of canonical-request is 10.',
    'It has 11 lines.',
  ],
  [
    'a figure that stands nowhere',
    { values: "values: { '10 lines': lines of canonical-request }" },
    'values.10 lines',
    'does not appear',
  ],
  [
    'a figure of nothing',
    { values: "values: { '10 lines': lines of magic }" },
    'values.10 lines',
    'no value magic',
    'It has 10 lines.',
  ],
  ['another program', { proof: proof('python3 -c 1') }, 'proof.0.command', 'must not use python3'],
  ['another program behind a pipe', { proof: proof('printf a | rm -r b') }, 'proof.0.command', 'must not use rm'],
  [
    'a URL that leaves',
    { proof: proof('curl -s https://examplebucket.s3.amazonaws.com/') },
    'proof.0.command',
    'connects to examplebucket.s3.amazonaws.com',
  ],
  [
    'a URL that hides where it goes',
    { proof: proof('curl http://127.0.0.1@example.org/') },
    'proof.0.command',
    'connects to example.org',
  ],
  ['a host that leaves', { proof: proof('curl example.org/x') }, 'proof.0.command', 'connects to example.org'],
  [
    'a socket that leaves',
    { proof: proof('printf a > /dev/tcp/192.0.2.1/80') },
    'proof.0.command',
    'connects to 192.0.2.1',
  ],
  [
    'a connection that leaves',
    { proof: proof('openssl s_client -connect example.org:443') },
    'proof.0.command',
    'connects to example.org',
  ],
  [
    'a key that looks real',
    {},
    'line 32',
    'The access key ID AKIAIOSF… looks real.',
    `Use ${withoutWord('AKIAIOSFODNN7EXAMPLE')}.`,
  ],
  [
    'a temporary key that looks real',
    {},
    'line 32',
    'The access key ID ASIAIOSF… looks real.',
    `Use ${withoutWord('ASIAIOSFODNN7EXAMPLE')}.`,
  ],
  [
    'a secret that looks real',
    {},
    'line 32',
    'These forty characters look like a real secret',
    `Use ${withoutWord('wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY')}.`,
  ],
  [
    'an option of a color',
    { check: choose('the green line', 'b') },
    'check.0.answer.options.0',
    '"the green line" refers to',
  ],
  [
    'an option of a place',
    { check: choose('a', '"the one on the left"') },
    'check.0.answer.options.1',
    '"the one on the left" refers to',
  ],
  [
    'a question of a place',
    { check: choose('a', 'b').replace('Do it.', 'What is in the upper pane?') },
    'check.0',
    '"the upper pane" refers to',
  ],
];

describe('a slip', () => {
  it.each<Slip>(SLIPS)('of %s is found', async (_what, fields, field, says, prose) => {
    const remarks = await reviewed(fields, prose);
    const found = remarks.find((remark) => remark.field.startsWith(field) && remark.says.includes(says));
    expect(found, JSON.stringify(remarks)).toMatchObject({ file: FILE });
    expect(found?.fix).not.toBe('');
  });
});

describe('the course', () => {
  const untreated = async (fields: LessonFields) =>
    (await reviewLessons(memoryFiles({ [FILE]: lessonText(fields) }))).filter(({ file }) => file === 'the course');

  it('treats each misconception', async () => {
    const all = `misconceptions: [${MISCONCEPTIONS.map(({ id }) => id).join(', ')}]`;
    expect(await untreated({ misconceptions: all })).toEqual([]);
    expect((await untreated({})).map(({ field }) => field)).toEqual(
      MISCONCEPTIONS.map(({ id }) => id).filter((id) => id !== 'empty-lines-are-cosmetic'),
    );
  });

  it('is looked at by others too, each lesson prepared', async () => {
    const other: Reviewer = ({ file, text, lesson }) => [
      { file, field: lesson.prepared[0].name, says: String(text.length), fix: 'Shorter.' },
    ];
    const text = lessonText();
    expect(await reviewed({}, undefined, [other])).toEqual([
      { file: FILE, field: 'main', says: String(text.length), fix: 'Shorter.' },
    ]);
  });
});

describe('the programs of a command', () => {
  it.each<[string, readonly string[]]>([
    ['printf %s a | openssl dgst -r', ['printf', 'openssl']],
    ['key=$(printf a | xxd -p); echo $key', ['printf', 'xxd', 'echo']],
    ['mac() { printf %s "$2" | cut -d\' \' -f1; }\nmac a b', ['mac', 'printf', 'cut', 'mac']],
    ['for x in a b; do echo "$x; rm y"; done', ['for', 'echo', 'done']],
    ['LC_ALL=C sort -u', ['sort']],
    ['if ! grep -q a; then false; fi', ['grep', 'false', 'fi']],
    ['case $x in [a-z]) line+=$x ;; *) line+=%$y ;; esac', ['case', 'esac']],
    ['for ((i = 0; i < 8; i++)); do [[ $a == b ]] && echo hit; done | wc -l', ['for', 'echo', 'done', 'wc']],
    ["printf 'a; rm b # c'  # python3", ['printf']],
    ['echo "$(date -u)"', ['echo', 'date']],
  ])('%s', (command, programs) => {
    expect(programsIn(command)).toEqual(programs);
  });
});
