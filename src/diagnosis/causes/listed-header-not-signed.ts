/** Describes a header that is sent and listed in SignedHeaders but is missing from the signed text. */
import { HEADER_CALCULATION } from '../../sigv4/documentation.ts';
import { S3_NEEDS } from '../answers/unsigned-headers.ts';
import type { Cause } from '../cause.ts';
import { type Draft, withHeaders, withSteps } from '../draft/draft.ts';
import { namesOf } from '../draft/header-changes.ts';
import { signing } from '../mutation.ts';

/** Omits headers from the canonical request only. The list that is sent stays the same. */
function without(draft: Draft, isLeftOut: (name: string) => boolean): Draft[] {
  const headers = draft.headers.filter(({ name }) => !isLeftOut(name));
  const { canonicalQueryString } = draft;
  // In a presigned URL, the list is also a signed parameter. It may have the sent list or the one from the canonical
  // request.
  const listed = withHeaders(draft, headers);
  const ways = listed.canonicalQueryString === canonicalQueryString ? [] : [listed];
  return headers.length === draft.headers.length
    ? []
    : [{ ...listed, canonicalQueryString }, ...ways].map((signed) =>
        withSteps(draft, { canonicalRequest: () => draft.steps.canonicalRequest(signed) }),
      );
}

const leaveOutLine = (draft: Draft): Draft[] =>
  namesOf(draft).map((name) => ({ ...draft, headers: draft.headers.filter((header) => header.name !== name) }));

export const listedHeaderNotSigned: Cause = {
  id: 'listed-header-not-signed',
  stage: 'signed-headers',
  says: 'The list of signed headers that was sent includes a header that the client did not sign.',
  fix: 'Send the same list as in the canonical request. Do not list headers in SignedHeaders that are not signed.',
  see: HEADER_CALCULATION,
  threads: [],
  mutations: [
    signing(
      'only-needed-signed',
      'The client signed only Host and the x-amz-* headers, but the list that it sent includes others.',
      (draft) => without(draft, (name) => !S3_NEEDS.test(name)),
    ),
    signing(
      'one-left-out',
      'The list that the client sent includes a header that it did not sign.',
      (draft, { scheme }) =>
        // Another cause covers the headers that S3 requires, and would produce the same bytes.
        namesOf(draft)
          .filter((left) => scheme === 'query' || !S3_NEEDS.test(left))
          .flatMap((left) => without(draft, (name) => name === left)),
    ),
    signing(
      'line-left-out',
      'The list of signed headers includes a header whose line is not in the canonical headers.',
      leaveOutLine,
    ),
  ],
  example: { kind: 'mutation', base: 'get-range', variant: 'only-needed-signed' },
};
