/**
 * Causes that involve the Authorization header, or requests that arrive with no authentication or with two kinds of it.
 */
import type { Octets } from '../../../bytes/octets.ts';
import type { Problem } from '../../../bytes/problem.ts';
import type { ServerAnswer } from '../../../evidence/evidence.ts';
import { isBrowserForm } from '../../../http/forms/read-multipart.ts';
import { headerValue, headerValues } from '../../../http/message.ts';
import type { ClientRequest } from '../../../intake/pasted/client-request.ts';
import type { Claim } from '../../../sigv4/claims/claim.ts';
import { AUTHORIZATION_HEADER } from '../../../sigv4/documentation.ts';
import { isTimestamp } from '../../../sigv4/timestamp.ts';
import { codeOf, detailOf, hasParameter, wordsOf } from '../../answers/answers.ts';
import type { Statement, Suspicion } from '../../cause.ts';
import { withScope } from '../../draft/draft.ts';
import type { Sides } from '../../sides.ts';
import { quoted } from '../../words.ts';
import { cause, explains, possible, signing } from '../catalogue.ts';
import { OTHER_NAMES } from './string-to-sign.ts';

/** Zero-width characters, the soft hyphen, and directional marks, in UTF-8 and percent-encoded. */
export const INVISIBLE =
  /\xe2\x80[\x8b-\x8f\xaa-\xae]|\xe2\x81[\xa0-\xa4]|\xef\xbb\xbf|\xc2\xad|%E2%80%(?:8[B-F]|A[A-E])|%E2%81%A[0-4]|%EF%BB%BF|%C2%AD/i;

const authorizationOf = ({ request }: Sides): string =>
  (request && headerValue(request.head.headers, 'authorization')?.octets) ?? '';

export const authorizationHeaderMalformed = cause('authorization-header-malformed', 'authorization', {
  says: 'The server cannot read the Authorization header, or the parameters of the presigned URL.',
  sign: 'The code is AuthorizationHeaderMalformed or AuthorizationQueryParametersError, and the message names the part.',
  fix: 'Write it on one line: AWS4-HMAC-SHA256 Credential=KEY/YYYYMMDD/REGION/SERVICE/aws4_request, SignedHeaders=a;b, Signature=64 hexadecimal digits.',
  see: AUTHORIZATION_HEADER,
  threads: 'postmanlabs/postman-app-support/issues/7882 jaswope/rack-reverse-proxy/issues/58',
  mutations: {
    terminator: signing('The credential scope does not end with "aws4_request".', (draft) =>
      ['aws4', 'AWS4_REQUEST', 'aws4-request', 'aws_request', 's3_request'].map((terminator) =>
        withScope(draft, { terminator: terminator as Octets }),
      ),
    ),
    'date-format': signing('The date in the credential is not in the form YYYYMMDD.', ({ ...draft }) => {
      const { date } = draft.scope;
      const dashed = `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`;
      return [draft.timestamp, dashed, date.slice(2)].map((other) => withScope(draft, { date: other as Octets }));
    }),
    algorithm: signing(
      'The Authorization header begins with a name that is not a Signature Version 4 algorithm.',
      (draft) => OTHER_NAMES.map((algorithm) => ({ ...draft, algorithm })),
    ),
  },
  states(answer, { claim }) {
    const text = wordsOf(answer);
    for (const [pattern, variant, says] of ROWS) {
      const match = pattern.exec(text);
      if (match) return { says: says(match), variant };
    }
    if (!MALFORMED.test(codeOf(answer)) || OTHER_CAUSES.test(text) || detailOf(answer, 'Region') !== null) return null;
    if (claim?.fault) return stateFault(claim.fault);
    return { says: 'The server cannot read the Authorization header, or the parameters of the presigned URL.' };
  },
  /**
   * Suspects a missing or repeated part of the request before a server has responded, because servers refuse such
   * requests.
   */
  suspects({ claim, answer, request }) {
    if (answer !== null) return null;
    if (claim?.fault) return { ...stateFault(claim.fault), standing: 'possible' };
    if (claim !== null) return scopeFault(claim);
    const authorization = request && headerValue(request.head.headers, 'authorization');
    const name = OF_VERSION_4.exec(authorization?.octets ?? '')?.[1];
    if (name === undefined || ALGORITHMS.has(name)) return null;
    return explains(`The Authorization header begins with ${quoted(name)}, not with AWS4-HMAC-SHA256.`, {
      variant: 'algorithm',
    });
  },
  visible(sides) {
    if (!INVISIBLE.test(authorizationOf(sides))) return null;
    return explains('The Authorization header contains a character that is not visible, such as a zero-width space.', {
      variant: 'invisible-character',
      fix: 'Copy the access key ID again as plain text, and check the file that it comes from for invisible characters.',
    });
  },
});

type Row = readonly [pattern: RegExp, variant: string, says: (match: RegExpExecArray) => string];

