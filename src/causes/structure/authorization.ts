/** Causes that involve the Authorization header, or the parameters of a presigned URL, that a server cannot read. */

import type { Octets } from '../../bytes/octets.ts';
import type { Problem } from '../../bytes/problem.ts';
import { withScope } from '../../drafts/draft.ts';
import { headerValue } from '../../http/message.ts';
import { decodedParameters } from '../../http/target.ts';
import { detailOf, requestHeader, wordsOf } from '../../sides/answers/answers.ts';
import { codeOf } from '../../sides/answers/known-codes.ts';
import { givesReason } from '../../sides/answers/says-mismatch.ts';
import type { Sides } from '../../sides/sides.ts';
import { algorithmNamed } from '../../sigv4/algorithms/table.ts';
import type { Claim } from '../../sigv4/claims/claim.ts';
import { AUTHORIZATION_HEADER } from '../../sigv4/documentation.ts';
import { isTimestamp } from '../../sigv4/timestamp.ts';
import { MALFORMED_SCOPE, MISMATCH } from '../answers.ts';
import type { Statement, Suspicion } from '../cause.ts';
import { cause, explains, signing } from '../define-cause.ts';
import { statedBy } from '../stated.ts';
import { enumerated, quoted } from '../words.ts';
import { OTHER_NAMES } from './string-to-sign.ts';

/** Zero-width characters, the soft hyphen, and directional marks, in UTF-8 and percent-encoded. */
export const INVISIBLE =
  /\xe2\x80[\x8b-\x8f\xaa-\xae]|\xe2\x81[\xa0-\xa4]|\xef\xbb\xbf|\xc2\xad|%E2%80%(?:8[B-F]|A[A-E])|%E2%81%A[0-4]|%EF%BB%BF|%C2%AD/i;

export const authorizationHeaderMalformed = cause('authorization-header-malformed', 'authorization', {
  says: 'The server cannot read the Authorization header, or the parameters of the presigned URL.',
  symptom:
    'The code is AuthorizationHeaderMalformed or AuthorizationQueryParametersError, and the message names the part.',
  fix: 'Write it on one line: AWS4-HMAC-SHA256 Credential=KEY/YYYYMMDD/REGION/SERVICE/aws4_request, SignedHeaders=a;b, Signature=64 hexadecimal digits.',
  see: AUTHORIZATION_HEADER,
  threads: 'postmanlabs/postman-app-support/issues/7882 jaswope/rack-reverse-proxy/issues/58',
  needs: ['answer-before-signature'],
  answers: { algorithm: ['InvalidArgument', MISMATCH], 'date-format': MALFORMED_SCOPE, terminator: MALFORMED_SCOPE },
  twins: [
    {
      variant: 'algorithm',
      twin: 'other-algorithm',
      of: 'string-to-sign-misbuilt',
      apart: 'never',
      says: 'Both write a different name on the first line of the string to sign. The signature does not show whether the Authorization header has it too.',
    },
  ],
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
  states(answer, { claim, request }) {
    const stated = statePart(answer);
    if (stated) return withMissing(stated, request);
    if (!MALFORMED.test(codeOf(answer)) || OTHER_CAUSES.test(wordsOf(answer)) || detailOf(answer, 'Region') !== null)
      return null;
    if (claim?.fault) return stateFault(claim.fault);
    return { says: 'The server cannot read the Authorization header, or the parameters of the presigned URL.' };
  },
  /**
   * Suspects a missing or repeated part of the request if no server has given a reason, because servers refuse such
   * requests.
   */
  suspects(sides) {
    const { claim, request } = sides;
    if (givesReason(sides)) return null;
    if (claim?.fault) return { ...stateFault(claim.fault), certainty: 'possible' };
    if (claim !== null) return scopeFault(claim);
    const authorization = request && headerValue(request.head.headers, 'authorization');
    const name = OF_VERSION_4.exec(authorization?.octets ?? '')?.[1];
    if (name === undefined || algorithmNamed(name as Octets) !== null) return null;
    return explains(`The Authorization header begins with ${quoted(name)}, not with AWS4-HMAC-SHA256.`, {
      variant: 'algorithm',
    });
  },
  visible(sides) {
    if (!INVISIBLE.test(requestHeader(sides, 'authorization') ?? '')) return null;
    return explains('The Authorization header contains a character that is not visible, such as a zero-width space.', {
      role: 'defect',
      variant: 'invisible-character',
      fix: 'Copy the access key ID again as plain text, and check the file that it comes from for invisible characters.',
    });
  },
});

const FIX_OF_URL =
  'Use the URL exactly as it was created, with all of its parameters. In a shell, put it in quotation marks.';

/** The parameters of a presigned URL, in the order in which S3 names them. */
const OF_URL = 'Algorithm Credential Signature Date SignedHeaders Expires'.split(' ').map((name) => `X-Amz-${name}`);

