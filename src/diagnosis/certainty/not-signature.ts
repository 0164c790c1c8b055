/**
 * Refusals that are not about the signature: the server took it, or something else answered. They are no causes of a
 * signature that does not match, so that they are told apart from those; pages make the sentences.
 */
import type { ServerAnswer } from '../../evidence/evidence.ts';
import { codeOf, wordsOf } from '../answers/answers.ts';
import { isSilentAnswer, saysMismatch } from '../answers/mismatch.ts';
import type { Sides } from '../sides.ts';
import { isSignedRight } from './right-signature.ts';

/**
 * `policy`: the identity is known, and a policy denies the action. `permission`: access is denied without a reason.
 * `encryption-key`: a key of KMS. `page`: a page for people, which no API writes. `not-implemented`, `not-found`,
 * `account`, `object-state`, `content`: checks that come after the signature. `another-check`: a code that no signature
 * makes. `no-such-route`: what API Gateway says of a path or method that it does not have.
 */
export type NotSignatureId =
  | 'policy'
  | 'permission'
  | 'encryption-key'
  | 'page'
  | 'not-implemented'
  | 'not-found'
  | 'account'
  | 'object-state'
  | 'content'
  | 'no-such-route'
  | 'another-check';

export interface NotSignature {
  readonly id: NotSignatureId;
  /** The code of the answer; `null` where it has none. */
  readonly code: string | null;
}

interface Row {
  readonly id: NotSignatureId;
  readonly code?: RegExp;
  readonly words?: RegExp;
}

/**
 * The first row whose code and words are those of the answer
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html,
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html).
 */
const ROWS: readonly Row[] = [
  { id: 'no-such-route', words: /^Missing Authentication Token$/i },
  { id: 'encryption-key', code: /^KMS\.|^KMS(?!.*Signature)/ },
  { id: 'encryption-key', code: /^AccessDenied$/, words: /\bkms:\w|\bKMS\b|customer master key/i },
  {
    id: 'policy',
    words: /is not authorized to perform|explicit deny|(?:identity|resource)-based policy|bucket policy/i,
  },
  { id: 'permission', code: /^AccessDenied$/, words: /^(?:Access Denied\.?|Access denied\.?|Forbidden)?$/ },
  { id: 'not-implemented', code: /^(?:NotImplemented|MethodNotAllowed|UnsupportedOperation)$/ },
  { id: 'not-found', code: /^(?:NoSuch\w+|NotFound|404|ResourceNotFound)$/ },
  {
    id: 'account',
    code: /^(?:AccountProblem|AllAccessDisabled|NotSignedUp|OptInRequired|InvalidPayer|UserSuspended)$/,
  },
  {
    id: 'object-state',
    code: /^(?:InvalidObjectState|BucketNotEmpty|BucketAlready\w+|PreconditionFailed|RestoreAlreadyInProgress|OperationAborted|ObjectLock\w+)$/,
  },
  {
    id: 'content',
    code: /^(?:BadDigest|InvalidDigest|EntityToo(?:Large|Small)|MalformedXML|InvalidPart\w*|MissingContentLength|IncompleteBody|KeyTooLong\w*)$/,
  },
];

/** Codes that come of who asks, when and how it is signed: behind every other one the signature was taken. */
const OF_AUTHENTICATION =
  /Signature|Auth|Access(?:Denied|Key)|Token|Credential|Skew|Expired|Future|Sha256|Redirect|Security|UnrecognizedClient|^(?:403|401|400|InvalidRequest|InvalidArgument|BadRequest|Forbidden|UnknownError|InvalidPolicyDocument|InvalidURI|InternalError|SlowDown|InvalidHTTPRequest|MovedPermanently|Moved)$/i;

/** Returns `null` where the refusal may be about the signature, or nobody can tell. */
export function notSignatureOf(sides: Sides): NotSignature | null {
  const { answer, rightFor } = sides;
  if (answer === null || saysMismatch(answer)) return null;
  const { code } = answer;
  const name = codeOf(answer);
  const row = ROWS.find((one) => isOf(one, answer, name));
  // Servers that are not S3 deny access where signatures differ, too.
  if (row?.id === 'permission' && rightFor.request === false) return null;
  if (row) return { id: row.id, code };
  if (isPage(answer)) return { id: 'page', code };
  // With the secret, the signature itself tells that it is something else.
  if (isSignedRight(sides)) return isSilentAnswer(sides) ? null : { id: 'another-check', code };
  return code === null || OF_AUTHENTICATION.test(name) ? null : { id: 'another-check', code };
}

function isOf({ code, words }: Row, answer: ServerAnswer, own: string): boolean {
  return (code?.test(own) ?? true) && (words?.test(wordsOf(answer).trim()) ?? true);
}

/** S3 and the other services answer in XML or JSON. */
function isPage({ form, code, headers, status }: ServerAnswer): boolean {
  if (form === 'page') return true;
  return (
    form === 'headers' &&
    code === null &&
    (status ?? 0) >= 400 &&
    /^text\/html/i.test(headers.get('content-type') ?? '')
  );
}
