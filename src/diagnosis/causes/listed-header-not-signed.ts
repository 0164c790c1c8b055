/** A header that is sent and that the list of signed headers names, signed without it. */
import { HEADER_CALCULATION } from '../../sigv4/documentation.ts';
import { S3_NEEDS } from '../answers/unsigned-headers.ts';
import type { Cause } from '../cause.ts';
import { type Draft, withHeaders, withSteps } from '../draft/draft.ts';
import { namesOf } from '../draft/header-changes.ts';
import { signing } from '../mutation.ts';

/** The list that is sent stays: only the canonical request is made without them. */
function without(draft: Draft, isLeftOut: (name: string) => boolean): Draft[] {
  const headers = draft.headers.filter(({ name }) => !isLeftOut(name));
  const { canonicalQueryString } = draft;
  // The list of a presigned URL is signed as a parameter, too: as it is sent, or as it is in the canonical request.
  const listed = withHeaders(draft, headers);
  const ways = listed.canonicalQueryString === canonicalQueryString ? [] : [listed];
  return headers.length === draft.headers.length
    ? []
    : [{ ...listed, canonicalQueryString }, ...ways].map((signed) =>
        withSteps(draft, { canonicalRequest: () => draft.steps.canonicalRequest(signed) }),
      );
}

const lineLeftOut = (draft: Draft): Draft[] =>
  namesOf(draft).map((name) => ({ ...draft, headers: draft.headers.filter((header) => header.name !== name) }));

export const listedHeaderNotSigned: Cause = {
  id: 'listed-header-not-signed',
  stage: 'signed-headers',
  says: 'The list of signed headers that was sent names a header that the client did not sign.',
  fix: 'Send the very list that stands in the canonical request: what is not signed does not belong into SignedHeaders.',
  see: HEADER_CALCULATION,
  threads: [],
  mutations: [
    signing(
      'only-needed-signed',
      'The client signed only Host and the x-amz-* headers, and the list that it sent names others too.',
      (draft) => without(draft, (name) => !S3_NEEDS.test(name)),
    ),
    signing('one-left-out', 'The list that the client sent names a header that it did not sign.', (draft, { scheme }) =>
      // Of those that S3 needs, another cause says it, in a list of the same bytes.
      namesOf(draft)
        .filter((left) => scheme === 'query' || !S3_NEEDS.test(left))
        .flatMap((left) => without(draft, (name) => name === left)),
    ),
    signing(
      'line-left-out',
      'The list of signed headers names a header whose line is not in the canonical headers.',
      lineLeftOut,
    ),
  ],
  example: { kind: 'mutation', base: 'get-range', variant: 'only-needed-signed' },
};
