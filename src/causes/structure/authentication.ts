/** Causes in which a request arrives with no authentication, with two kinds of it, or with another kind. */

import { withoutEntities } from '../../bytes/escapes.ts';
import type { ServerAnswer } from '../../evidence/evidence.ts';
import { isBrowserForm } from '../../http/forms/read-multipart.ts';
import { headerValue, headerValues } from '../../http/message.ts';
import type { ClientRequest } from '../../intake/pasted/client-request.ts';
import { detailOf, hasParameter, wordsOf } from '../../sides/answers/answers.ts';
import { codeOf } from '../../sides/answers/known-codes.ts';
import type { Sides } from '../../sides/sides.ts';
import type { Statement, Suspicion } from '../cause.ts';
import { cause, explains, possible } from '../define-cause.ts';
import { ofCredentials } from '../features/credentials.ts';
import { statedBy } from '../stated.ts';
import { quoted } from '../words.ts';
import { OTHER_SCHEMES } from './authorization.ts';

/** https://curl.se/docs/manpage.html#--aws-sigv4: with -u alone, curl sends the name and the password (Basic). */
const SIGNED_BY_CURL = { curl: '--aws-sigv4 "aws:amz:REGION:s3" --user "KEY:SECRET"' };

export const authorizationStrippedByProxy = cause('authorization-stripped-by-proxy', 'authorization', {
  says: 'The Authorization header was sent but did not arrive: something between the client and the server removed it.',
  symptom:
    'The request was sent with Authorization, and the server responds as it does to a request without a signature.',
  fix: 'Let the proxy pass the Authorization header: for Squid, no request_header_access rule that denies it; for nginx, no proxy_set_header Authorization "". Or go around the proxy.',
  lines: {
    nginx: 'proxy_set_header Authorization $http_authorization;',
    squid: 'request_header_access Authorization allow all',
  },
  needs: ['header', 'answer-before-signature'],
  situation: 'authorization-lost',
  suspects({ answer, claim, scheme, rightFor }) {
    if (answer === null || claim === null || scheme !== 'header' || rightFor.request === false) return null;
    if (SAID_MISSING.test(wordsOf(answer).trim()))
      return explains('The request was sent with an Authorization header, and the server found none.');
    const proxy = isPlainDenial(answer) ? proxySeen(answer) : null;
    if (proxy === null) return null;
    return possible(
      `The server says no more than "Access Denied", as for a request without a signature, and the response came through a proxy (${quoted(proxy)}): Authorization may not have arrived.`,
    );
  },
});

/**
 * Matches the messages of API Gateway, other AWS services, and compatible servers about a request without a signature.
 */
const SAID_MISSING =
  /^Missing Authentication Token$|anonymous (?:access|request|user)|request is missing Authentication/i;

/**
 * Returns whether the server denies access and gives no reason, which is how S3 responds to a request without a
 * signature.
 */
const isPlainDenial = (answer: ServerAnswer): boolean =>
  codeOf(answer) === 'AccessDenied' && /^(?:access denied\.?)?$/i.test(wordsOf(answer).trim());

/**
 * Returns the proxy that is named in the Via header (RFC 9110, section 7.6.3) or in a cache's headers; `null` if no
 * proxy is named.
 */
function proxySeen({ headers }: ServerAnswer): string | null {
  const said = ['via', 'x-cache', 'x-squid-error', 'x-varnish', 'cf-ray'].find((name) => headers.has(name));
  return said === undefined ? null : `${said}: ${headers.get(said) ?? ''}`;
}

export const requestNotSigned = cause('request-not-signed', 'authorization', {
  says: 'The request arrived without a signature.',
  symptom: 'The request has neither an Authorization header nor X-Amz-Signature in its URL.',
  fix: 'Sign it: give the client credentials, or use a presigned URL.',
  lines: SIGNED_BY_CURL,
  needs: ['answer-before-signature'],
  /** Suspects a complete request without a signature, even if the server gives another reason, or has not answered yet. */
  suspects(sides) {
    const { answer, request, client, signature } = sides;
    if (request !== null && mayBeSigned(request, sides)) return null;
    const isWhole = request !== null && !request.unsaid.includes('headers');
    if (answer === null) {
      const isSignedElsewhere = client.known === 'quoted' || signature !== null;
      return isWhole && !isSignedElsewhere ? suspectUnsigned(request) : null;
    }
    if (isWhole && (isSaid(answer) || isRefused(answer))) return suspectUnsigned(request);
    if (!isSaid(answer)) return null;
    return possible(
      'The server found no signature in the request: it was not signed, or the signature was lost in transit. API Gateway returns the same error for a path that it does not have.',
    );
  },
});

const CODES = /^(?:MissingAuthenticationToken|MissingSecurityHeader|AuthorizationHeaderMissing)$/;

const isSaid = (answer: ServerAnswer): boolean =>
  CODES.test(codeOf(answer)) ||
  wordsOf(answer)
    .split('\n')
    .some((line) => SAID_MISSING.test(line.trim()));

