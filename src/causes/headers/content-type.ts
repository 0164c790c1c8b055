/** Causes that involve the Content-Type header. */
import { headerOf } from '../../drafts/draft.ts';
import { sentValues } from '../../drafts/header-changes.ts';
import { eachOf } from '../../drafts/parts.ts';
import { type Change, cause, signing, traveling, wide } from '../define-cause.ts';
import { feature, firstOf, headerOf as seenValue, signedIn, signedLike } from '../features/feature.ts';
import { header, suspectHeader } from './one-header.ts';

const CONTENT_TYPE = header('content-type');

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
  const lower = spaced.map((one) => one.toLowerCase());
  return [...spaced, ...lower, ...spaced.map(withUpperCharset), ...spaced.map(withQuotes)];
};
const withUpperCharset = (value: string) =>
  value.replace(/(charset=)([\w-]+)/i, (_whole, name, set) => name + set.toUpperCase());
const withQuotes = (value: string) =>
  value.includes('"') ? value.replaceAll('"', '') : value.replace(/(charset=)([\w-]+)/i, '$1"$2"');

const replaceType: Change = (draft, around) =>
  eachOf(CONTENT_TYPE.to(...DEFAULTS, ...sentValues(around, 'content-type')), CONTENT_TYPE.toOther)(draft, around);

const CLIENT = {
  'signed-without-charset': signing(
    'The client signed Content-Type without the charset, but sent it with one.',
    CONTENT_TYPE.by(withoutParameters),
  ),
  'signed-with-charset': signing(
    'The client signed Content-Type with a charset, but sent it without one.',
    CONTENT_TYPE.by(withCharset),
  ),
  'signed-in-another-spelling': signing(
    'The client signed Content-Type with different spaces, case, or quotation marks than it sent.',
    CONTENT_TYPE.by(respell),
  ),
  'signed-another': signing('The client signed a different Content-Type than it sent.', replaceType),
  'signed-empty': signing(
    'The client signed an empty Content-Type, but its HTTP library added one.',
    CONTENT_TYPE.removed,
  ),
  'signed-and-not-sent': signing('The client signed a Content-Type but sent none.', CONTENT_TYPE.unsent(...DEFAULTS)),
};

/** Common media types (https://www.iana.org/assignments/media-types/media-types.xhtml). */
const MEDIA_TYPES = Object.entries({
  image: 'jpeg png gif webp svg+xml avif heic bmp tiff jpg x-icon',
  text: 'html css csv javascript xml markdown plain calendar',
  video: 'mp4 quicktime webm mpeg x-msvideo mp2t',
  audio: 'mpeg wav ogg mp4 webm aac flac mp3',
  font: 'woff woff2 ttf',
  application:
    'json pdf zip gzip x-gzip javascript octet-stream xml x-tar x-7z-compressed wasm x-ndjson x-amz-json-1.0 x-amz-json-1.1 graphql msword vnd.ms-excel vnd.apache.parquet',
  'application/vnd.openxmlformats-officedocument.':
    'spreadsheetml.sheet wordprocessingml.document presentationml.presentation',
}).flatMap(([kind, names]) => names.split(' ').map((name) => (kind.endsWith('.') ? kind + name : `${kind}/${name}`)));

/** Replaces the type. An empty type may mean that none arrived, so the header is added to the list of names too. */
const otherTypes: Change = (draft, around) => [
  ...CONTENT_TYPE.to(...MEDIA_TYPES)(draft, around),
  ...(headerOf(draft, 'content-type') === '' ? CONTENT_TYPE.unsent(...MEDIA_TYPES)(draft, around) : []),
];

export const contentTypeAddedOrChanged = cause('content-type-added-or-changed', 'canonical-headers', {
  says: 'Content-Type was signed, but it arrived with a different value.',
  symptom: 'The content-type lines differ, for example by "; charset=UTF-8".',
  fix: 'Before signing, set Content-Type to exactly what will be sent, including the charset. Or neither sign nor send it.',
  threads: `
    aws/aws-sdk-js-v3/issues/5268 boto/boto3/issues/3708 minio/minio/issues/12924 aws/aws-sdk/issues/548
    aws/aws-sdk-js/issues/190 jetty/jetty.project/issues/9674 aws/aws-sdk-php/issues/282 minio/minio/issues/5031
    oven-sh/bun/pull/43045
  `,
  features: [
    feature(
      'content-type-signed',
      'Content-Type is signed, and browsers and HTTP libraries set their own.',
      signedLike(/^content-type$/),
    ),
    feature(
      'content-type-in-version-2',
      (quote) => `The server's string to sign has the content type ${quote}.`,
      ({ versionTwo }) => firstOf([versionTwo?.contentType]),
    ),
    feature(
      'content-type-sent-with-url',
      (quote) => `The URL signs Content-Type, and the request sends ${quote}.`,
      (seen) =>
        seen.isSent && seen.form === 'query' && signedIn(seen).includes('content-type')
          ? firstOf([seenValue(seen, 'content-type')])
          : null,
    ),
  ],
  lesson: 'in-the-middle',
  isAbout: (name) => name === 'content-type',
  test: 'Send exactly the Content-Type that was signed, or sign without one and send none.',
  inVersion2: true,
  yes: { 'other-requests': 0.85, 'without-body': 0.7, 'used-elsewhere': 0.6, 'plain-header': 0.5 },
  twins: [
    {
      variant: 'signed-without-charset',
      twin: 'signed-another',
      apart: 'never',
      says: 'The type without its charset is one of the types that may be signed instead of the one that is sent.',
    },
  ],
  mutations: {
    'charset-appended': traveling(
      'Content-Type was signed, but it arrived with a charset that was not signed.',
      CONTENT_TYPE.by((value) => [...withCharset(value), ...withCharset(dropParameters(value))]),
    ),
    'charset-removed': traveling(
      'Content-Type was signed with parameters but arrived without them.',
      CONTENT_TYPE.by(withoutParameters),
    ),
    'another-spelling': traveling(
      'Content-Type was signed but arrived with different spaces, case, or quotation marks.',
      CONTENT_TYPE.by(respell),
    ),
    'default-of-library': traveling(
      'Content-Type was signed but arrived with a different value: an HTTP library or a browser may have sent its own.',
      replaceType,
    ),
    removed: traveling('Content-Type was signed but did not arrive.', CONTENT_TYPE.removed),
    ...CLIENT,
    'signed-usual-type': wide('The client signed a Content-Type other than the one that was sent.', otherTypes),
  },
  // The user of a presigned URL must send the header, so a missing header belongs to another cause.
  suspects: (sides) => {
    const found = suspectType(sides);
    return sides.scheme === 'query' && found?.variant === 'removed' ? null : found;
  },
});

const suspectType = suspectHeader('content-type', {
  differs: 'Content-Type',
  lost: 'Content-Type was signed, but the server has no value for it: it was not sent, or it did not arrive.',
});