/** Matches the server's messages. The sentences quote only values that cannot be secrets. */
const ROWS: readonly Row[] = [
  [
    /incorrect terminal "([\w-]{0,40})"|valid terminator: '([\w-]{1,40})'/,
    'terminator',
    () => 'The credential scope does not end with "aws4_request".',
  ],
  [
    /incorrect date format "([\w-]{0,40})"/,
    'date-format',
    ([, date]) => `The date in the credential is '${date}', not YYYYMMDD.`,
  ],
  [
    /Credential is mal-?formed|Credential must have (?:exactly|at least) \d/i,
    'credential',
    () => 'The credential does not have its five parts: KEY/YYYYMMDD/REGION/SERVICE/aws4_request.',
  ],
  [
    /not a valid key=value pair \(missing equal-sign\)/,
    'no-equals',
    () =>
      'A part of the Authorization header has no "=": the header is split over several lines, or commas between its parts are missing.',
  ],
  [
    /Authorization header requires '(Credential|Signature|SignedHeaders)' parameter|missing (Credential|Signature|SignedHeaders)\b/,
    'part-missing',
    ([, one, other]) => `The Authorization header has no ${one ?? other}.`,
  ],
  [
    /requires three components/,
    'part-missing',
    () => 'The Authorization header does not have its three parts: Credential, SignedHeaders, and Signature.',
  ],
  [
    /authorization component "?(\w{1,20})?.{0,200} is malformed/,
    'part-malformed',
    () => 'A part of the Authorization header is not in the form NAME=VALUE.',
  ],
  [
    /Query-string authentication (?:version 4 )?requires the/i,
    'parameter-missing',
    () =>
      'The presigned URL is missing X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, or X-Amz-Expires.',
  ],
  [
    /X-Amz-Algorithm only supports|AWS query-string parameters must include 'X-Amz-Algorithm'/,
    'algorithm',
    () => 'X-Amz-Algorithm is not a Signature Version 4 algorithm.',
  ],
  [
    /AWS query-string parameters must include '(X-Amz-[\w-]{1,30})'/,
    'parameter-missing',
    ([, name]) => `The presigned URL has no ${name}.`,
  ],
  [/must name each header once/, 'repeated-header', () => 'SignedHeaders names a header twice.'],
  [
    /Unsupported Authorization Type/i,
    'algorithm',
    () => 'The Authorization header begins with a name that is not a Signature Version 4 algorithm.',
  ],
];

const MALFORMED =
  /^(?:AuthorizationHeaderMalformed|AuthorizationQueryParametersError|AuthorizationParametersError|IncompleteSignature)$/;

/** Suspects a credential scope that no server accepts, even if the signature is right for it. */
function scopeFault({ scope: { date }, terminator, timestamp }: Claim): Suspicion | null {
  if (terminator.octets !== 'aws4_request' && terminator.octets.startsWith('aws'))
    return explains('The credential scope does not end with "aws4_request".', { variant: 'terminator' });
  if (/^\d{8}$/.test(date.octets) || !isTimestamp(timestamp.octets)) return null;
  return explains(`The date in the credential is ${quoted(date.octets)}, not YYYYMMDD.`, { variant: 'date-format' });
}

/** Matches an Authorization header with the parts of Signature Version 4 after the name of an AWS algorithm. */
const OF_VERSION_4 = /^((?:AWS|HMAC)[\w-]{0,40})[ \t]+(?=.*\bCredential=)(?=.*\bSignedHeaders=).*\bSignature=/i;
const ALGORITHMS: ReadonlySet<string> = new Set(['AWS4-HMAC-SHA256', 'AWS4-ECDSA-P256-SHA256']);

const stateFault = ({ code, says, fix }: Problem): Statement => ({ says, fix: fix, variant: code });

/** Matches messages that other causes explain. */
const OTHER_CAUSES = /region|non-empty Access Key|service|credential date|scope|X-Amz-Expires|X-Amz-Date|unexpected/i;

export const authorizationStrippedByProxy = cause('authorization-stripped-by-proxy', 'authorization', {
  says: 'The Authorization header was sent but did not arrive: something between the client and the server removed it.',
  sign: 'The request was sent with Authorization, and the server responds as it does to a request without a signature.',
  fix: 'Let the proxy pass the Authorization header: for Squid, no request_header_access rule that denies it; for nginx, no proxy_set_header Authorization "". Or go around the proxy.',
  lines: {
    nginx: 'proxy_set_header Authorization $http_authorization;',
    squid: 'request_header_access Authorization allow all',
  },
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
  sign: 'The request has neither an Authorization header nor X-Amz-Signature in its URL.',
  fix: 'Sign it: give the client credentials, or use a presigned URL.',
  /** Suspects a complete request without a signature, even if the server gives another reason. */
  suspects(sides) {
    const { answer, request } = sides;
    if (answer === null || (request !== null && mayBeSigned(request, sides))) return null;
    const isWhole = request !== null && !request.unsaid.includes('headers');
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
    ? explains('The request is not signed: it has no signature in an Authorization header or in its URL.')
    : possible('The request has an x-amz-date header, as signed requests do, but no signature.');

/**
 * Returns whether a request has at least a part of a signature of any version, or is a browser upload, whose signature
 * is in the body.
 */
function mayBeSigned({ head }: ClientRequest, sides: Sides): boolean {
  const isInHeader = headerValues(head.headers, 'authorization').some(({ octets }) => octets !== '');
  return isInHeader || isBrowserForm(head) || IN_QUERY.some((name) => hasParameter(sides, name));
}

const IN_QUERY = ['X-Amz-Signature', 'X-Amz-Credential', 'X-Amz-Algorithm', 'Signature'];

export const twoAuthMechanisms = cause('two-auth-mechanisms', 'authorization', {
  says: 'The request is authenticated twice: by an Authorization header, and by its query or another Authorization header.',
  sign: 'The message says that only one auth mechanism is allowed. ArgumentValue shows the other one, such as Basic or Bearer.',
  fix: 'Send a presigned URL without an Authorization header. Remove the header when a redirect is followed, and do not presign URLs for S3 if CloudFront signs the requests.',
  lines: { nginx: 'proxy_set_header Authorization "";', cloudfront: '"SigningBehavior": "no-override"' },
  threads: 'catalyst/moodle-tool_objectfs/issues/303 request/request/issues/860',
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
    return more.length > 0 || isInQuery ? { standing: 'possible', ...stateSecond(authorization) } : null;
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
