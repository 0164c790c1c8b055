/**
 * Describes percent-encoding with lowercase digits. The canonical form has uppercase digits, such as %2F instead of
 * %2f.
 */
import { HEADER_CALCULATION } from '../../sigv4/documentation.ts';
import { targetOfMute } from '../answers/mute-answer.ts';
import { suspicionOfSeenPath } from '../answers/seen-path.ts';
import type { Cause, Suspicion } from '../cause.ts';
import { inBoth, inPath, inQuery } from '../draft/parts.ts';
import { type Mutation, signing } from '../mutation.ts';
import type { Sides } from '../sides.ts';
import { lowerCaseEscapes } from '../spellings/percent.ts';

const LOWER_CASE_ESCAPE = /%(?:[0-9A-Fa-f][a-f]|[a-f][0-9A-Fa-f])/;

const MUTATIONS: readonly Mutation[] = [
  signing(
    'in-path',
    'The path was signed with lowercase percent-encoding: %2f instead of %2F.',
    inPath(lowerCaseEscapes),
  ),
  signing(
    'in-query',
    'The query was signed with lowercase percent-encoding: %2f instead of %2F.',
    inQuery(lowerCaseEscapes),
  ),
  signing(
    'in-both',
    'The path and the query were signed with lowercase percent-encoding: %2f instead of %2F.',
    inBoth(lowerCaseEscapes),
  ),
];

function suspicionOf(sides: Sides): Suspicion | null {
  const target = targetOfMute(sides);
  const found = target && LOWER_CASE_ESCAPE.exec(`${target.path.octets}?${target.query?.octets ?? ''}`)?.[0];
  return found
    ? {
        standing: 'possible',
        says: `The URL contains the lowercase escape ${found}, but the signature requires uppercase.`,
      }
    : null;
}

export const lowercasePercentHex: Cause = {
  id: 'lowercase-percent-hex',
  stage: 'canonical-uri',
  says: 'The hexadecimal digits of the percent-encoding were signed in lowercase.',
  fix: 'Write the hexadecimal digits of each escape in uppercase (%2F, not %2f) before signing.',
  see: HEADER_CALCULATION,
  threads: ['https://github.com/nginx/nginx-s3-gateway/issues/578'],
  mutations: MUTATIONS,
  suspects: (sides) => suspicionOfSeenPath(MUTATIONS, sides) ?? suspicionOf(sides),
  example: { kind: 'mutation', base: 'get-range', variant: 'in-path' },
};
