/** Describes a request with two kinds of authentication. */
import type { ServerAnswer } from '../../evidence/evidence.ts';
import { headerValues } from '../../http/message.ts';
import { AUTHENTICATING_REQUESTS } from '../../sigv4/documentation.ts';
import { detailOf, hasParameter, wordsOf } from '../answers/answers.ts';
import type { Cause, Statement, Suspicion } from '../cause.ts';
import type { Sides } from '../sides.ts';

export const twoAuthMechanisms: Cause = {
  id: 'two-auth-mechanisms',
  stage: 'authorization',
  says: 'The request is authenticated twice: by an Authorization header, and by its query or another Authorization header.',
  fix: 'Send a presigned URL without an Authorization header. Remove the header when a redirect is followed, and do not presign URLs for S3 if CloudFront signs the requests.',
  see: AUTHENTICATING_REQUESTS,
  threads: [
    'https://github.com/catalyst/moodle-tool_objectfs/issues/303',
    'https://github.com/request/request/issues/860',
  ],
  mutations: [],
  states,
  suspects,
  example: {
    kind: 'answer',
    text: '<Error><Code>InvalidArgument</Code><Message>Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified</Message><ArgumentName>Authorization</ArgumentName><ArgumentValue>Basic</ArgumentValue></Error>',
  },
};

/** Matches the messages of S3 and MinIO. */
const REFUSED = /Only one auth mechanism allowed|multiple authentication types/i;

function states(answer: ServerAnswer, sides: Sides): Statement | null {
  if (!REFUSED.test(wordsOf(answer))) return null;
  return stateSecond(detailOf(answer, 'ArgumentValue') ?? authorizationsOf(sides)[0] ?? '');
}

const authorizationsOf = ({ request }: Sides): readonly string[] =>
  request
    ? headerValues(request.head.headers, 'authorization')
        .map(({ octets }) => octets)
        .filter((value) => value !== '')
    : [];

/** Suspects a request that has both kinds. That must be fixed first, regardless of what the server says. */
function suspects(sides: Sides): Suspicion | null {
  const [authorization, ...more] = authorizationsOf(sides);
  if (authorization === undefined || !sides.answer) return null;
  const isInQuery = hasParameter(sides, 'X-Amz-Signature') || hasParameter(sides, 'Signature');
  return more.length > 0 || isInQuery ? { standing: 'possible', ...stateSecond(authorization) } : null;
}

/** Shows only the scheme of the header, because the rest is a credential. */
function stateSecond(authorization: string): Statement {
  const kind = /^(AWS4-HMAC-SHA256|AWS4-ECDSA-P256-SHA256|AWS|Basic|Bearer|Digest|Negotiate|NTLM|Token)\b/i.exec(
    authorization,
  )?.[1];
  if (kind === undefined) return { says: 'The request has an Authorization header and another authentication.' };
  const isAws = /^AWS/i.test(kind);
  return {
    says: isAws
      ? `The request has an Authorization header with ${kind} and another signature: a proxy or CloudFront may have signed a request that was already signed.`
      : `The request has an Authorization header with the scheme ${kind}, which is for another server, in addition to its signature.`,
    variant: isAws ? 'signed-twice' : 'other-scheme',
  };
}
