/** A request is signed once. */
import type { ServerAnswer } from '../../evidence/evidence.ts';
import { headerValues } from '../../http/message.ts';
import { AUTHENTICATING_REQUESTS } from '../../sigv4/documentation.ts';
import { detailOf, hasParameter, wordsOf } from '../answers/answers.ts';
import type { Cause, Statement, Suspicion } from '../cause.ts';
import type { Sides } from '../sides.ts';

export const twoAuthMechanisms: Cause = {
  id: 'two-auth-mechanisms',
  stage: 'authorization',
  says: 'The request is authenticated twice: by an Authorization header, and by its query or another header.',
  fix: 'Send a presigned URL without an Authorization header: drop it where a redirect is followed, and do not presign for S3 where CloudFront signs itself.',
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

/** S3's sentence, and MinIO's. */
const SAID = /Only one auth mechanism allowed|multiple authentication types/i;

function states(answer: ServerAnswer, sides: Sides): Statement | null {
  if (!SAID.test(wordsOf(answer))) return null;
  return statement(detailOf(answer, 'ArgumentValue') ?? authorizationsOf(sides)[0] ?? '');
}

const authorizationsOf = ({ request }: Sides): readonly string[] =>
  request
    ? headerValues(request.head.headers, 'authorization')
        .map(({ octets }) => octets)
        .filter((value) => value !== '')
    : [];

/** The request itself has both, and whatever the server says of it, that has to be mended first. */
function suspects(sides: Sides): Suspicion | null {
  const [authorization, ...more] = authorizationsOf(sides);
  if (authorization === undefined || !sides.answer) return null;
  const isInQuery = hasParameter(sides, 'X-Amz-Signature') || hasParameter(sides, 'Signature');
  return more.length > 0 || isInQuery ? { standing: 'possible', ...statement(authorization) } : null;
}

/** Only the kind of it: the rest is a credential. */
function statement(authorization: string): Statement {
  const kind = /^(AWS4-HMAC-SHA256|AWS4-ECDSA-P256-SHA256|AWS|Basic|Bearer|Digest|Negotiate|NTLM|Token)\b/i.exec(
    authorization,
  )?.[1];
  if (kind === undefined) return { says: 'The request has an Authorization header beside another authentication.' };
  const isAws = /^AWS/i.test(kind);
  return {
    says: isAws
      ? `The request has an Authorization header of ${kind} beside another signature, as where a proxy or CloudFront signs what is signed already.`
      : `The request has an Authorization header of the scheme ${kind}, which is for another server, beside its signature.`,
    variant: isAws ? 'signed-twice' : 'other-scheme',
  };
}
