/** Makes the options that select a form of output from the table of outputs, and reads them. */
import type { OutputForm, OutputSubject } from '../../outputs/form.ts';
import { OUTPUTS, PRINTED } from '../../outputs/table.ts';
import { type OptionDefinition, optionName } from '../options/option-values.ts';

/** The values of all options, in which the table of outputs finds those that select a form. */
export type OutputValues = Readonly<Record<string, unknown>>;

/**
 * Returns the options of a command that writes these. At most one form can be selected. The type has no names, because the
 * table has them: `chosenForm` reads these options.
 */
export function outputOptions(...subjects: readonly OutputSubject[]): Readonly<Record<never, OptionDefinition>> {
  const forms = PRINTED.flatMap((form) => {
    const [says] = subjects.flatMap((subject) => sentenceOf(form, subject) ?? []);
    return says === undefined ? [] : [{ ...form, says }];
  });
  const definitions = forms.flatMap(({ name, flags, says, besides = [] }): [string, OptionDefinition][] => {
    const conflicts = forms.map((other) => other.name).filter((other) => other !== name);
    return [
      [name, { flags, says, conflicts }],
      ...besides.map((option): [string, OptionDefinition] => [
        optionName(option),
        { ...option, needs: { option: name } },
      ]),
    ];
  });
  return Object.fromEntries(definitions);
}

/** Returns what an option says of a form of this subject; `undefined` if the subject does not have the form. */
const sentenceOf = ({ says, of }: OutputForm, subject: OutputSubject): string | undefined =>
  typeof says !== 'string' ? says[subject] : subject in of ? says : undefined;

/** The names of the options that select a form, in camel case. */
export const FORM_NAMES: readonly string[] = PRINTED.map(({ name }) => name);

/** Returns the form that the options select. */
export const chosenForm = (options: OutputValues): OutputForm => PRINTED.find(isChosen(options)) ?? OUTPUTS[0];

/** Returns whether the options ask for printed output. */
export const asksForPrint = (options: OutputValues): boolean => PRINTED.some(isChosen(options));

const isChosen =
  (options: OutputValues) =>
  ({ name, flags }: OutputForm) =>
    flags.includes('<') ? typeof options[name] === 'string' : options[name] === true;
