/** Command lines that are refused before the command begins: each in one sentence that says what is wrong and what to do. */
import { describe, expect, it } from 'vitest';
import { optionName, readOptions, wordsOf } from '../../src/app/options/option-values.ts';
import { readArguments } from '../../src/cli/arguments.ts';
import { COMMANDS, loadCommands } from '../../src/commands/table.ts';
import { NAIVE_CHECKS } from '../../src/sandbox/checks/table.ts';
import { EXAMPLE_KEYS, worldOf } from '../support/commands/test-world.ts';

const CHECKS = NAIVE_CHECKS.map(({ id }) => id)
  .join(', ')
  .replace(/, ([^,]*)$/, ', or $1');
const URL = 'https://h.example.com/';

async function read(words: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const { world, output, errors } = worldOf({ environment });
  const invocation = await readArguments(words, COMMANDS, world);
  const code =
    typeof invocation === 'number'
      ? invocation
      : await invocation.command.run(world, invocation.options, invocation.operands);
  return { code, output: output(), errors: errors() };
}

const both = (one: string, other: string) => `Both ${one} and ${other} are given. Use one of them.`;

describe('a command line', () => {
  it.each([
    ['walk --plain --json', both('--plain', '--json')],
    ['diagnose --json --plain x', both('--plain', '--json')],
    ['verify --json --walk x', both('--walk', '--json')],
    ['verify --json --jsonl', both('--json', '--jsonl')],
    ['verify --jsonl --walk', both('--walk', '--jsonl')],
    ['grade --json --tap -- x', both('--json', '--tap')],
    ['grade --junit --tap -- x', both('--tap', '--junit')],
    [
      'learn 3 --projector',
      'The option --projector is gone. To fill a large screen, enlarge the font: everything fits into 80 columns and 24 rows.',
    ],
    [`sign --signed-headers host --sign-header connection ${URL}`, both('--signed-headers', '--sign-header')],
    [`sign --signed-headers host --no-sign-header x-a ${URL}`, both('--signed-headers', '--no-sign-header')],
    [`send --no-sign-request --payload unsigned ${URL}`, both('--no-sign-request', '--payload')],
    [`send --no-sign-request --post-policy p ${URL}`, both('--no-sign-request', '--post-policy')],
    ['learn --theme blue', '--theme "blue" is not known. Use dark or light.'],
    [`sign --as wget ${URL}`, '--as "wget" is not known. Use request, headers, curl, url, fields, sh, or python.'],
    [`sign --algorithm rsa ${URL}`, '--algorithm "rsa" is not known. Use sigv4 or sigv4a.'],
    [`sign --plus + ${URL}`, '--plus "+" is not known. Use literal or space.'],
    [
      `sign --payload streaming-trailer --trailer md4 ${URL}`,
      '--trailer "md4" is not known. Use crc32, crc32c, crc64nvme, sha1, sha256, sha512, or md5.',
    ],
    ['grade --say 4 -- x', '--say "4" is not known. Use 1, 2, or 3.'],
    ['completion tcsh', 'The shell "tcsh" is not known. Use bash or zsh.'],
    [
      'completion fish',
      'The shell "fish" is gone. To complete words, use bash or zsh; sigv4 COMMAND --help lists the options.',
    ],
    ['sandbox --naive __proto__', `--naive "__proto__" is not known. Use ${CHECKS}.`],
    ['walk --jsno', 'There is no option --jsno. Did you mean --json?'],
    ['walk --josn', 'There is no option --josn. Did you mean --json?'],
    ['walk --no-such-option=secret', 'There is no option --no-such-option. See sigv4 --help.'],
    ['sign', 'The argument <url> is missing. See sigv4 --help.'],
    [`sign ${URL} --region`, 'The value of --region is missing. Write --region <region>.'],
    [`sign ${URL} -X`, 'The value of --request is missing. Write --request <method>.'],
    [`sign ${URL} secret`, 'There are too many arguments: sign takes 1, and 2 are given. See sigv4 --help.'],
    [
      'signer a b',
      'The command signer is gone. To sign for another program, call sign of the library: see docs/library.md.',
    ],
    ['sign --naive', 'There is no option --naive. See sigv4 --help.'],
  ])('is refused: %s', async (line, sentence) => {
    expect(await read(line.split(' '))).toEqual({ code: 2, output: '', errors: `sigv4: ${sentence}\n` });
  });

  it('quotes no control character', async () => {
    const { errors } = await read(['sign', '--plus', '\x1b[31m', URL]);
    expect(errors).toBe('sigv4: --plus "\\u001b[31m" is not known. Use literal or space.\n');
    const ofLines = await read(['sign', '--plus', 'a\nb', URL]);
    expect(ofLines.errors).toBe('sigv4: --plus "…" is not known. Use literal or space.\n');
  });

  it.each([
    ['in the place of a command', 'hunter2-hunter2'],
    ['in the place of one of several words', `sign --plus hunter2-hunter2 ${URL}`],
    ['in the place of a word, even if secrets are shown', `sign --show-secret --plus hunter2-hunter2 ${URL}`],
    ['in the place of an operand', 'completion hunter2-hunter2'],
    ['in the place of an option', `sign --hunter2-hunter2 ${URL}`],
    ['that has the form of a secret access key', 'NotARealSecret/OfAnyone+ButOfTheseTests1'],
    ['that a label shows', `sign --plus aws_secret_access_key=NotARealSecretOfAnyone ${URL}`],
  ])('quotes no secret %s', async (_what, line) => {
    const { code, errors } = await read(line.split(' '), { MY_PASSWORD: 'hunter2-hunter2' });
    expect(code).toBe(2);
    expect(errors).toContain('*'.repeat(15));
    expect(errors).not.toMatch(/hunter2|NotAReal/);
  });

  it.each(['walk --plain', `sign --no-sign-header x-a --sign-header host ${URL}`, 'completion zsh'])(
    'runs: %s',
    async (line) => {
      expect(await read(line.split(' '), EXAMPLE_KEYS)).toMatchObject({ code: 0, errors: '' });
    },
  );

  it('is refused with all that is wrong, a line for each', async () => {
    const line = 'sandbox --port 65536 --clock noon --host a:b --allow-origin x --region a_b --bucket B';
    const { code, errors } = await read(line.split(' '));
    expect(code).toBe(2);
    expect(errors.match(/^sigv4: --[\w-]+/gm)).toEqual([
      'sigv4: --port',
      'sigv4: --clock',
      'sigv4: --region',
      'sigv4: --bucket',
      'sigv4: --host',
      'sigv4: --allow-origin',
    ]);
  });
});

/** Every option with a list of values, once for each command that has it. */
const LISTS = (await loadCommands()).flatMap(({ name, options }) =>
  options.flatMap((option) => {
    const values = wordsOf(option);
    return values.length > 0 ? [{ name, flags: option.flags, option, values }] : [];
  }),
);

describe('an option with a list of values', () => {
  it.each(LISTS)('takes each of them and no other: $name $flags', ({ option, values }) => {
    const problemsOf = (value: string) => {
      const { needs: _, ...alone } = option;
      const read = readOptions({ alone }, { alone: value });
      return 'problems' in read ? read.problems.map(({ says }) => says) : [];
    };
    for (const value of values) expect(problemsOf(value)).toEqual([]);
    expect(problemsOf('no-such-word')).toEqual([expect.stringContaining('"no-such-word" is not known.')]);
  });
});

describe('the options of each command', () => {
  it('have the names of their flags, and name only options of the command', async () => {
    for (const { name, options } of await loadCommands()) {
      const names = options.map(optionName);
      expect(new Set(names).size, name).toBe(names.length);
      const needed = options.flatMap(({ needs }) => needs?.option ?? []);
      expect(
        needed.filter((each) => !names.includes(each)),
        name,
      ).toEqual([]);
    }
  });
});