const isRefused = ({ code, status }: ServerAnswer): boolean =>
  code === null ? status === 401 || status === 403 : /^(?:AccessDenied|Unauthorized|Forbidden|403|401)$/.test(code);

/** Suspects a lost signature if the request has the date that a signer adds, because logs omit or mask signatures. */
const suspectUnsigned = ({ head }: ClientRequest): Suspicion =>
  headerValue(head.headers, 'x-amz-date') === undefined
    ? explains('The request is not signed: it has no signature in an Authorization header or in its URL.', {
        role: 'symptom',
      })
    : possible('The request has an x-amz-date header, as signed requests do, but no signature.');

/**
 * Returns whether a request has at least a part of a signature of any version, or is a browser upload, whose signature
 * is in the body.
 */
function mayBeSigned({ head }: ClientRequest, sides: Sides): boolean {
  const isInHeader = headerValues(head.headers, 'authorization').some(({ octets }) => octets !== '');
  // A web page may have written the ampersands as entities.
  const target = withoutEntities(head.target.octets).toLowerCase();
  const isInQuery = IN_QUERY.some((name) => hasParameter(sides, name) || target.includes(`&${name.toLowerCase()}=`));
  return isInHeader || isInQuery || isBrowserForm(head);
}

const IN_QUERY = ['X-Amz-Signature', 'X-Amz-Credential', 'X-Amz-Algorithm', 'Signature'];

export const twoAuthMechanisms = cause('two-auth-mechanisms', 'authorization', {
  says: 'The request is authenticated twice: by an Authorization header, and by its query or another Authorization header.',
  symptom:
    'The message says that only one auth mechanism is allowed. ArgumentValue shows the other one, such as Basic or Bearer.',
  fix: 'Send a presigned URL without an Authorization header. Remove the header when a redirect is followed, and do not presign URLs for S3 if CloudFront signs the requests.',
  lines: { nginx: 'proxy_set_header Authorization "";', cloudfront: '"SigningBehavior": "no-override"' },
  threads: 'catalyst/moodle-tool_objectfs/issues/303 request/request/issues/860',
  features: [ofCredentials.otherScheme],
  needs: ['answer-before-signature'],
  states(answer, sides) {
    if (!REFUSED.test(wordsOf(answer))) return null;
    return stateSecond(detailOf(answer, 'ArgumentValue') ?? authorizationsOf(sides)[0] ?? '');
  },
  /**
   * Suspects a request that has both kinds of authentication. This problem must be fixed first, regardless of the
   * server's message.
   */
  suspects(sides) {
    const [authorization, ...more] = authorizationsOf(sides);
    if (authorization === undefined || !sides.answer) return null;
    const isInQuery = hasParameter(sides, 'X-Amz-Signature') || hasParameter(sides, 'Signature');
    return more.length > 0 || isInQuery ? { certainty: 'possible', ...stateSecond(authorization) } : null;
  },
});

/** Matches the messages of S3 and MinIO. */
const REFUSED = /Only one auth mechanism allowed|multiple authentication types/i;

const authorizationsOf = ({ request }: Sides): readonly string[] =>
  request
    ? headerValues(request.head.headers, 'authorization')
        .map(({ octets }) => octets)
        .filter((value) => value !== '')
    : [];

/** Shows only the header's authentication scheme, because the rest is a credential. */
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

export const foreignAuthorizationScheme = cause('foreign-authorization-scheme', 'authorization', {
  says: 'The Authorization header that arrived has a different scheme, such as Basic or Bearer, and is not a signature.',
  symptom: 'The message quotes an Authorization header that begins with Basic, Bearer, Digest, or Negotiate.',
  fix: 'Do not pass on the Authorization header of a browser or an application. In a proxy, remove it before the request is signed.',
  lines: SIGNED_BY_CURL,
  threads: 'digitalepidemiologylab/crowdbreaks/issues/3',
  features: [ofCredentials.otherScheme],
  states: statedBy({
    words: new RegExp(String.raw`\bAuthorization=(${OTHER_SCHEMES})\b`),
    says: ([, scheme]) =>
      `The server received an Authorization header of the scheme ${scheme}, which is not a signature.`,
  }),
  /** Suspects the only Authorization header of a request, unless the query has a signature, which it would repeat. */
  suspects(sides) {
    const scheme = OTHER_SCHEME.exec(authorizationsOf(sides)[0] ?? '')?.[1];
    if (scheme === undefined || IN_QUERY.some((name) => hasParameter(sides, name))) return null;
    return explains(`The Authorization header has the scheme ${scheme}, which is not a signature.`, {
      role: 'defect',
      fix: 'Sign the request with Signature Version 4 instead: its Authorization header begins with AWS4-HMAC-SHA256.',
    });
  },
});

/** Matches another scheme. A signature of AWS after the name of one is malformed, and not of that scheme. */
const OTHER_SCHEME = new RegExp(String.raw`^(${OTHER_SCHEMES}) (?!.*\bCredential=.*\bSignature=)`, 'i');
