/** Reads the code of an error from a text that contains nothing else of a response. */
import type { Piece, ServerAnswer } from '../evidence.ts';
import { answerOfNothing } from './server-answer.ts';

/**
 * Matches the codes that are about authentication
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html).
 */
const CODE =
  /\b(SignatureDoesNotMatch|InvalidSignatureException|InvalidAccessKeyId|RequestTimeTooSkewed|RequestExpired|ExpiredToken|InvalidToken|AuthorizationHeaderMalformed|AuthorizationQueryParametersError|XAmzContentSHA256Mismatch|MissingAuthenticationToken)\b/;

/** Matches the status of a refusal, before or after its name. */
const STATUS = /(?:^|[\s:(])(4\d\d)(?=$|[\s:),.])/;

/** Returns the answer, of which only the code and perhaps the status are known; `null` if there is no code. */
export function answerOfCode({ octets, by }: Piece): ServerAnswer | null {
  const code = CODE.exec(octets)?.[1];
  if (code === undefined) return null;
  const status = STATUS.exec(octets)?.[1];
  return { ...answerOfNothing(by), code, status: status === undefined ? null : Number(status) };
}
