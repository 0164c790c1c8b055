/**
 * Describes reserved characters in the query. In names and values, all characters except A-Z a-z 0-9 - . _ ~ must be
 * encoded, even /.
 */
import { percentDecode } from '../../bytes/text-operations.ts';
import { HEADER_CALCULATION } from '../../sigv4/documentation.ts';
import type { Cause } from '../cause.ts';
import { eachOf, inQuery } from '../draft/parts.ts';
import { type Mutation, signing } from '../mutation.ts';
import { decoded, withRawOf } from '../spellings/percent.ts';
import { inRightOrder, pairsOf, withPairs } from '../spellings/query-pairs.ts';

const leaveRaw =
  (characters: string): Mutation['change'] =>
  (draft, around) =>
    inQuery((query) => withRawOf(query, characters))(draft, around);

const SINGLE = '/:,;@=+()\'!$*?[]{}|" #';

export const queryReservedNotEncoded: Cause = {
  id: 'query-reserved-not-encoded',
  stage: 'canonical-query-string',
  says: 'Reserved characters in the query were signed unencoded, not percent-encoded.',
  fix: 'Percent-encode every byte of names and values except A-Z a-z 0-9 - . _ ~ before signing: / is %2F, : is %3A, and the comma is %2C.',
  see: HEADER_CALCULATION,
  threads: [
    'https://github.com/awslabs/aws-sdk-rust/issues/330',
    'https://github.com/curl/curl/issues/11794',
    'https://github.com/agilord/aws_client/pull/399',
  ],
  mutations: [
    signing('slash', 'The slashes in the query were signed unencoded, not as %2F.', leaveRaw('/')),
    signing(
      'query-characters',
      "The query was signed with ! $ ' ( ) * , ; : @ / ? unencoded, which a URL allows but a signature does not.",
      leaveRaw("!$'()*,;:@/?"),
    ),
    signing(
      'encode-uri',
      "The query was signed with ! $ & ' ( ) * + , ; : @ / ? # = unencoded, as JavaScript's encodeURI writes it.",
      leaveRaw("!$&'()*+,;:@/?#="),
    ),
    signing(
      'raw',
      'The query was signed without any percent-encoding.',
      eachOf(inQuery(percentDecode), (draft) => [
        withPairs(draft, pairsOf(draft.canonicalQueryString).map(decoded).sort(inRightOrder)),
      ]),
    ),
    signing(
      'some-of-them',
      'The query was signed with a reserved character unencoded.',
      eachOf(...[...SINGLE].map((character) => leaveRaw(character))),
    ),
  ],
  example: { kind: 'mutation', base: 'presigned', variant: 'slash' },
};
