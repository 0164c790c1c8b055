/** Describes a request without a signature. */
import type { ServerAnswer } from '../../evidence/evidence.ts';
import { headerValue } from '../../http/message.ts';
import { AUTHENTICATING_REQUESTS } from '../../sigv4/documentation.ts';
import { codeOf, hasParameter, wordsOf } from '../answers/answers.ts';
import type { Cause, Suspicion } from '../cause.ts';
import type { Sides } from '../sides.ts';

export const requestNotSigned: Cause = {
  id: 'request-not-signed',
  stage: 'authorization',
  says: 'The request arrived without a signature.',
  fix: 'Give the client credentials and have it sign: Authorization: AWS4-HMAC-SHA256 …, or a presigned URL.',
  see: AUTHENTICATING_REQUESTS,
  threads: [],
  mutations: [],
  suspects,
  example: { kind: 'answer', text: '{"message":"Missing Authentication Token"}' },
};

/** Matches what API Gateway, other AWS services, and compatible servers say about a request without a signature. */
const SAID = /^Missing Authentication Token$|anonymous (?:access|request|user)|request is missing Authentication/i;
const CODES = /^(?:MissingAuthenticationToken|MissingSecurityHeader|AuthorizationHeaderMissing)$/;

const isSaid = (answer: ServerAnswer): boolean =>
  CODES.test(codeOf(answer)) ||
  wordsOf(answer)
    .split('\n')
    .some((line) => SAID.test(line.trim()));

const isRefused = ({ code, status }: ServerAnswer): boolean =>
  code === null ? status === 401 || status === 403 : /^(?:AccessDenied|Unauthorized|Forbidden|403|401)$/.test(code);

/** Suspects a complete request without a signature, even if the server gives another reason. */
function suspects(sides: Sides): Suspicion | null {
  const { answer, request } = sides;
  if (answer === null) return null;
  const isWhole = request !== null && !request.unsaid.includes('headers');
  if (request && hasSignature(sides)) return null;
  if (isWhole && (isSaid(answer) || isRefused(answer)))
    return { standing: 'explains', says: 'The request has no signature, neither in Authorization nor in its URL.' };
  if (!isSaid(answer)) return null;
  return {
    standing: 'possible',
    says: 'The server found no signature in the request: it was not signed, or the signature was lost on the way. API Gateway says the same of a path that it does not have.',
  };
}

function hasSignature(sides: Sides): boolean {
  const authorization = sides.request && headerValue(sides.request.head.headers, 'authorization');
  return authorization !== null || ['X-Amz-Signature', 'Signature'].some((name) => hasParameter(sides, name));
}
