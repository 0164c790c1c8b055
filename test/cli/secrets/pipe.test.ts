/** No secret leaves the program into a pipe, a file, or a child: every command, every way in which a secret comes in. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { loadCommands } from '../../../src/commands/table.ts';
import { type MarkedHome, markedHome } from '../../support/cli/marked-home.ts';
import { inheritsErrors, LINES, PRINTS_ALL, PROCESSES, SOURCES } from '../../support/cli/marked-lines.ts';
import { enterHome, markedRuns } from '../../support/cli/marked-runs.ts';
import { leaksIn, MARKED } from '../../support/trace/secret-search.ts';

const COMMANDS = await loadCommands();
const { filled, runOrStop } = markedRuns();

const takesProfile = (name: string) =>
  COMMANDS.find((each) => each.name === name)?.options.some(({ flags }) => flags.startsWith('--profile'));
const isInProcess = (name: string, words: string) =>
  words.includes(PRINTS_ALL) || PROCESSES.includes(`${name} ${words}`);

/** All lines from the environment, and some of each command from the others: a command cannot tell where keys come from. */
const linesFrom = (from: string, name: string, lines: readonly (readonly string[])[]) =>
  from === 'environment' ? lines : lines.filter((line, at) => at % 6 === 0 || isInProcess(name, line.join(' ')));
const CASES = Object.entries(SOURCES).flatMap(([from, source]) =>
  Object.entries(LINES).flatMap(([name, lines]) =>
    linesFrom(from, name, lines).map((line) => ({
      from,
      name,
      words: line.join(' '),
      variables: { ...source.variables },
      line: takesProfile(name) ? [...line, ...source.line] : line,
    })),
  ),
);

describe('the table of this test', () => {
  it('has a row for every command, so that each new one is searched', () => {
    expect(Object.keys(LINES).sort()).toEqual(COMMANDS.map(({ name }) => name).sort());
  });

  it('would find each secret, or this test finds nothing', () => {
    for (const secret of [MARKED.secret, MARKED.token]) {
      const piece = secret.slice(9, 21);
      const forms = [piece, Buffer.from(piece).toString('hex'), encodeURIComponent(piece), JSON.stringify(piece)];
      for (const form of forms) expect(leaksIn(`before ${form} behind`)).not.toEqual([]);
      expect(leaksIn(Buffer.from(`12${secret}`).toString('base64'))).not.toEqual([]);
    }
  });
});

/** The body of an answer is given exactly, no matter what the server quotes in it. */
const isExact = (name: string, line: readonly string[]) => name === 'send' && line.includes('QUOTES');

const NO_LEAKS = { stdout: [], stderr: [], files: [] };

describe('no secret is in what a pipe gets, in a file, or in the arguments of a child', () => {
  let home: MarkedHome;
  beforeEach(() => {
    home = markedHome();
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    home.remove();
  });
  const leaksOf = (stdout: string, stderr: string) => ({
    stdout: leaksIn(stdout),
    stderr: leaksIn(stderr),
    files: leaksIn(home.filesWritten()),
  });

  it.each(CASES.filter((row) => !inheritsErrors(row)))(
    '$name $words, from the $from',
    async ({ name, line, variables, from }) => {
      enterHome(home, variables);
      const { stdout, stderr } = await runOrStop(name, line);
      expect(leaksOf(isExact(name, line) ? '' : stdout, stderr)).toEqual(NO_LEAKS);
      if (from === 'credential_process' && line.includes('--send'))
        expect(home.filesWritten()).toContain('process.cjs');
    },
  );

  const processes = CASES.filter(({ name, words }) => isInProcess(name, words)).filter(
    ({ from }, at) => from === 'environment' || at % 4 === 0,
  );
  it.each(processes)('$name $words, from the $from, in a process', async ({ name, line, variables, from }) => {
    const { stdout, stderr } = await home.run([name, ...filled(line)], { ...variables, TMPDIR: home.folder });
    expect(stdout + stderr).not.toBe('');
    expect(leaksOf(isExact(name, line) ? '' : stdout, stderr)).toEqual(NO_LEAKS);
    if (from === 'credential_process' && line.includes('--send')) expect(home.filesWritten()).toContain('process.cjs');
  });
});
