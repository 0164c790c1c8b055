/** Makes the options that select a form of output from the table of outputs, and reads them. */
import { type Problem, problem } from '../../bytes/problem.ts';
import type { OutputForm, OutputSubject } from '../../outputs/form.ts';
import { OUTPUTS } from '../../outputs/table.ts';
import { type OptionDefinition, type OptionValues, optionName } from '../options/option-values.ts';

/** Returns the options of a command that writes this. */
export const outputOptions = (subject: OutputSubject): OptionDefinition[] =>
  OUTPUTS.flatMap(({ flags, says, besides = [], of }) => {
    const sentence = typeof says !== 'string' ? says[subject] : subject in of ? says : undefined;
    return sentence === undefined ? [] : [{ flags, says: sentence }, ...besides];
  });

/** The names of the options that select a form, in camel case. */
export const FORM_NAMES: readonly string[] = OUTPUTS.map(({ name }) => name);

/**
 * Returns the form that the options select. An option that is only for another form is a problem, because it would do
 * nothing.
 */
export function chosenForm(options: OptionValues): OutputForm | Problem {
  const chosen = OUTPUTS.find(({ name }) => isGiven(options[name])) ?? OUTPUTS[0];
  const other = OUTPUTS.find((form) => form !== chosen && besidesGiven(form, options).length > 0);
  const [stray] = other ? besidesGiven(other, options) : [];
  if (!other || !stray) return chosen;
  const form = nameIn(other);
  return problem('option', `${nameIn(stray)} is for ${form}.`, `Add ${form}, or leave it out.`);
}

/** Returns whether the options ask for printed output. */
export const asksForPrint = (options: OptionValues): boolean =>
  OUTPUTS.some((form) => isGiven(options[form.name]) || besidesGiven(form, options).length > 0);

const besidesGiven = ({ besides = [] }: OutputForm, options: OptionValues) =>
  besides.filter((option) => options[optionName(option)] !== undefined);

const isGiven = (value: OptionValues[string]) => value === true || typeof value === 'string';

const nameIn = ({ flags }: Pick<OptionDefinition, 'flags'>): string => flags.split(' ')[0] ?? flags;
