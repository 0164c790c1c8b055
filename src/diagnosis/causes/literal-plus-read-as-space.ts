/** Describes a + that stands for a plus sign but that the server decodes as a space, as in an HTML form. */
import { type Bytes, join, slice } from '../../bytes/bytes.ts';
import { HEADER_CALCULATION } from '../../sigv4/documentation.ts';
import { targetOfMute } from '../answers/mute-answer.ts';
import { suspicionOfSeenPath } from '../answers/seen-path.ts';
import type { Cause, Suspicion } from '../cause.ts';
import type { Draft } from '../draft/draft.ts';
import { eachOf, inPath, inQuery, pathBytes, queryBytes, withQuery, withUri } from '../draft/parts.ts';
import { type Mutation, signing, travelling } from '../mutation.ts';
import type { Sides } from '../sides.ts';
import { replacing } from '../spellings/percent.ts';

/** The maximum number of spaces to replace one at a time. */
const SINGLE_SPACES = 8;

/** Replaces all spaces with pluses, and also each space alone, because any of them may have been a plus. */
const withPlus =
  (text: (draft: Draft) => Bytes, withText: (draft: Draft, text: Bytes) => Draft): Mutation['change'] =>
  (draft) => {
    const bytes = text(draft);
    const spaces = [...bytes.octets.matchAll(/%20/g)].slice(0, SINGLE_SPACES);
    const texts = spaces.map(({ index }) => {
      const end = index + '%20'.length;
      return join([slice(bytes, 0, index), spaceAsPlus(slice(bytes, index, end)), slice(bytes, end)]);
    });
    return [spaceAsPlus(bytes), ...texts].map((changed) => withText(draft, changed));
  };

const spaceAsPlus = replacing('%20', '%2B');

const MUTATIONS: readonly Mutation[] = [
  travelling(
    'in-path',
    'A plus in the path was signed and arrived as a space.',
    eachOf(inPath(replacing('%2B', '%20')), inPath(replacing('+', '%20'))),
  ),
  travelling(
    'in-query',
    'A plus in the query was signed and arrived as a space.',
    eachOf(inQuery(replacing('%2B', '%20')), inQuery(replacing('+', '%20'))),
  ),
  signing(
    'signed-in-path',
    'The client signed a plus in the path, but the server read a space.',
    withPlus(pathBytes, withUri),
  ),
  signing(
    'signed-in-query',
    'The client signed a plus in the query, but the server read a space.',
    withPlus(queryBytes, withQuery),
  ),
];

const suspicionOf = (sides: Sides): Suspicion | null =>
  targetOfMute(sides)?.path.octets.includes('+')
    ? { standing: 'possible', says: 'The path contains a +, which S3 and other servers may read as a space.' }
    : null;

export const literalPlusReadAsSpace: Cause = {
  id: 'literal-plus-read-as-space',
  stage: 'canonical-uri',
  says: 'A plus sign was sent as +, but the server read it as a space.',
  fix: 'Send a plus sign as %2B in the path and in the query, as you sign it.',
  see: HEADER_CALCULATION,
  threads: ['https://github.com/nginx/nginx-s3-gateway/issues/578'],
  mutations: MUTATIONS,
  suspects: (sides) => suspicionOfSeenPath(MUTATIONS, sides) ?? suspicionOf(sides),
  example: { kind: 'mutation', base: 'get-range', variant: 'in-path' },
};
