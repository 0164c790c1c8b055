/**
 * Describes an Authorization header, or the parameters of a presigned URL, with a part that is missing or malformed.
 */
import type { Octets } from '../../bytes/octets.ts';
import type { Problem } from '../../bytes/problem.ts';
import type { ServerAnswer } from '../../evidence/evidence.ts';
import { AUTHORIZATION_HEADER } from '../../sigv4/documentation.ts';
import { codeOf, detailOf, wordsOf } from '../answers/answers.ts';
import type { Cause, Statement, Suspicion } from '../cause.ts';
import { OTHER_NAMES } from '../draft/algorithm-names.ts';
import { withScope } from '../draft/draft.ts';
import { signing } from '../mutation.ts';
import type { Sides } from '../sides.ts';

export const authorizationHeaderMalformed: Cause = {
  id: 'authorization-header-malformed',
  stage: 'authorization',
  says: 'The server cannot read the Authorization header, or the parameters of the presigned URL.',
  fix: 'Write it on one line: AWS4-HMAC-SHA256 Credential=KEY/YYYYMMDD/REGION/SERVICE/aws4_request, SignedHeaders=a;b, Signature=64 hexadecimal digits.',
  see: AUTHORIZATION_HEADER,
  threads: [
    'https://github.com/postmanlabs/postman-app-support/issues/7882',
    'https://github.com/jaswope/rack-reverse-proxy/issues/58',
  ],
  mutations: [
    signing('terminator', 'The credential scope does not end with "aws4_request".', (draft) =>
      ['aws4', 'AWS4_REQUEST', 'aws4-request', 'aws_request', 's3_request'].map((terminator) =>
        withScope(draft, { terminator: terminator as Octets }),
      ),
    ),
    signing('date-format', 'The date in the credential is not in the form YYYYMMDD.', ({ ...draft }) => {
      const { date } = draft.scope;
      const dashed = `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`;
      return [draft.timestamp, dashed, date.slice(2)].map((other) => withScope(draft, { date: other as Octets }));
    }),
    signing(
      'algorithm',
      'The Authorization header begins with a name that is not a Signature Version 4 algorithm.',
      (draft) => OTHER_NAMES.map((algorithm) => ({ ...draft, algorithm })),
    ),
  ],
  states,
  suspects,
  example: {
    kind: 'answer',
    text: '<Error><Code>AuthorizationHeaderMalformed</Code><Message>The authorization header is malformed; the authorization header requires three components: Credential, SignedHeaders, and Signature.</Message></Error>',
  },
};

type Row = readonly [pattern: RegExp, variant: string, says: (match: RegExpExecArray) => string];

/** Matches the server's messages. The sentences quote only values that cannot be a secret. */
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
    () => 'The Authorization header does not have its three parts: Credential, SignedHeaders and Signature.',
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

function states(answer: ServerAnswer, { claim }: Sides): Statement | null {
  const text = wordsOf(answer);
  for (const [pattern, variant, says] of ROWS) {
    const match = pattern.exec(text);
    if (match) return { says: says(match), variant };
  }
  if (!MALFORMED.test(codeOf(answer)) || OTHER_CAUSES.test(text) || detailOf(answer, 'Region') !== null) return null;
  if (claim?.fault) return stateFault(claim.fault);
  return { says: 'The server cannot read the Authorization header, or the parameters of the presigned URL.' };
}

/** Suspects a missing or repeated part of the request, which servers refuse, before a server has responded. */
function suspects({ claim, answer }: Sides): Suspicion | null {
  return answer === null && claim?.fault ? { ...stateFault(claim.fault), standing: 'possible' } : null;
}

const stateFault = ({ code, says, fix }: Problem): Statement => ({ says, fix: fix, variant: code });

/** Matches messages that other causes explain. */
const OTHER_CAUSES = /region|non-empty Access Key|service|credential date|scope|X-Amz-Expires|X-Amz-Date|unexpected/i;
