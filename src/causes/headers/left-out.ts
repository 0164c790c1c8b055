/** The cause of a server that computes without a header that the client signed. */

import { headerOf, withHeader, withoutHeader, withSteps } from '../../drafts/draft.ts';
import { namesOf } from '../../drafts/header-changes.ts';
import { mayBeMismatch } from '../../sides/answers/mismatch.ts';
import type { Sides } from '../../sides/sides.ts';
import { type Change, cause, explains, inTransit, signing } from '../define-cause.ts';
import { enumerated } from '../words.ts';

/**
 * Leaves one header out of the canonical headers and of their list. A missing x-amz-content-sha256 is a cause of its own.
 */
const leaveOut: Change = (draft) =>
  namesOf(draft)
    .filter((name) => name !== draft.dialect.headers.contentSha256)
    .map((name) => ({ ...withoutHeader(draft, name), canonicalQueryString: draft.canonicalQueryString }));

/** Signs a header without listing it, or lists it in the canonical request and not in what is sent. */
const signUndeclared: Change = (draft, { head }) =>
  draft.dialect.list === 'all' || head === null
    ? []
    : head.headers.flatMap(({ name, value }) => {
        const lower = name.octets.toLowerCase();
        if (lower === 'authorization' || headerOf(draft, lower) !== null) return [];
        const listed = withHeader(draft, lower, value.octets);
        return [{ ...listed, signedHeaders: draft.signedHeaders }, listed].map((signed) =>
          withSteps(draft, { canonicalRequest: () => draft.steps.canonicalRequest(signed) }),
        );
      });

/** Matches what a request to Alibaba Cloud OSS has that is signed with its form of Signature Version 4. */
const OSS = /\bx-oss-signature-version=OSS4-HMAC-SHA256\b|\baliyun_v4_request\b/;
const DECLARED = /additional-?headers/i;
const ALWAYS_SIGNED = /^(?:content-type|content-md5|x-oss-.*)$/;

/** Returns the signed headers that OSS signs only if they are declared, if none is declared. */
function undeclared({ evidence: { pieces }, client, sent }: Sides): readonly string[] {
  const isIn = (pattern: RegExp) => pieces.some(({ octets }) => pattern.test(octets));
  const draft = client.draft ?? sent?.draft ?? null;
  if (draft === null || !isIn(OSS) || isIn(DECLARED)) return [];
  return namesOf(draft).filter((name) => !ALWAYS_SIGNED.test(name));
}

export const siblingHeaderNotDeclared = cause('sibling-header-not-declared', 'signed-headers', {
  says: 'The server left out a header that the client signed.',
  symptom: "The client's list of signed headers has a name that the server's list does not have.",
  fix: 'Do not sign this header, or make the server sign it: Alibaba Cloud OSS signs a header such as Host only if x-oss-additional-headers names it.',
  see: 'https://www.alibabacloud.com/help/en/oss/developer-reference/recommend-to-use-signature-version-4',
  mutations: {
    'left-out': inTransit('The server left a signed header out of what it computed.', leaveOut),
    'not-declared': signing(
      'The client signed a header that is signed only if the list of additional headers names it.',
      signUndeclared,
    ),
  },
  suspects(sides) {
    const names = mayBeMismatch(sides) ? undeclared(sides) : [];
    return names.length === 0
      ? null
      : explains(`The client signed ${enumerated(names)}, and x-oss-additional-headers does not declare it.`, {
          variant: 'left-out',
        });
  },
});
