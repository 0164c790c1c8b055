/** Reserved characters of the query: in names and values everything but A-Z a-z 0-9 - . _ ~ is encoded, / too. */
import { percentDecode } from '../../bytes/text-operations.ts';
import { HEADER_CALCULATION } from '../../sigv4/documentation.ts';
import type { Cause } from '../cause.ts';
import { eachOf, inQuery } from '../draft/parts.ts';
import { type Mutation, signing } from '../mutation.ts';
import { decoded, withRawOf } from '../spellings/percent.ts';
import { inRightOrder, pairsOf, withPairs } from '../spellings/query-pairs.ts';

const left =
  (characters: string): Mutation['change'] =>
  (draft, around) =>
    inQuery((query) => withRawOf(query, characters))(draft, around);

const SINGLE = '/:,;@=+()\'!$*?[]{}|" #';

export const queryReservedNotEncoded: Cause = {
  id: 'query-reserved-not-encoded',
  stage: 'canonical-query-string',
  says: 'Reserved characters of the query were signed as they are, not percent-encoded.',
  fix: 'Encode every byte of names and values but A-Z a-z 0-9 - . _ ~ in what is signed: / is %2F, : is %3A, the comma %2C.',
  see: HEADER_CALCULATION,
  threads: [
    'https://github.com/awslabs/aws-sdk-rust/issues/330',
    'https://github.com/curl/curl/issues/11794',
    'https://github.com/agilord/aws_client/pull/399',
  ],
  mutations: [
    signing('slash', 'The slashes of the query were signed as they are, not as %2F.', left('/')),
    signing(
      'query-characters',
      "The query was signed with ! $ ' ( ) * , ; : @ / ? as they are, which a URL may have so and a signature may not.",
      left("!$'()*,;:@/?"),
    ),
    signing(
      'encode-uri',
      "The query was signed with ! $ & ' ( ) * + , ; : @ / ? # = as they are, as encodeURI of JavaScript writes it.",
      left("!$&'()*+,;:@/?#="),
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
      'The query was signed with a reserved character as it is.',
      eachOf(...[...SINGLE].map((character) => left(character))),
    ),
  ],
  example: { kind: 'mutation', base: 'presigned', variant: 'slash' },
};
