/** What an option needs and excludes, what its value is, and that all that is wrong is told at once. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type OptionDefinitions, type OptionValues, readOptions } from '../../../src/app/options/option-values.ts';
import {
  ADDRESS,
  choice,
  decimalNumber,
  ENTRY,
  HOST,
  listed,
  ORIGIN,
  PORT,
  SERVER,
} from '../../../src/app/options/value-kinds.ts';
import { runs } from '../../support/sweep.ts';

const OPTIONS = {
  port: { flags: '--port <number>', says: '', as: PORT },
  hosts: { flags: '-H, --hosts <name>', says: '', as: HOST, repeats: true },
  form: { flags: '--form <form>', says: '', as: choice(['a', 'b', 'c']) },
  fast: { flags: '--fast', says: '', conflicts: ['slow', 'port'], because: '--fast chooses a port itself.' },
  slow: { flags: '--slow', says: '', conflicts: ['fast', 'dry'] },
  dry: { flags: '--dry', says: '', needs: { option: 'form', is: ['a', 'b'] } },
  note: { flags: '--note <text>', says: '', needs: { option: 'hosts' } },
} as const satisfies OptionDefinitions;

function problemsOf(given: OptionValues): readonly string[] {
  const read = readOptions(OPTIONS, given);
  return 'problems' in read ? read.problems.map(({ says, fix }) => `${says} ${fix}`) : [];
}

describe('options', () => {
  it('have typed values; one that is not given has none, or an empty list if it may be repeated', () => {
    const given = { port: '80', hosts: ['A.b', 'c'], form: 'b', fast: undefined, dry: true };
    expect(readOptions(OPTIONS, given)).toEqual({ values: { port: 80, hosts: ['a.b', 'c'], form: 'b', dry: true } });
    expect(readOptions(OPTIONS, {})).toEqual({ values: { hosts: [] } });
  });

  it.each<readonly [OptionValues, readonly string[]]>([
    [{ dry: true }, ['--dry is given without --form a or b. Add one of them, or leave out --dry.']],
    [{ dry: true, form: 'c' }, ['--dry is given without --form a or b. Add one of them, or leave out --dry.']],
    [{ dry: true, form: 'a' }, []],
    [{ note: 'x' }, ['--note is given without --hosts. Add --hosts, or leave out --note.']],
    [{ fast: true, slow: true }, ['--fast chooses a port itself. Leave out --slow, or --fast.']],
    [{ fast: true, slow: true, port: '1' }, ['--fast chooses a port itself. Leave out --port and --slow, or --fast.']],
    [{ slow: true, dry: true, form: 'a' }, ['Both --slow and --dry are given. Use one of them.']],
    [{ fast: false, slow: true }, []],
  ])('need and exclude each other: %j', (given, expected) => {
    expect(problemsOf(given)).toEqual(expected);
  });

  it('are refused with everything that is wrong, in the order of the help', () => {
    const given = { port: 'x', hosts: ['ok', 'a:1', 'b/c'], form: 'd', note: 'n', dry: true, slow: true };
    expect(problemsOf(given).map((says) => says.split(' ', 3).join(' '))).toEqual([
      '--port "x" is',
      '--hosts "a:1" is',
      '--hosts "b/c" is',
      '--form "d" is',
      'Both --slow and',
      '--dry is given',
    ]);
  });

  it('are refused if and only if a value or a combination of them is', () => {
    const text = fc.constantFrom('80', 'x', 'a', 'b', '');
    const given = fc.record(
      { port: text, hosts: fc.array(text, { minLength: 1 }), form: text, fast: fc.constant(true) },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(given, (values) => {
        const alone = Object.entries(values).flatMap(([name, value]) => problemsOf({ [name]: value }));
        const together = values.fast && values.port !== undefined ? 1 : 0;
        expect(problemsOf(values)).toHaveLength(alone.length + together);
        expect(problemsOf(values)).toEqual(expect.arrayContaining(alone));
      }),
      { numRuns: runs(300) },
    );
  });
});

describe('a value', () => {
  it.each([
    ['a port', PORT, '0', 0],
    ['a port', PORT, '65535', 65_535],
    ['an address', ADDRESS, '[::1]', '::1'],
    ['an address', ADDRESS, '0.0.0.0', '0.0.0.0'],
    ['a host', HOST, '[::1]', '[::1]'],
    ['a host', HOST, 'My_Host.Test', 'my_host.test'],
    ['an origin', ORIGIN, 'HTTP://App.test:3000/', 'http://app.test:3000'],
    ['a server', SERVER, 'http://[::1]:9000', { scheme: 'http', host: '::1', port: 9000 }],
    ['a server', SERVER, 'https://h', { scheme: 'https', host: 'h', port: 443 }],
    ['a list', listed(choice(['a', 'b'])), 'b, a', ['b', 'a']],
    ['a number', decimalNumber('a number', [0, 2]), '1.5', 1.5],
  ])('that is %s is read', (_what, kind, text, value) => {
    expect(kind.read(text, '--x')).toEqual(value);
  });

  it.each([
    ['a port', PORT, ['65536', '-1', '080', '8e1', '', ' 80', '٣']],
    ['the number of a request', ENTRY, ['0', 'x', '1.5']],
    ['an address', ADDRESS, ['localhost', '1.2.3', 'g::1', '']],
    ['a host name', HOST, ['a:80', 'http://a', 'a b', '', 'é']],
    ['an origin', ORIGIN, ['app.test', 'ftp://a', 'http://a/b', 'http://']],
    ['the address of a server', SERVER, ['h:1', 'http://h/p', 'http://u@h', 'http://h?x', '']],
  ])('that is not %s is refused by the name of its option', (what, kind, texts) => {
    for (const text of texts) {
      expect(kind.read(text, '--x')).toMatchObject({
        kind: 'problem',
        says: `--x ${JSON.stringify(text)} is not ${what}.`,
      });
    }
  });

  it('of a list is refused by the first part that is none', () => {
    expect(listed(choice(['a', 'b'])).read('a,c,d', '--x')).toMatchObject({ says: '--x "c" is not known.' });
  });
});
