/** The options that select a form of output, all of which come from the table of outputs. */
import { describe, expect, it } from 'vitest';
import { type OptionDefinition, optionName } from '../../../src/app/options/option-values.ts';
import { SCREEN_OPTIONS } from '../../../src/app/options/screen-options.ts';
import { asksForPrint, chosenForm, outputOptions } from '../../../src/app/outputs/output-options.ts';
import type { OutputSubject } from '../../../src/outputs/form.ts';
import { REPLACED_KINDS } from '../../../src/outputs/share/find-names.ts';
import { OUTPUTS } from '../../../src/outputs/table.ts';
import { readValues } from '../../support/commands/option-values.ts';
import { expectProblem } from '../../support/problems.ts';

const optionsOf = (subject: OutputSubject): OptionDefinition[] => Object.values(outputOptions(subject));

describe('the table of outputs', () => {
  it('has an option with the name of each form', () => {
    expect(OUTPUTS.map(({ flags }) => optionName({ flags }))).toEqual(OUTPUTS.map(({ name }) => name));
  });

  it('has the lines for screen readers, which are an option of screens', () => {
    const live = OUTPUTS.filter(({ isLive }) => isLive);
    expect(live.map(({ name }) => name)).toEqual(['screenReader']);
    expect(live.map(({ flags, says }) => ({ flags, says }))).toEqual([SCREEN_OPTIONS.screenReader]);
    expect(asksForPrint({ screenReader: true })).toBe(false);
  });

  it('has a writer for each kind of result that a form can show', async () => {
    const writers = await Promise.all(OUTPUTS.flatMap(({ of }) => Object.values(of).map((load) => load())));
    expect(writers.length).toBeGreaterThan(20);
    expect(writers.map((writer) => typeof writer)).toEqual(writers.map(() => 'function'));
  });

  it('names each kind of names that can be revealed', () => {
    const said = optionsOf('diagnosis').find(({ flags }) => flags.startsWith('--reveal'))?.says;
    expect(said).toMatch(new RegExp(`: ${REPLACED_KINDS.join(', ')}$`));
  });
});

describe('the options of a command', () => {
  it('are those of the forms that can show its result, with what is only for them', () => {
    const names = (subject: OutputSubject) => optionsOf(subject).map(optionName);
    expect(names('walk')).toEqual(expect.arrayContaining(['plain', 'json', 'html', 'case', 'note']));
    expect(names('walk')).not.toContain('share');
    expect(names('diagnosis').join()).toMatch(/case,note.*,share,reveal/);
    expect(names('grade')).toEqual(expect.arrayContaining(['json', 'tap', 'junit']));
    expect(names('grade')).not.toContain('plain');
  });

  it.each([
    [{}, 'plain'],
    [{ json: true }, 'json'],
    [{ html: '-' }, 'html'],
    [{ case: 'x', note: ['a'] }, 'case'],
    [{ json: false, walk: true }, 'plain'],
    [{ toString: true }, 'plain'],
  ])('%j select a form: %s', (options, name) => {
    expect(chosenForm(options)).toMatchObject({ name });
  });

  it.each([
    [{ reveal: 'host' }, '--reveal is given without --share.'],
    [{ json: true, note: ['a'] }, '--note is given without --case.'],
    [{ json: true, share: true }, 'Both --json and --share are given.'],
  ])('%j would do nothing, which is said', (options, says) => {
    expect(expectProblem(readValues(outputOptions('diagnosis'), options), 'option').says).toBe(says);
  });

  it.each([
    [{}, false],
    [{ json: true }, true],
    [{ plain: true }, true],
    [{ json: false }, false],
    [{ walk: true }, false],
    [{ toString: true }, false],
  ])('%j asks for printed output: %j', (options, asks) => {
    expect(asksForPrint(options)).toBe(asks);
  });
});
