/** The path signed as it is meant, or as it happens to be written, and not in its encoded form. */
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

/** The letters of Latin-1 as its bytes, and those beyond it as question marks; as it was where all are of ASCII. */
function inLatin1(path: Bytes): Bytes {
  const text = textFromOctets(decoded(path.octets));
  if (text === null || !/[^\x00-\x7f]/.test(text)) return path;
  return madeOf(path, LATIN_1, encodedPath(text.replace(/[^\x00-\xff]/gu, '?') as Octets));
}

/** The UTF-8 bytes taken for Latin-1 and made UTF-8 once more. */
function inUtf8Twice(path: Bytes): Bytes {
  const octets = decoded(path.octets);
  const twice = octetsFromText(octets);
  return twice === octets ? path : madeOf(path, UTF_8_TWICE, encodedPath(twice));
}

const LATIN_1: Transform = { id: 'path-in-latin-1', done: 'decoded, and encoded again as Latin-1', secrecy: 'keeps' };
const UTF_8_TWICE: Transform = { id: 'path-in-utf-8-twice', done: 'decoded, and made UTF-8 twice', secrecy: 'keeps' };

/** Other services than S3 have encoded it twice. */
const raw: Mutation['change'] = (draft) => {
  const isTwice = rulesOf(draft.scope.service).pathEncoding === 'twice' && draft.scope.service !== '';
  const path = pathBytes(draft);
  return [withUri(draft, percentDecode(isTwice ? decodedOnce(path) : path))];
};

/** As it stands in the request, or in the text of the client, where it means the same path. */
const asWritten: Mutation['change'] = (draft, around) =>
  [sentTarget(around)?.path, around.other?.canonicalUri].flatMap((path) =>
    path !== undefined && encodedPath(decoded(path)) === draft.canonicalUri ? [withUri(draft, path)] : [],
  );

const MUTATIONS: readonly Mutation[] = [
  signing('raw', 'The path was signed without any percent-encoding.', raw),
  signing(
    'raw-spaces',
    'The spaces of the path were signed as they are, not as %20.',
    inPath((path) => withRawOf(path, ' ')),
  ),
  signing(
    'raw-letters',
    'Letters beyond ASCII were signed as they are, not as %XX of their UTF-8 bytes.',
    inPath((path) => withRaw(path, isBeyondAscii)),
  ),
  signing('latin-1', 'Letters beyond ASCII were signed as bytes of Latin-1, not of UTF-8.', inPath(inLatin1)),
  signing('utf-8-twice', 'The path was made UTF-8 twice before it was signed.', inPath(inUtf8Twice)),
  travelling('sent-in-utf-8-twice', 'The path was made UTF-8 twice on its way to the server.', inPath(inUtf8Twice)),
  travelling('sent-in-latin-1', 'Letters beyond ASCII arrived as bytes of Latin-1, not of UTF-8.', inPath(inLatin1)),
  signing(
    'as-written',
    'The path was signed as it was written, with other escapes than the canonical form.',
    asWritten,
  ),
];

export const pathNotEncoded: Cause = {
  id: 'path-not-encoded',
  stage: 'canonical-uri',
  says: 'The path was signed as it is meant or written, not in its percent-encoded form.',
  fix: 'Encode the UTF-8 bytes of the key, all but A-Z a-z 0-9 - . _ ~ and /, and sign the very path that goes over the wire.',
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
