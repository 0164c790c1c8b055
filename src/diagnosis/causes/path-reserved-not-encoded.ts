/** Reserved characters of the path: everything but A-Z a-z 0-9 - . _ ~ and / is encoded, and / never is. */
import { join, slice } from '../../bytes/bytes.ts';
import { HEADER_CALCULATION } from '../../sigv4/documentation.ts';
import { suspicionOfSeenPath } from '../answers/seen-path.ts';
import type { Cause } from '../cause.ts';
import { eachOf, inPath, type Rewriting } from '../draft/parts.ts';
import { type Mutation, signing } from '../mutation.ts';
import { SEGMENT_CHARACTERS, withEscaped, withRawOf } from '../spellings/percent.ts';

const left =
  (characters: string): Mutation['change'] =>
  (draft, around) =>
    inPath((path) => withRawOf(path, characters))(draft, around);

const slashesEncoded: Rewriting = (path) => withEscaped(path, '/');
const innerSlashesEncoded: Rewriting = (path) => join([slice(path, 0, 1), slashesEncoded(slice(path, 1))]);

const MUTATIONS: readonly Mutation[] = [
  signing(
    'segment-characters',
    "The path was signed with ! $ & ' ( ) * + , ; = : @ as they are, which a URL may have so and a signature may not.",
    left(SEGMENT_CHARACTERS),
  ),
  signing(
    'go-escaped-path',
    'The path was signed with $ & + , : ; = @ as they are, as EscapedPath of Go writes it.',
    left('$&+,:;=@'),
  ),
  signing(
    'cpp-path',
    'The path was signed with $ & , : = @ as they are, as the AWS SDK for C++ writes paths without compliantRfc3986Encoding.',
    left('$&,:=@'),
  ),
  signing(
    'encode-uri',
    "The path was signed with ; , ? : @ & = + $ ! ' ( ) * # as they are, as encodeURI of JavaScript writes it.",
    left(";,?:@&=+$!'()*#"),
  ),
  signing(
    'some-of-them',
    'The path was signed with a reserved character as it is.',
    eachOf(...[...SEGMENT_CHARACTERS].map((character) => left(character))),
  ),
  signing(
    'slashes-encoded',
    'The slashes of the path were signed as %2F, as for a single value.',
    inPath(slashesEncoded),
  ),
  signing(
    'inner-slashes-encoded',
    'The slashes of the path but the first were signed as %2F, as for a single value.',
    inPath(innerSlashesEncoded),
  ),
];

export const pathReservedNotEncoded: Cause = {
  id: 'path-reserved-not-encoded',
  stage: 'canonical-uri',
  says: 'The path was signed with other characters encoded than S3 encodes.',
  fix: 'Encode every byte of the path but A-Z a-z 0-9 - . _ ~ and /, = + @ : , ; and ( ) among them; leave the slashes as they are.',
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
