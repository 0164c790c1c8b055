/** No secret is on a terminal: every screen, and every command that has none. */
import { describe, expect, it } from 'vitest';
import { inheritsErrors, KEY, LINES, SIGNING, SOURCES } from '../../support/cli/marked-lines.ts';
import { liveInMarkedHome, markedRuns } from '../../support/cli/marked-runs.ts';
import { PROGRAM } from '../../support/cli/program.ts';
import { openHere } from '../../support/commands/in-process.ts';
import { openTerminal } from '../../support/pty/terminal.ts';
import { openTerminalHere } from '../../support/screen/terminal-here.ts';
import { sampled } from '../../support/sweep.ts';
import { leaksIn, MARKED, MARKED_TIME } from '../../support/trace/secret-search.ts';

const { filled, runOrStop } = markedRuns();

describe('no secret is on a terminal', () => {
  const SIZE = { width: 120, height: 50 };
  liveInMarkedHome(SOURCES.environment.variables);

  it.each(['ACCEPTS', 'QUOTES', 'NOBODY'])('in any of the eight steps of a walk, sent to %s', async (server) => {
    const screen = await openHere(['walk', ...filled(['--endpoint-url', server]), KEY, ...SIGNING], SIZE);
    const seen: string[] = [];
    for (let step = 0; step <= 8; step++) {
      if (step > 0) screen.press('right');
      expect(screen.text()).toContain(`[${step} `);
      if (step === 8) {
        screen.press('return');
        await expect.poll(screen.text).toMatch(/^>? +✗|✓ \d+ .*accepted/m);
      }
      for (let page = 0; page < 12; page++) {
        seen.push(screen.text());
        screen.press('space');
      }
    }
    expect(leaksIn(seen.join('\n') + screen.written())).toEqual([]);
    expect(seen.join('\n')).toContain(MARKED.keyId);
  });

  it('in any step of a verification', async () => {
    const screen = await openHere(['verify', '--walk', '--at', MARKED_TIME, ...filled(['REQUEST'])], SIZE);
    const seen: string[] = [];
    for (let step = 0; step <= 6; step++) {
      if (step > 0) screen.press('right');
      expect(screen.text()).toContain(`[${step} `);
      seen.push(screen.text());
    }
    expect(leaksIn(seen.join('\n') + screen.written())).toEqual([]);
    expect(seen.join('\n')).toContain(MARKED.keyId);
  });

  it.each([
    ['of files', ['diagnose', 'REFUSAL', 'REQUEST'], false],
    ['of a refused walk', ['walk', '--endpoint-url', 'QUOTES', KEY, ...SIGNING], true],
  ])('in any step of a diagnosis %s', async (_what, line, sends) => {
    const screen = await openHere(filled(line), SIZE);
    if (sends) {
      screen.press('7');
      screen.press('return');
      await expect.poll(screen.text).toContain('d diagnose');
      screen.press('d');
    }
    await expect.poll(screen.text).toMatch(/ DIAGNOSIS *$/m);
    const seen = [screen.text()];
    for (const step of ['1', '2', '3', '4']) {
      for (const key of [step, 'space', 'space', 'G', 'tab', 'g', 'l', 'l']) {
        screen.press(key);
        seen.push(screen.text());
      }
    }
    expect(new Set(seen).size).toBeGreaterThan(8);
    expect(leaksIn(seen.join('\n') + screen.written())).toEqual([]);
  });

  const isWithoutScreen = (name: string, line: readonly string[]) =>
    !['walk', 'diagnose'].includes(name) || line.some((word) => ['--plain', '--json'].includes(word));
  const lines = Object.entries(LINES).flatMap(([name, of]) =>
    of
      .filter((line) => isWithoutScreen(name, line) && !inheritsErrors({ line }))
      .map((line) => ({ name, line, words: [name, ...line].join(' ') })),
  );
  it.each(sampled(lines, 60))('with $words', async ({ name, line }) => {
    const { stdout, stderr } = await runOrStop(name, line, SIZE.width);
    expect(leaksIn(stdout + stderr)).toEqual([]);
  });

  const TERMINAL = { columns: SIZE.width, rows: SIZE.height };
  const ONLY_ENVIRONMENT = {
    ...SOURCES.environment.variables,
    AWS_CONFIG_FILE: 'none',
    AWS_SHARED_CREDENTIALS_FILE: 'none',
  };

  it.each([
    ['a walk', ['walk', '--endpoint-url', 'QUOTES', KEY, ...SIGNING], ['7\r'], /✗ 403 /],
    ['a diagnosis', ['diagnose', 'REFUSAL', 'REQUEST'], ['\t', '2', '3', '4'], '[4 '],
    ['a verification', ['verify', '--walk', '--at', MARKED_TIME, 'REQUEST'], ['2', '3', '6'], '[6 '],
  ])('that is drawn on, with %s', async (what, line, keys, last) => {
    const terminal =
      what === 'a walk'
        ? openTerminal(process.execPath, [PROGRAM, ...filled(line)], { ...TERMINAL, environment: ONLY_ENVIRONMENT })
        : openTerminalHere(filled(line), { ...TERMINAL, environment: ONLY_ENVIRONMENT });
    await terminal.until(/\[0 | DIAGNOSIS *$/m);
    for (const key of keys) terminal.write(key);
    await terminal.until(last);
    terminal.write('q');
    await terminal.exited();
    expect(terminal.written()).toContain(MARKED.keyId);
    expect(leaksIn(terminal.written())).toEqual([]);
    terminal.dispose();
  });

  it.each([
    [['send', '--endpoint-url', 'QUOTES', KEY, ...SIGNING, '-v', '-o', '/dev/null']],
    [[`verify`, 'OPEN_QUOTE', '--at', MARKED_TIME]],
  ])('with all that is printed, with %j', async (line) => {
    const terminal = openTerminalHere(filled(line), { ...TERMINAL, environment: ONLY_ENVIRONMENT });
    await terminal.exited();
    expect(terminal.written()).not.toBe('');
    expect(leaksIn(terminal.written())).toEqual([]);
    terminal.dispose();
  });
});