/** Names only the parameters that the request really lacks. A server names all of them. */
function withMissing(stated: Statement, request: Sides['request']): Statement {
  if (stated.variant !== 'parameter-missing' || request === null) return stated;
  const sent = new Set(decodedParameters(request.head.target).map(({ name }) => name.octets as string));
  const missing = OF_URL.filter((name) => !sent.has(name));
  const isSome = missing.length > 0 && missing.length < OF_URL.length;
  return isSome ? { ...stated, says: `The presigned URL has no ${enumerated(missing)}.` } : stated;
}

/** Names the part of the header or of the URL that the server's message names. */
const statePart = statedBy(
  {
    words: /incorrect terminal "([\w-]{0,40})"|valid terminator: '([\w-]{1,40})'/,
    variant: 'terminator',
    says: 'The credential scope does not end with "aws4_request".',
  },
  {
    words: /incorrect date format "([\w-]{0,40})"/,
    variant: 'date-format',
    says: ([, date]) => `The date in the credential is '${date}', not YYYYMMDD.`,
  },
  {
    words: /Credential is mal-?formed|Credential must have (?:exactly|at least) \d/i,
    variant: 'credential',
    says: 'The credential does not have its five parts: KEY/YYYYMMDD/REGION/SERVICE/aws4_request.',
  },
  {
    words: /not a valid key=value pair \(missing equal-sign\)/,
    variant: 'no-equals',
    says: 'A part of the Authorization header has no "=": the header is split over several lines, or commas between its parts are missing.',
  },
  {
    words:
      /Authorization header requires '(Credential|Signature|SignedHeaders)' parameter|missing (Credential|Signature|SignedHeaders)\b/,
    variant: 'part-missing',
    role: 'symptom',
    says: ([, one, other]) => `The Authorization header has no ${one ?? other}.`,
  },
  {
    words: /requires three components/,
    variant: 'part-missing',
    role: 'symptom',
    says: 'The Authorization header does not have its three parts: Credential, SignedHeaders, and Signature.',
  },
  {
    words: /authorization component "?(\w{1,20})?.{0,200} is malformed/,
    variant: 'part-malformed',
    role: 'symptom',
    says: 'A part of the Authorization header is not in the form NAME=VALUE.',
  },
  {
    words: /Query-string authentication (?:version 4 )?requires the/i,
    variant: 'parameter-missing',
    role: 'symptom',
    fix: FIX_OF_URL,
    says: 'The presigned URL is missing X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, or X-Amz-Expires.',
  },
  {
    words: /X-Amz-Algorithm only supports|AWS query-string parameters must include 'X-Amz-Algorithm'/,
    variant: 'algorithm',
    says: 'X-Amz-Algorithm is not a Signature Version 4 algorithm.',
  },
  {
    words: /AWS query-string parameters must include '(X-Amz-[\w-]{1,30})'/,
    variant: 'parameter-missing',
    role: 'symptom',
    fix: FIX_OF_URL,
    says: ([, name]) => `The presigned URL has no ${name}.`,
  },
  {
    words: /must name each header once/,
    variant: 'repeated-header',
    says: 'SignedHeaders names a header twice.',
  },
  {
    words: /Unsupported Authorization Type/i,
    variant: 'algorithm',
    role: 'symptom',
    says: 'The Authorization header begins with a name that is not a Signature Version 4 algorithm.',
  },
);

const MALFORMED =
  /^(?:AuthorizationHeaderMalformed|AuthorizationQueryParametersError|AuthorizationParametersError|IncompleteSignature)$/;

/** Suspects a credential scope that no server accepts, even if the signature is right for it. */
function scopeFault({ scope: { date }, terminator, timestamp }: Claim): Suspicion | null {
  if (terminator.octets !== 'aws4_request' && terminator.octets.startsWith('aws'))
    return explains('The credential scope does not end with "aws4_request".', { variant: 'terminator' });
  if (/^\d{8}$/.test(date.octets) || !isTimestamp(timestamp.octets)) return null;
  return explains(`The date in the credential is ${quoted(date.octets)}, not YYYYMMDD.`, { variant: 'date-format' });
}

/** The schemes of RFC 7617, RFC 6750, RFC 7616, and RFC 4559, which no server reads as a signature. */
export const OTHER_SCHEMES = 'Basic|Bearer|Digest|Negotiate';

/** Matches an Authorization header with the parts of Signature Version 4 after the name of an algorithm or of a scheme. */
const OF_VERSION_4 = new RegExp(
  String.raw`^((?:AWS|HMAC)[\w-]{0,40}|${OTHER_SCHEMES})[ \t]+(?=.*\bCredential=)(?=.*\bSignedHeaders=).*\bSignature=`,
  'i',
);

const stateFault = ({ code, says, fix }: Problem): Statement => ({ says, fix: fix, variant: code });

/** Matches messages that other causes explain. */
const OTHER_CAUSES = /region|non-empty Access Key|service|credential date|scope|X-Amz-Expires|X-Amz-Date|unexpected/i;
