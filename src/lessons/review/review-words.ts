/** What no lesson may say: keys that look real, and options that only an eye can tell apart. */
import { EXAMPLE_KEYS } from '../../aws/example-keys.ts';
import { choicesOf, questionsOf } from '../files/parts-of-lesson.ts';
import { kindOf } from '../kinds/table.ts';
import type { Remark, Reviewer } from './remark.ts';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids */
const ACCESS_KEY_ID = /(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])/g;
/** Forty characters of base64. */
const SECRET = /(?<![A-Za-z0-9+/=])[A-Za-z0-9+/]{40}(?![A-Za-z0-9+/=])/g;
const URL = /https?:\/\/[^\s'")\]>]+/g;

const EXAMPLES: readonly string[] = EXAMPLE_KEYS.flatMap(({ accessKeyId, secretAccessKey }) => [
  accessKeyId,
  secretAccessKey,
]);

/** AWS writes this word into all that it prints in its documentation. */
const isExample = (text: string): boolean => EXAMPLES.includes(text) || text.includes('EXAMPLE');

/** A remark for each access key ID and secret in the file that AWS does not print in its documentation, by line. */
export const reviewSecrets: Reviewer = ({ file, text }) =>
  text.split('\n').flatMap((line, index) => {
    const where = `line ${index + 1}`;
    const ids = (line.match(ACCESS_KEY_ID) ?? []).filter((id) => !isExample(id));
    const secrets = (line.replace(URL, '').match(SECRET) ?? []).filter(
      (secret) => !isExample(secret) && looksRandom(secret),
    );
    return [
      ...ids.map(
        (id): Remark => ({ file, where, says: `The access key ID ${id.slice(0, 8)}… looks real.`, fix: MEND }),
      ),
      ...secrets.map(
        (): Remark => ({ file, where, says: 'Forty characters look like a real secret access key.', fix: MEND }),
      ),
    ];
  });

const MEND = 'Use one that AWS prints in its documentation.';

/** Hashes have no capitals, paths and words no digits among them. */
const looksRandom = (text: string): boolean => [/[a-z]/, /[A-Z]/, /[0-9]/].every((kind) => kind.test(text));

const COLOURS =
  'red|green|blue|yellow|orange|purple|pink|cyan|magenta|gr[ae]y|black|white|dark|bright|highlighted|coloured';
const PLACES = 'left|upper|lower|top|bottom|leftmost|rightmost|left-hand|right-hand';
const THINGS = 'one|ones|line|lines|text|word|words|part|parts|byte|bytes|box|pane|side|column|half|value|option';
const TOLD = new RegExp(
  String.raw`\b(?:the|a|in|of) (?:(?:${COLOURS}|${PLACES}) (?:${THINGS})|one (?:on|at) the (?:left|right|top|bottom))\b|\b(?:marked|shown|written|printed) in (?:${COLOURS})\b`,
  'i',
);

/** Who cannot see colours, or hears the screen, has the words alone. */
export const reviewWords: Reviewer = ({ file, lesson }) => {
  const options = choicesOf(lesson).flatMap(({ field, part }) =>
    part.flatMap(({ text, says = '' }, at) => [text, says].map((words) => ({ where: `${field}.${at}`, words }))),
  );
  const questions = questionsOf(lesson).flatMap(({ field, part }) => {
    const { words: offered = [] } = kindOf(part).parts(part.answer);
    const hints = 'hints' in part ? part.hints : [];
    return [part.ask, ...offered, ...hints].map((words) => ({ where: field, words }));
  });
  return [...options, ...questions].flatMap(({ where, words }): Remark[] => {
    const told = TOLD.exec(words)?.[0];
    if (told === undefined) return [];
    const says = `"${told}" tells something by its colour or its place alone.`;
    return [{ file, where, says, fix: 'Say what it is, or quote it.' }];
  });
};
