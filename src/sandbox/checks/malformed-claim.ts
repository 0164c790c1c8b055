/** Refuses claims that cannot be read. If S3's message is known, the refusal uses it. */
import { EMPTY, type Octets } from '../../bytes/octets.ts';
import type { Problem } from '../../bytes/problem.ts';
import { authorizationOf } from '../../sigv4/claims/read-claim.ts';
import { AMZ_PARAMETERS } from '../../sigv4/names.ts';
import { type Refusal, refuse, refuseArgument } from '../answers/answer.ts';
import type { BrowserForm } from '../asked.ts';
import { fieldOf } from '../browser-form.ts';
import type { Received } from '../examined.ts';

const MALFORMED = 'the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".';
const NO_KEY = 'a non-empty Access Key (AKID) must be provided in the credential.';

/**
 * Describes a malformed credential. A client that has no key sends an empty access key ID, for which S3 has a separate
 * message.
 */
const credentialFault = (beginsWithSlash: boolean) => (beginsWithSlash ? NO_KEY : MALFORMED);

const NOT_SUPPORTED = refuse(
  'InvalidRequest',
  {},
  'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.',
);

const ANSWERS: Readonly<Record<string, Refusal>> = {
  'signature-version-2': NOT_SUPPORTED,
  'missing-date': refuse('AccessDenied', {}, 'AWS authentication requires a valid Date or x-amz-date header'),
  'missing-region-set': headerMalformed('x-amz-region-set must say for which regions the request is signed.'),
  'query-missing-region-set': queryParameters('X-Amz-Region-Set must say for which regions the request is signed.'),
  'repeated-signed-header': headerMalformed('SignedHeaders must name each header once.'),
  'query-repeated-signed-header': queryParameters('X-Amz-SignedHeaders must name each header once.'),
  'repeated-authorization-part': headerMalformed(
    'the authorization header must have Credential, SignedHeaders, and Signature once each.',
  ),
  'unknown-authorization-part': headerMalformed(
    'the authorization header has a component that is none of Credential, SignedHeaders, and Signature.',
  ),
  'repeated-query-parameter': queryParameters('Each X-Amz query parameter must be given once.'),
  'missing-query-parameters': queryParameters(
    'Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.',
  ),
  'unknown-query-algorithm': queryParameters(
    'X-Amz-Algorithm only supports "AWS4-HMAC-SHA256 and AWS4-ECDSA-P256-SHA256"',
  ),
  'query-date': queryParameters("X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\""),
  'expires-not-a-number': queryParameters('X-Amz-Expires should be a number'),
  'expires-negative': queryParameters('X-Amz-Expires must be non-negative'),
  'expires-too-long': queryParameters(
    'X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds',
  ),
};

export function headerMalformed(what: string, elements: Refusal['elements'] = {}): Refusal {
  return refuse('AuthorizationHeaderMalformed', elements, `The authorization header is malformed; ${what}`);
}

export function queryParameters(what: string, elements: Refusal['elements'] = {}): Refusal {
  return refuse('AuthorizationQueryParametersError', elements, what);
}

/** Returns the refusal for a problem that `readClaim` or `claimOfForm` has found. */
export function refuseClaim({ code, says }: Problem, { form, sent }: Pick<Received, 'form' | 'sent'>): Refusal {
  if (code === 'other-scheme') return refuse('InvalidRequest', {}, says);
  if (form && code !== 'unsigned' && !(code in ANSWERS)) return refuseForm(code, form);
  const { target } = sent.head;
  const authorization = authorizationOf(sent.head)?.octets ?? EMPTY;
  switch (code) {
    case 'unsigned':
      // A request with a different scheme, such as Basic or Bearer, does not count as anonymous.
      return authorization === '' ? refuse('AccessDenied') : unsupported(authorization);
    case 'two-authentications':
      return refuseTwice(authorization);
    case 'missing-region-set':
      return ANSWERS[authorization === '' ? 'query-missing-region-set' : code] ?? headerMalformed(THREE_PARTS);
    case 'unknown-algorithm':
      return unsupported(authorization);
    case 'credential':
      return headerMalformed(credentialFault(/Credential=\//.test(authorization)));
    case 'query-credential': {
      const given = new RegExp(`[?&]${AMZ_PARAMETERS.credential}=(?:/|%2F)`, 'i');
      const fault = credentialFault(given.test(target.octets));
      return queryParameters(`Error parsing the X-Amz-Credential parameter; ${fault}`);
    }
    default:
      return ANSWERS[code] ?? headerMalformed(THREE_PARTS);
  }
}

/** Refuses a request that is signed twice. */
export function refuseTwice(authorization: Octets): Refusal {
  const message =
    'Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified';
  return refuseArgument('Authorization', authorization, message);
}

const unsupported = (authorization: Octets) =>
  refuseArgument('Authorization', authorization, 'Unsupported Authorization Type');

const THREE_PARTS = 'the authorization header requires three components: Credential, SignedHeaders, and Signature.';

/**
 * The required fields, in the order in which S3 checks them, and with the spelling that S3 uses in its report of a
 * missing field.
 */
const FORM_FIELDS = [
  AMZ_PARAMETERS.algorithm,
  AMZ_PARAMETERS.credential,
  AMZ_PARAMETERS.date,
  'Policy',
  AMZ_PARAMETERS.signature,
];

function refuseForm(code: string, form: BrowserForm): Refusal {
  const value = (name: string): Octets | null => fieldOf(form, name.toLowerCase());
  const argument = (name: string, message: string) => refuseArgument(name, value(name) ?? EMPTY, message);
  switch (code) {
    case 'form-algorithm':
      return argument(
        AMZ_PARAMETERS.algorithm,
        'X-Amz-Algorithm only supports "AWS4-HMAC-SHA256 and AWS4-ECDSA-P256-SHA256"',
      );
    case 'form-credential':
      return argument(
        AMZ_PARAMETERS.credential,
        credentialFault(value(AMZ_PARAMETERS.credential)?.startsWith('/') ?? false),
      );
    case 'form-date':
      return argument(AMZ_PARAMETERS.date, 'X-Amz-Date must be formated via ISO8601 Long format');
  }
  const missing = FORM_FIELDS.filter((name) => value(name) === null);
  if (missing.includes('Policy')) return refuse('AccessDenied');
  const [name = 'Policy'] = missing;
  return argument(
    name,
    `Bucket POST must contain a field named '${name}'.  If it is specified, please check the order of the fields.`,
  );
}
