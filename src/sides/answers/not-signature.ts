/**
 * Recognizes refusals that are not about the signature, because the server accepted it or because something else
 * responded. Such refusals are separate from the causes of a mismatch. The sentences that explain these refusals are in
 * `views`.
 */

import { isAfterTheSignature } from '../../aws/diagnosable.ts';
import { ABOUT_POLICY } from '../../aws/refusals.ts';
import type { ServerAnswer } from '../../evidence/evidence.ts';
import { isSignedRight } from '../right-signature.ts';
import type { Sides } from '../sides.ts';
import { wordsOf } from './answers.ts';
import { codeOf, isAboutElse } from './known-codes.ts';
import type { NotSignatureId } from './not-signature-id.ts';
import { isSilentAnswer, saysMismatch } from './says-mismatch.ts';

export interface NotSignature {
  readonly id: NotSignatureId;
  /** The error code from the response; `null` if the response has none. */
  readonly code: string | null;
}

interface Row {
  readonly id: NotSignatureId;
  readonly code?: RegExp;
  readonly words?: RegExp;
}

/**
 * Patterns for responses. The first matching row applies
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html).
 */
const ROWS: readonly Row[] = [
  { id: 'no-such-route', words: /^Missing Authentication Token$/i },
  { id: 'encryption-key', code: /^KMS\.|^KMS(?!.*Signature)/ },
  { id: 'encryption-key', code: /^AccessDenied$/, words: /\bkms:\w|\bKMS\b|customer master key/i },
  { id: 'policy', words: ABOUT_POLICY },
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

/** Matches codes that depend on the identity, the time, or the method of signing, so a cause may explain them. */
const OF_AUTHENTICATION =
  /Signature|Auth|Access(?:Denied|Key)|Token|Credential|Skew|Expired|Future|Sha256|Redirect|Security|UnrecognizedClient|^(?:InvalidRequest|InvalidArgument|BadRequest|InvalidPolicyDocument|InvalidURI|InternalError|SlowDown|InvalidHTTPRequest|MovedPermanently|Moved)$/i;

/**
 * Returns the reason that the refusal is not about the signature; `null` if the refusal may be about the signature, or
 * if no reason is known.
 */
export function notSignatureOf(sides: Sides): NotSignature | null {
  const { answer, rightFor } = sides;
  if (answer === null || saysMismatch(answer)) return null;
  const { code } = answer;
  const name = codeOf(answer);
  const row = ROWS.find((one) => isOf(one, answer, name));
  // Servers other than S3 also deny access if signatures differ.
  if (row?.id === 'permission' && rightFor.request === false) return null;
  if (row) return { id: row.id, code };
  if (isPage(answer)) return { id: 'page', code };
  // If the signature is known to be right, the reason must be something else.
  if (isSignedRight(sides)) return isSilentAnswer(sides) ? null : { id: 'another-check', code };
  return isOfLaterCheck(answer, name) ? { id: 'another-check', code } : null;
}

/**
 * Returns whether the server checks what it refuses only after the signature. An unknown code says nothing,
 * unless the status does.
 */
function isOfLaterCheck({ code, status }: ServerAnswer, name: string): boolean {
  if (code === null) return false;
  const said = /^\d{3}$/.test(name) ? Number(name) : status;
  if (said !== null && isAfterTheSignature(said)) return true;
  return isAboutElse(name) && !OF_AUTHENTICATION.test(name);
}

function isOf({ code, words }: Row, answer: ServerAnswer, own: string): boolean {
  return (code?.test(own) ?? true) && (words?.test(wordsOf(answer).trim()) ?? true);
}

/** Returns whether the response is an HTML page. S3 and the other services return XML or JSON. */
function isPage({ form, code, headers, status }: ServerAnswer): boolean {
  if (form === 'page') return true;
  return (
    form === 'headers' &&
    code === null &&
    (status ?? 0) >= 400 &&
    /^text\/html/i.test(headers.get('content-type') ?? '')
  );
}
