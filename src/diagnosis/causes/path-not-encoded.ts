/** Describes a path that was signed unencoded, or in its original spelling, instead of in its encoded form. */
import { rulesOf } from '../../aws/services.ts';
import type { Bytes } from '../../bytes/bytes.ts';
import { type Octets, octetsFromText, textFromOctets } from '../../bytes/octets.ts';
import type { Transform } from '../../bytes/origin.ts';
import { percentDecode } from '../../bytes/text-operations.ts';
import { HEADER_CALCULATION } from '../../sigv4/documentation.ts';
import { suspicionOfSeenPath } from '../answers/seen-path.ts';
import type { Cause } from '../cause.ts';
import { inPath, pathBytes, sentTarget, withUri } from '../draft/parts.ts';
import { madeOf } from '../draft/wrong-operations.ts';
import { type Mutation, signing, travelling } from '../mutation.ts';
import { decoded, decodedOnce, encodedPath, withRaw, withRawOf } from '../spellings/percent.ts';

const isBeyondAscii = (octet: string): boolean => octet > '\x7f';

/** Encodes Latin-1 characters as Latin-1 bytes, and all others as question marks. An ASCII path stays the same. */
function inLatin1(path: Bytes): Bytes {
  const text = textFromOctets(decoded(path.octets));
  if (text === null || !/[^\x00-\x7f]/.test(text)) return path;
  return madeOf(path, LATIN_1, encodedPath(text.replace(/[^\x00-\xff]/gu, '?') as Octets));
}

/** Reads the UTF-8 bytes as Latin-1 and encodes them in UTF-8 again. */
function inUtf8Twice(path: Bytes): Bytes {
  const octets = decoded(path.octets);
  const twice = octetsFromText(octets);
  return twice === octets ? path : madeOf(path, UTF_8_TWICE, encodedPath(twice));
}

const LATIN_1: Transform = { id: 'path-in-latin-1', done: 'decoded, and encoded again as Latin-1', secrecy: 'keeps' };
const UTF_8_TWICE: Transform = { id: 'path-in-utf-8-twice', done: 'decoded, and made UTF-8 twice', secrecy: 'keeps' };

/** Removes the percent-encoding. For services other than S3, both levels are removed. */
const raw: Mutation['change'] = (draft) => {
  const isTwice = rulesOf(draft.scope.service).pathEncoding === 'twice' && draft.scope.service !== '';
  const path = pathBytes(draft);
  return [withUri(draft, percentDecode(isTwice ? decodedOnce(path) : path))];
};

/** Uses the path as it is written in the request or in the client's text, if it means the same path. */
const asWritten: Mutation['change'] = (draft, around) =>
  [sentTarget(around)?.path, around.other?.canonicalUri].flatMap((path) =>
    path !== undefined && encodedPath(decoded(path)) === draft.canonicalUri ? [withUri(draft, path)] : [],
  );

const MUTATIONS: readonly Mutation[] = [
  signing('raw', 'The path was signed without any percent-encoding.', raw),
  signing(
    'raw-spaces',
    'The spaces in the path were signed unencoded, not as %20.',
    inPath((path) => withRawOf(path, ' ')),
  ),
  signing(
    'raw-letters',
    'Non-ASCII letters were signed unencoded, not as %XX of their UTF-8 bytes.',
    inPath((path) => withRaw(path, isBeyondAscii)),
  ),
  signing('latin-1', 'Non-ASCII letters were signed as Latin-1 bytes, not as UTF-8.', inPath(inLatin1)),
  signing('utf-8-twice', 'The path was encoded in UTF-8 twice before it was signed.', inPath(inUtf8Twice)),
  travelling('sent-in-utf-8-twice', 'The path was encoded in UTF-8 twice in transit.', inPath(inUtf8Twice)),
  travelling('sent-in-latin-1', 'Non-ASCII letters arrived as Latin-1 bytes, not as UTF-8.', inPath(inLatin1)),
  signing(
    'as-written',
    'The path was signed as it was written, with different percent-encoding than the canonical form.',
    asWritten,
  ),
];

export const pathNotEncoded: Cause = {
  id: 'path-not-encoded',
  stage: 'canonical-uri',
  says: 'The path was signed unencoded or as written, not in its canonical percent-encoded form.',
  fix: 'Percent-encode the UTF-8 bytes of the key except A-Z a-z 0-9 - . _ ~ and /. Sign exactly the path that you send.',
  see: HEADER_CALCULATION,
  threads: [
    'https://github.com/anomalizer/ngx_aws_auth/issues/35',
    'https://github.com/akka/alpakka/issues/374',
    'https://github.com/developmentseed/multistore/pull/103',
    'https://github.com/source-cooperative/data.source.coop/pull/176',
    'https://github.com/quiltdata/quilt/pull/1339',
    'https://github.com/quiltdata/quilt/pull/3155',
  ],
  mutations: MUTATIONS,
  suspects: (sides) => suspicionOfSeenPath(MUTATIONS, sides),
  example: { kind: 'mutation', base: 'get-range', variant: 'raw' },
};
