/** Causes that involve the Content-Type header. */
import { HEADER_CALCULATION } from '../../../sigv4/documentation.ts';
import { mayBeMismatch } from '../../answers/mismatch.ts';
import { type Cause, github, possible, type Suspicion } from '../../cause.ts';
import { type Draft, headerOf } from '../../draft/draft.ts';
import { sentValues, withOther, withUnsent, withValues } from '../../draft/header-changes.ts';
import type { Surroundings } from '../../mutation.ts';
import { type Mutation, signing, travelling } from '../../mutation.ts';
import type { Sides } from '../../sides.ts';
import { differingValues, hasNoValue, standingOfLost } from '../../signs.ts';
import { quoted } from '../../words.ts';

const NAME = 'content-type';

/** The types that browsers, libraries, and tools send if the program does not set one. */
const DEFAULTS = [
  'application/octet-stream',
  'application/x-www-form-urlencoded',
  'binary/octet-stream',
  'text/plain;charset=UTF-8',
  'application/json',
  'text/plain',
  'application/x-www-form-urlencoded; charset=UTF-8',
  'application/x-www-form-urlencoded;charset=UTF-8',
  'application/xml',
  'multipart/form-data',
  'false',
  'undefined',
  'null',
];

const CHARSETS =
  '; charset=utf-8|; charset=UTF-8|;charset=utf-8|;charset=UTF-8|; charset=ISO-8859-1|;charset=ISO-8859-1'.split('|');

type Values = (value: string) => readonly string[];
const dropParameters = (value: string) => (value.split(';')[0] ?? '').trimEnd();
const withCharset: Values = (value) => (value === '' || value.includes(';') ? [] : CHARSETS.map((end) => value + end));
const withoutParameters: Values = (value) => (value.includes(';') ? [dropParameters(value)] : []);
const respell: Values = (value) => {
  const spaced = [value.replace(/; */g, '; '), value.replace(/; */g, ';')];
  return [
    ...spaced,
    ...spaced.map((one) => one.toLowerCase()),
    ...spaced.map(withUpperCharset),
    ...spaced.map(withQuotes),
  ];
};
const withUpperCharset = (value: string) =>
  value.replace(/(charset=)([\w-]+)/i, (_whole, name, set) => name + set.toUpperCase());
const withQuotes = (value: string) =>
  value.includes('"') ? value.replaceAll('"', '') : value.replace(/(charset=)([\w-]+)/i, '$1"$2"');

const changeBy = (values: Values) => (draft: Draft) => withValues(draft, NAME, values(headerOf(draft, NAME) ?? ''));

const replaceType = (draft: Draft, around: Surroundings): Draft[] => [
  ...withValues(draft, NAME, [...DEFAULTS, ...sentValues(around, NAME)]),
  ...withOther(draft, around, NAME),
];

const CLIENT: readonly Mutation[] = [
  signing(
    'signed-without-charset',
    'The client signed Content-Type without the charset, but sent it with one.',
    changeBy(withoutParameters),
  ),
  signing(
    'signed-with-charset',
    'The client signed Content-Type with a charset, but sent it without one.',
    changeBy(withCharset),
  ),
  signing(
    'signed-in-another-spelling',
    'The client signed Content-Type with different spaces, case, or quotation marks than it sent.',
    changeBy(respell),
  ),
  signing('signed-another', 'The client signed a different Content-Type than it sent.', replaceType),
  signing('signed-empty', 'The client signed an empty Content-Type, but its HTTP library added one.', (draft) =>
    withValues(draft, NAME, ['']),
  ),
  signing('signed-and-not-sent', 'The client signed a Content-Type but sent none.', (draft) =>
    withUnsent(draft, NAME, DEFAULTS),
  ),
];

/**
 * Describes a Content-Type that an HTTP library, a browser, or a proxy adds or changes without the signer's knowledge.
 */
export const contentTypeAddedOrChanged: Cause = {
  id: 'content-type-added-or-changed',
  stage: 'canonical-headers',
  says: 'Content-Type was signed, but it arrived with a different value.',
  sign: 'The content-type lines differ, for example by "; charset=UTF-8".',
  fix: 'Before signing, set Content-Type to exactly what will be sent, including the charset. Or neither sign nor send it.',
  see: HEADER_CALCULATION,
  threads: github(`
    aws/aws-sdk-js-v3/issues/5268 boto/boto3/issues/3708 minio/minio/issues/12924 aws/aws-sdk/issues/548
    aws/aws-sdk-js/issues/190 jetty/jetty.project/issues/9674 aws/aws-sdk-php/issues/282 minio/minio/issues/5031
    oven-sh/bun/pull/43045
  `),
  mutations: [
    travelling(
      'charset-appended',
      'Content-Type was signed, but an HTTP library or a proxy added a charset to it.',
      changeBy((value) => [...withCharset(value), ...withCharset(dropParameters(value))]),
    ),
    travelling(
      'charset-removed',
      'Content-Type was signed with parameters but arrived without them.',
      changeBy(withoutParameters),
    ),
    travelling(
      'another-spelling',
      'Content-Type was signed but arrived with different spaces, case, or quotation marks.',
      changeBy(respell),
    ),
    travelling(
      'default-of-library',
      'Content-Type was signed but arrived with a different value: an HTTP library or a browser may have sent its own.',
      replaceType,
    ),
    travelling('removed', 'Content-Type was signed but did not arrive.', (draft) => withValues(draft, NAME, [''])),
    ...CLIENT,
  ],
  suspects: suspectContentTypeAddedOrChanged,
};

function suspectContentTypeAddedOrChanged(sides: Sides): Suspicion | null {
  if (!mayBeMismatch(sides)) return null;
  const differing = differingValues(sides, NAME);
  if (differing && differing[1] !== '') {
    const [signed, seen] = differing;
    return possible(`Content-Type was signed as ${quoted(signed)} but arrived as ${quoted(seen)}.`);
  }
  // The user of a presigned URL must send the header, so a missing header belongs to another cause.
  if (sides.scheme === 'query' || !hasNoValue(sides, NAME)) return null;
  return {
    standing: standingOfLost(sides, NAME),
    variant: 'removed',
    says: 'Content-Type was signed, but the server has no value for it: it was not sent, or it did not arrive.',
  } as const;
}
