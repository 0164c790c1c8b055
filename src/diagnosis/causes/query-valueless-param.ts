/** Describes a parameter without a value, such as ?acl. It must be signed with an equals sign after it. */
import { EMPTY, type Octets } from '../../bytes/octets.ts';
import { HEADER_CALCULATION } from '../../sigv4/documentation.ts';
import { targetOfMute } from '../answers/mute-answer.ts';
import type { Cause } from '../cause.ts';
import { type Mutation, signing, travelling } from '../mutation.ts';
import { nameIn, pairsOf, valueIn, withPairs } from '../spellings/query-pairs.ts';

const isValueless = (pair: Octets): boolean => valueIn(pair) === '';

/** Rewrites each parameter without a value, or removes it if `null` is returned. */
const writeValueless =
  (write: (name: Octets) => string | null): Mutation['change'] =>
  (draft) => {
    const pairs = pairsOf(draft.canonicalQueryString);
    const written = pairs.map((pair) => (isValueless(pair) ? write(nameIn(pair)) : pair));
    return [
      withPairs(
        draft,
        written.filter((pair) => pair !== null),
      ),
    ];
  };

const AS_TEXT = ['null', 'undefined', 'None', 'true'];

export const queryValuelessParam: Cause = {
  id: 'query-valueless-param',
  stage: 'canonical-query-string',
  says: 'A parameter without a value was not signed as NAME=.',
  fix: 'Sign each parameter with an equals sign after its name, even if it has no value: acl=, uploads=.',
  see: HEADER_CALCULATION,
  threads: [
    'https://github.com/xcir/libvmod-awsrest/issues/24',
    'https://github.com/curl/curl/issues/8107',
    'https://github.com/aws/aws-sdk-php/pull/2924',
    'https://github.com/aws/aws-sdk-js-v3/pull/754',
    'https://github.com/minio/minio-py/pull/79',
  ],
  mutations: [
    signing(
      'without-equals',
      'A parameter without a value was signed without its equals sign.',
      writeValueless((name) => name),
    ),
    signing(
      'left-out',
      'A parameter without a value was not signed.',
      writeValueless(() => null),
    ),
    travelling(
      'lost',
      'A parameter without a value was signed but lost in transit.',
      writeValueless(() => null),
    ),
    signing(
      'as-text',
      'A parameter without a value was signed with the word that the programming language uses for no value.',
      (draft, around) => AS_TEXT.flatMap((text) => writeValueless((name) => `${name}=${text}`)(draft, around)),
    ),
  ],
  suspects: (sides) => {
    const found = pairsOf(targetOfMute(sides)?.query?.octets ?? EMPTY).find((pair) => !pair.includes('='));
    if (found === undefined) return null;
    return { standing: 'possible', says: `The parameter '${found}' has no value. It must be signed as '${found}='.` };
  },
  example: { kind: 'mutation', base: 'get-range', variant: 'without-equals' },
};
