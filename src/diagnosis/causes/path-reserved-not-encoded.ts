/**
 * Describes reserved characters in the path. All characters except A-Z a-z 0-9 - . _ ~ and / must be encoded; / must
 * not.
 */
import { join, slice } from '../../bytes/bytes.ts';
import { HEADER_CALCULATION } from '../../sigv4/documentation.ts';
import { suspicionOfSeenPath } from '../answers/seen-path.ts';
import type { Cause } from '../cause.ts';
import { eachOf, inPath, type Rewriting } from '../draft/parts.ts';
import { type Mutation, signing } from '../mutation.ts';
import { SEGMENT_CHARACTERS, withEscaped, withRawOf } from '../spellings/percent.ts';

const leaveRaw =
  (characters: string): Mutation['change'] =>
  (draft, around) =>
    inPath((path) => withRawOf(path, characters))(draft, around);

const encodeSlashes: Rewriting = (path) => withEscaped(path, '/');
const encodeInnerSlashes: Rewriting = (path) => join([slice(path, 0, 1), encodeSlashes(slice(path, 1))]);

const MUTATIONS: readonly Mutation[] = [
  signing(
    'segment-characters',
    "The path was signed with ! $ & ' ( ) * + , ; = : @ unencoded, which a URL allows but a signature does not.",
    leaveRaw(SEGMENT_CHARACTERS),
  ),
  signing(
    'go-escaped-path',
    "The path was signed with $ & + , : ; = @ unencoded, as Go's EscapedPath writes it.",
    leaveRaw('$&+,:;=@'),
  ),
  signing(
    'cpp-path',
    'The path was signed with $ & , : = @ unencoded, as the AWS SDK for C++ writes paths without compliantRfc3986Encoding.',
    leaveRaw('$&,:=@'),
  ),
  signing(
    'encode-uri',
    "The path was signed with ; , ? : @ & = + $ ! ' ( ) * # unencoded, as JavaScript's encodeURI writes it.",
    leaveRaw(";,?:@&=+$!'()*#"),
  ),
  signing(
    'some-of-them',
    'The path was signed with a reserved character unencoded.',
    eachOf(...[...SEGMENT_CHARACTERS].map((character) => leaveRaw(character))),
  ),
  signing('slashes-encoded', 'The slashes in the path were signed as %2F, as in a query value.', inPath(encodeSlashes)),
  signing(
    'inner-slashes-encoded',
    'The slashes in the path except the first were signed as %2F, as in a query value.',
    inPath(encodeInnerSlashes),
  ),
];

export const pathReservedNotEncoded: Cause = {
  id: 'path-reserved-not-encoded',
  stage: 'canonical-uri',
  says: 'The path was signed with a different set of encoded characters than S3 uses.',
  fix: 'Percent-encode every byte of the path except A-Z a-z 0-9 - . _ ~ and the slashes. Encode = + @ : , ; ( and ) too.',
  see: HEADER_CALCULATION,
  threads: [
    'https://github.com/soto-project/soto/issues/601',
    'https://github.com/aws/aws-sdk-cpp/issues/3041',
    'https://github.com/aws/aws-sdk-java-v2/issues/3154',
    'https://github.com/aws/aws-sdk-js-v3/issues/283',
    'https://github.com/IBM/ibm-cos-sdk-java/issues/28',
    'https://github.com/xcir/libvmod-awsrest/issues/28',
    'https://github.com/jcberquist/aws-cfml/issues/18',
  ],
  mutations: MUTATIONS,
  suspects: (sides) => suspicionOfSeenPath(MUTATIONS, sides),
  example: { kind: 'mutation', base: 'get-range', variant: 'segment-characters' },
};
