/** What the values of options about a signature can be. */
import { type Problem, problem } from '../../bytes/problem.ts';
import { TOKEN } from '../../http/message.ts';
import { isRegionName } from '../../sigv4/spellings.ts';
import { HOW_TO_WRITE_A_MOMENT, readMoment } from '../../sigv4/timestamp.ts';
import type { ValueKind } from './option-values.ts';
import { textThat, valueKind } from './value-kinds.ts';

/** A time in milliseconds since 1970. */
export const MOMENT: ValueKind<number> = {
  read: (text, option) => readMoment(text) ?? noTime(`${option} ${JSON.stringify(text)}`, text),
};

/** Returns the problem of a text that is not a time. `quoted` is how the sentence names it. */
export function noTime(quoted: string, text: string): Problem {
  return /^\d{8}T\d{6}Z$/.test(text)
    ? problem(
        'date',
        `${quoted} is not a time: the calendar or the clock has no such value.`,
        'Check the month, the day, and the time of day.',
      )
    : problem('date', `${quoted} is not a time.`, HOW_TO_WRITE_A_MOMENT);
}

export const HOW_TO_WRITE_A_REGION = 'Use letters, digits, and hyphens, as in eu-west-1.';

export const REGION = textThat(isRegionName, 'a Region', HOW_TO_WRITE_A_REGION);

/** The name of a header in lowercase. */
export const HEADER_NAME = valueKind(
  (text) => (TOKEN.test(text) ? text.toLowerCase() : null),
  'the name of a header',
  'Give a name such as host.',
);
