/** Describes a proxy that removes the Authorization header, so that the request arrives without a signature. */
import type { ServerAnswer } from '../../evidence/evidence.ts';
import { AUTHENTICATING_REQUESTS } from '../../sigv4/documentation.ts';
import { codeOf, wordsOf } from '../answers/answers.ts';
import type { Cause, Suspicion } from '../cause.ts';
import type { Sides } from '../sides.ts';
import { quoted } from '../words.ts';

export const authorizationStrippedByProxy: Cause = {
  id: 'authorization-stripped-by-proxy',
  stage: 'authorization',
  says: 'The Authorization header was sent and did not arrive: something between client and server took it out.',
  fix: 'Let the proxy pass Authorization: for Squid, no request_header_access rule that denies it; for nginx, no proxy_set_header Authorization "". Or go around the proxy.',
  see: AUTHENTICATING_REQUESTS,
  threads: [],
  mutations: [],
  suspects,
  example: {
    kind: 'answer',
    text: 'HTTP/1.1 403 Forbidden\nVia: 1.1 proxy (squid/6.9)\nContent-Type: application/xml\n\n<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>',
    request:
      'GET /examplebucket/test.txt HTTP/1.1\nHost: s3.example.com\nx-amz-content-sha256: UNSIGNED-PAYLOAD\nx-amz-date: 20130524T000000Z\nAuthorization: AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=0123456789012345678901234567890123456789012345678901234567890123\n',
  },
};

const SAID_MISSING =
  /^Missing Authentication Token$|anonymous (?:access|request|user)|request is missing Authentication/i;

/** Returns whether access is denied without a reason, which is how S3 responds to a request without a signature. */
const isPlainDenial = (answer: ServerAnswer): boolean =>
  codeOf(answer) === 'AccessDenied' && /^(?:access denied\.?)?$/i.test(wordsOf(answer).trim());

/**
 * Returns the proxy that left its name in Via (RFC 9110, section 7.6.3) or in the headers of its cache; `null` if none
 * did.
 */
function proxySeen({ headers }: ServerAnswer): string | null {
  const said = ['via', 'x-cache', 'x-squid-error', 'x-varnish', 'cf-ray'].find((name) => headers.has(name));
  return said === undefined ? null : `${said}: ${headers.get(said) ?? ''}`;
}

function suspects({ answer, claim, scheme, rightFor }: Sides): Suspicion | null {
  if (answer === null || claim === null || scheme !== 'header' || rightFor.request === false) return null;
  if (SAID_MISSING.test(wordsOf(answer).trim()))
    return {
      standing: 'explains',
      says: 'The request was sent with an Authorization header, and the server found none.',
    };
  const proxy = isPlainDenial(answer) ? proxySeen(answer) : null;
  if (proxy === null) return null;
  return {
    standing: 'possible',
    says: `The server says no more than "Access Denied", as for a request without a signature, and the answer came through a proxy (${quoted(proxy)}): Authorization may not have arrived.`,
  };
}
