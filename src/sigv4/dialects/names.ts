/**
 * Translates between the words of AWS and those of its siblings. What is known of mistakes and of S3's API is written in
 * the words of AWS. This file says how another vendor calls the same header, parameter, or step.
 */
import { AWS4 } from './aws4.ts';
import { type Dialect, ofDialect } from './dialect.ts';
import { SIBLINGS } from './table.ts';

/** Returns the lowercase name that a vendor gives to a header of AWS: `x-amz-date` is `x-goog-date` for Google. */
export const headerOfVendor = (name: string, { headerPrefix }: Dialect): string =>
  name.startsWith(AWS4.headerPrefix) ? headerPrefix + name.slice(AWS4.headerPrefix.length) : name;

/** Returns the lowercase name that AWS gives to a header of a vendor. */
export const headerOfAws = (name: string, { headerPrefix }: Dialect): string =>
  name.startsWith(headerPrefix) ? AWS4.headerPrefix + name.slice(headerPrefix.length) : name;

/** The names of query parameters by those of AWS. A parameter that a vendor does not have keeps its name. */
const parametersOf = ofDialect(({ parameters }): ReadonlyMap<string, string> => {
  const own = new Map<string, string | null>(Object.entries(parameters ?? {}));
  return new Map(Object.entries(AWS4.parameters).map(([key, name]) => [name, own.get(key) ?? name]));
});

/** Returns the name that a vendor gives to a query parameter of AWS: `X-Amz-Date` is `x-oss-date` for Alibaba Cloud. */
export const parameterOfVendor = (name: string, dialect: Dialect): string => parametersOf(dialect).get(name) ?? name;

/** What sentences about signatures name, in the words of AWS and in those of the vendor. */
const wordsOf = ofDialect((dialect): ReadonlyMap<string, string> => {
  const { keyPrefix, parameters, words } = dialect;
  const beforeSecret = (link: string) => (keyPrefix.hmac === '' ? '' : `"${keyPrefix.hmac}"${link}`);
  return new Map([
    ...parametersOf(dialect),
    ['X-Amz-', parameters?.signature.replace(/signature$/i, '') ?? dialect.headerPrefix],
    [AWS4.headerPrefix, dialect.headerPrefix],
    [AWS4.signsWith[0].name, dialect.signsWith[0].name],
    [AWS4.terminator, dialect.terminator ?? 'no terminator'],
    [AWS4.authorization.list, dialect.authorization.list ?? AWS4.authorization.list],
    [`"${AWS4.keyPrefix.hmac}" + `, beforeSecret(' + ')],
    [`"${AWS4.keyPrefix.hmac}" and `, beforeSecret(' and ')],
    [`"${AWS4.keyPrefix.hmac}"`, beforeSecret('')],
    [`"${AWS4.keyPrefix.hmac.toLowerCase()}"`, `"${keyPrefix.hmac.toLowerCase()}"`],
    [AWS4.words.signature, words.signature],
    [AWS4.words.server, words.server],
  ]);
});

/** A name of a server is no part of another name. */
const PATTERN = new RegExp(
  [...wordsOf(AWS4).keys()]
    .sort((one, other) => other.length - one.length)
    .map((word) => (word === AWS4.words.server ? `(?<![\\w'"-])${word}(?![\\w'"-])` : word.replace('+', '\\+')))
    .join('|'),
  'g',
);

/**
 * Returns a sentence about a signature of AWS as a sentence about one of another vendor. A word that is in `said`, what
 * a request really has, may be quoted, and is kept.
 */
export const inWordsOf = (sentence: string, dialect: Dialect, said = ''): string =>
  dialect === AWS4
    ? sentence
    : sentence.replace(PATTERN, (word) => (said.includes(word) ? word : (wordsOf(dialect).get(word) ?? word)));

/** The names of all vendors' headers and parameters by which a server says what it misses, and those of AWS. */
const NAMES_OF_AWS: ReadonlyMap<string, string> = new Map(
  SIBLINGS.flatMap((dialect): readonly (readonly [string, string])[] => [
    ...[...parametersOf(dialect)].flatMap(([ofAws, own]) => (own === ofAws ? [] : [[own, ofAws] as const])),
    [`${dialect.headerPrefix}date`, AWS4.headers.date],
    [dialect.headerPrefix, AWS4.headerPrefix],
  ]),
);

const ANY_NAME = new RegExp([...NAMES_OF_AWS.keys()].sort((one, other) => other.length - one.length).join('|'), 'g');

/** Returns what a server of any vendor says with the names that AWS has, in which messages are recognized. */
export const inNamesOfAws = (message: string): string =>
  message.replace(ANY_NAME, (name) => NAMES_OF_AWS.get(name) ?? name);
