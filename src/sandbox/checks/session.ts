/**
 * Checks the credentials of a directory bucket's session. The session token has its own header and query parameter
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-express-create-session.html).
 */
import { EMPTY, type Octets, octetsFromText } from '../../bytes/octets.ts';
import { equalInConstantTime } from '../../crypto/digests.ts';
import { headerValue, type RequestHead } from '../../http/message.ts';
import { decodedParameters, splitTarget } from '../../http/target.ts';
import { addressOf } from '../addressing.ts';
import { type Refusal, refuse } from '../answers/answer.ts';
import { textOrLatin1 } from '../answers/xml.ts';
import type { Examined } from '../examined.ts';
import type { Session } from '../keys.ts';

const TOKEN_HEADER = 'x-amz-s3session-token';

export function checkSession({ sent, ground }: Examined, token: string, session: Session): Refusal | null {
  const { head } = sent;
  const provided = tokenOf(head);
  if (!equalInConstantTime(provided, octetsFromText(token))) {
    return refuse('InvalidToken', [['Token-0', textOrLatin1(provided)]]);
  }
  if (ground.now.getTime() >= session.expires.getTime()) return refuse('ExpiredToken', [['Token-0', token]]);
  const host = headerValue(head.headers, 'host')?.octets ?? EMPTY;
  const { bucket } = addressOf(host, splitTarget(head.target).path.octets, ground.endpoints);
  const isReading = head.method.octets === 'GET' || head.method.octets === 'HEAD';
  const isAllowed = bucket === session.bucket && (isReading || session.mode === 'ReadWrite');
  return isAllowed ? null : refuse('AccessDenied');
}

function tokenOf({ headers, target }: RequestHead): Octets {
  const inQuery = decodedParameters(target).find(({ name }) => name.octets.toLowerCase() === TOKEN_HEADER);
  return headerValue(headers, TOKEN_HEADER)?.octets ?? inQuery?.value.octets ?? EMPTY;
}
