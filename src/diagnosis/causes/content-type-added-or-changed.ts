/** Content-Type is written by whoever makes the body, often behind the signer's back. */
import { HEADER_CALCULATION } from '../../sigv4/documentation.ts';
import { mayBeMismatch } from '../answers/mismatch.ts';
import type { Cause } from '../cause.ts';
import { type Draft, headerOf } from '../draft/draft.ts';
import { sentValues, withOther, withUnsent, withValues } from '../draft/header-changes.ts';
import { type Mutation, signing, travelling } from '../mutation.ts';
import type { Sides } from '../sides.ts';
import { differingValues, hasNoValue, standingOfLost } from '../signs.ts';
import type { Surroundings } from '../surroundings.ts';
import { quoted } from '../words.ts';

const NAME = 'content-type';

/** What browsers, libraries and tools write where nobody says a type. */
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

const CHARSETS = [
  '; charset=utf-8',
  '; charset=UTF-8',
  ';charset=utf-8',
  ';charset=UTF-8',
  '; charset=ISO-8859-1',
  ';charset=ISO-8859-1',
];

type Values = (value: string) => readonly string[];
const bare = (value: string) => (value.split(';')[0] ?? '').trimEnd();
const withCharset: Values = (value) => (value === '' || value.includes(';') ? [] : CHARSETS.map((end) => value + end));
const withoutParameters: Values = (value) => (value.includes(';') ? [bare(value)] : []);
const spelledOtherwise: Values = (value) => {
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

const changed = (values: Values) => (draft: Draft) => withValues(draft, NAME, values(headerOf(draft, NAME) ?? ''));

const replaced = (draft: Draft, around: Surroundings): Draft[] => [
  ...withValues(draft, NAME, [...DEFAULTS, ...sentValues(around, NAME)]),
  ...withOther(draft, around, NAME),
];

const CLIENT: readonly Mutation[] = [
  signing(
    'signed-without-charset',
    'The client signed Content-Type without the charset that it was sent with.',
    changed(withoutParameters),
  ),
  signing(
    'signed-with-charset',
    'The client signed a charset behind Content-Type, and it was sent without.',
    changed(withCharset),
  ),
  signing(
    'signed-in-another-spelling',
    'The client signed Content-Type in another spelling than it was sent in: spaces, case or quotes.',
    changed(spelledOtherwise),
  ),
  signing('signed-another', 'The client signed another Content-Type than was sent.', replaced),
  signing('signed-empty', 'The client signed an empty Content-Type, and its HTTP library added one.', (draft) =>
    withValues(draft, NAME, ['']),
  ),
  signing('signed-and-not-sent', 'The client signed a Content-Type, and sent none.', (draft) =>
    withUnsent(draft, NAME, DEFAULTS),
  ),
];

export const contentTypeAddedOrChanged: Cause = {
  id: 'content-type-added-or-changed',
  stage: 'canonical-headers',
  says: 'Content-Type was signed with another value than it arrived with.',
  fix: 'Set Content-Type yourself before signing, exactly as it will be sent, charset and all; or sign none and send none.',
  see: HEADER_CALCULATION,
  threads: [
    'https://github.com/aws/aws-sdk-js-v3/issues/5268',
    'https://github.com/boto/boto3/issues/3708',
    'https://github.com/minio/minio/issues/12924',
    'https://github.com/aws/aws-sdk/issues/548',
    'https://github.com/aws/aws-sdk-js/issues/190',
    'https://github.com/jetty/jetty.project/issues/9674',
    'https://github.com/aws/aws-sdk-php/issues/282',
    'https://github.com/minio/minio/issues/5031',
    'https://github.com/oven-sh/bun/pull/43045',
  ],
  mutations: [
    travelling(
      'charset-appended',
      'Content-Type was signed, and arrived with a charset after it, which an HTTP library or a proxy put there.',
      changed((value) => [...withCharset(value), ...withCharset(bare(value))]),
    ),
    travelling(
      'charset-removed',
      'Content-Type was signed with parameters, and arrived without them.',
      changed(withoutParameters),
    ),
    travelling(
      'another-spelling',
      'Content-Type was signed, and arrived in another spelling: spaces, case or quotes.',
      changed(spelledOtherwise),
    ),
    travelling(
      'default-of-library',
      'Content-Type was signed, and arrived with another value, as where an HTTP library or a browser sends its own.',
      replaced,
    ),
    travelling('removed', 'Content-Type was signed, and did not arrive.', (draft) => withValues(draft, NAME, [''])),
    ...CLIENT,
  ],
  suspects: suspicion,
  example: { kind: 'mutation', base: 'put-metadata', variant: 'charset-removed' },
};

function suspicion(sides: Sides) {
  if (!mayBeMismatch(sides)) return null;
  const differing = differingValues(sides, NAME);
  if (differing && differing[1] !== '') {
    const [signed, seen] = differing;
    return {
      standing: 'possible',
      says: `Content-Type was signed as ${quoted(signed)}, and arrived as ${quoted(seen)}.`,
    } as const;
  }
  // In a presigned URL it is for whoever uses the URL to send it.
  if (sides.scheme === 'query' || !hasNoValue(sides, NAME)) return null;
  return {
    standing: standingOfLost(sides, NAME),
    variant: 'removed',
    says: 'Content-Type was signed, and the server has no value for it: it was not sent, or did not arrive.',
  } as const;
}
