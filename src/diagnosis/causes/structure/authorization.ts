/** Causes that involve the Authorization header, or the parameters of a presigned URL, that a server cannot read. */
import type { Octets } from '../../../bytes/octets.ts';
import type { Problem } from '../../../bytes/problem.ts';
import { headerValue } from '../../../http/message.ts';
import type { Claim } from '../../../sigv4/claims/claim.ts';
import { AUTHORIZATION_HEADER } from '../../../sigv4/documentation.ts';
import { isTimestamp } from '../../../sigv4/timestamp.ts';
import { codeOf, detailOf, wordsOf } from '../../answers/answers.ts';
import type { Statement, Suspicion } from '../../cause.ts';
import { withScope } from '../../draft/draft.ts';
import type { Sides } from '../../sides.ts';
import { quoted } from '../../words.ts';
import { cause, explains, signing } from '../catalogue.ts';
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
