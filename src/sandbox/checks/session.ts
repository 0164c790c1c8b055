/**
 * Checks the credentials of a directory bucket's session, but not what they are used for. The session token has its own
 * header and query parameter (https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-express-create-session.html).
 */
import { asText, EMPTY, type Octets, octetsFromText } from '../../bytes/octets.ts';
import { equalInConstantTime } from '../../crypto/digests.ts';
import { combinedValue, type RequestHead } from '../../http/message.ts';
import { decodedParameters } from '../../http/target.ts';
import { type Refusal, refuse } from '../answers/answer.ts';
import type { Examined } from '../examined.ts';
import type { Session } from '../keys.ts';

const TOKEN_HEADER = 'x-amz-s3session-token';

export function checkSession({ sent, ground }: Examined, token: string, session: Session): Refusal | null {
  const provided = tokenOf(sent.head);
  if (!equalInConstantTime(provided, octetsFromText(token))) {
    return refuse('InvalidToken', { 'Token-0': asText(provided) });
  }
  const hasExpired = ground.now.getTime() >= session.expires.getTime();
  return hasExpired ? refuse('ExpiredToken', { 'Token-0': token }) : null;
}

function tokenOf({ headers, target }: RequestHead): Octets {
  const inQuery = decodedParameters(target).find(({ name }) => name.octets.toLowerCase() === TOKEN_HEADER);
  return combinedValue(headers, TOKEN_HEADER)?.octets ?? inQuery?.value.octets ?? EMPTY;
}
