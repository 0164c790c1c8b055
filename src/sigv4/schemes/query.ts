/**
 * Signs a request by adding the signature to its query. The result is a presigned URL that anyone can use until it
 * expires.
 */
import { type Bytes, fixed, join, NOTHING } from '../../bytes/bytes.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { percentEncode } from '../../bytes/text-operations.ts';
import { headerValue, type RequestHead } from '../../http/message.ts';
import { splitTarget } from '../../http/target.ts';
import type { Recorder } from '../../trace/trace.ts';
import { QUERY_STRING, SIGV4A } from '../documentation.ts';
import { deriveKey, requestToSign } from '../line-of-stages.ts';
import { AMZ_HEADERS, AMZ_PARAMETERS } from '../names.ts';
import { signedHeadersText } from '../stages/canonical-request/canonical-request.ts';
import { PRESIGNED_URL, SIGNATURE_IN_QUERY } from '../stages/presigned-url.ts';
import { EXPIRES } from '../stages/request.ts';
import { badExpiry } from '../timestamp.ts';
import { type SignedRequest, signedRequest } from './header.ts';
import { type Beginning, begin, type Prepared } from './preparation.ts';
import { headersForQueryForm, isChunked, signedHeaderNames } from './signed-headers.ts';
import type { SigningForm, SigningInput } from './signing-input.ts';

type QueryForm = Extract<SigningForm, { kind: 'query' }>;

const parameter = (name: string, says: string, see = QUERY_STRING): Bytes =>
  fixed(`${name}=`, { id: 'added-parameter', says, see });

const REGION_SET = parameter(AMZ_PARAMETERS.regionSet, 'a SigV4A signature says in which Regions it is valid', SIGV4A);

const ALGORITHM = parameter(AMZ_PARAMETERS.algorithm, 'the URL says how it is signed');
const CREDENTIAL = parameter(AMZ_PARAMETERS.credential, 'the URL says who signed it, and for which scope');
const DATE = parameter(AMZ_PARAMETERS.date, 'the URL says when it was signed');
const LIFETIME = parameter(AMZ_PARAMETERS.expires, 'the URL says for how many seconds it is valid');
const TOKEN = parameter(AMZ_PARAMETERS.securityToken, 'temporary credentials come with a session token');
const SIGNED_HEADERS = parameter(AMZ_PARAMETERS.signedHeaders, 'the URL says which headers are signed');
const SIGNATURE = parameter(AMZ_PARAMETERS.signature, 'the signature is the one parameter that is not signed');

const mark = (text: string) =>
  fixed(text, {
    id: 'query-syntax',
    says: 'a question mark begins the query, and an ampersand separates two parameters',
    see: 'https://www.rfc-editor.org/rfc/rfc3986#section-3.4',
  });
const QUESTION_MARK = mark('?');
const AMPERSAND = mark('&');
const SLASH = fixed('/', {
  id: 'scope-separator',
  says: 'a slash separates the access key ID from the scope',
  see: QUERY_STRING,
});

/**
 * Signs a request in its query: prepares the request, computes the signature, and attaches the signature. `record`
 * receives every intermediate value.
 */
export function signQuery(input: SigningInput, form: QueryForm, record: Recorder): SignedRequest | Problem {
  if (isChunked(input.rules)) return NO_CHUNKS;
  const beginning = begin(input, record);
  if (isProblem(beginning)) return beginning;
  const expires = record(EXPIRES, form.expires);
  const refusal = badExpiry(expires.octets);
  if (refusal) return refusal;
  const prepared = prepare(input, beginning, expires);
  return isProblem(prepared) ? prepared : attach(input, form, { prepared, token: beginning.sessionToken }, record);
}

function prepare(input: SigningInput, beginning: Beginning, expires: Bytes): Prepared | Problem {
  const { context, request, hashedPayload } = beginning;
  const headers = headersForQueryForm(input, beginning);
  const names = signedHeaderNames(headers, input.signedHeaders);
  if (isProblem(names)) return names;
  const target = withParameters(request.target, parameters(input, beginning, expires, names));
  const changed = { method: request.method, target, headers };
  const canonical = { request: changed, signedHeaderNames: names, hashedPayload, rules: input.rules };
  return { context, canonical, appended: [] };
}

/**
 * Returns the parameters in the order of the AWS documentation. The canonical query string sorts the parameters in any
 * case.
 */
function parameters(
  { rules, algorithm }: SigningInput,
  { context: { accessKeyId, credentialScope, timestamp, scope }, request, sessionToken }: Beginning,
  expires: Bytes,
  names: readonly Bytes[],
): Bytes[] {
  const isTokenSigned = isTokenInQuery(sessionToken, request) && rules.sessionToken === 'signed';
  return [
    join([ALGORITHM, algorithm.names.request]),
    join([CREDENTIAL, percentEncode(join([accessKeyId, SLASH, credentialScope]))]),
    join([DATE, timestamp]),
    join([LIFETIME, expires]),
    ...(algorithm.boundTo === 'region-set' ? [join([REGION_SET, percentEncode(scope.region)])] : []),
    ...(isTokenSigned && sessionToken ? [join([TOKEN, percentEncode(sessionToken)])] : []),
    join([SIGNED_HEADERS, percentEncode(signedHeadersText(names))]),
  ];
}

/** Returns whether a parameter has the token. None is needed if a header contains it. */
function isTokenInQuery(token: Bytes | null, { headers }: RequestHead): boolean {
  return token !== null && headerValue(headers, AMZ_HEADERS.securityToken) === undefined;
}

function withParameters(target: Bytes, added: readonly Bytes[]): Bytes {
  const { query } = splitTarget(target);
  const isOpen = query?.octets === '' || query?.octets.endsWith('&');
  const joint = query === null ? QUESTION_MARK : isOpen ? NOTHING : AMPERSAND;
  return join([target, joint, join(added, AMPERSAND)]);
}

interface ReadyToAttach {
  readonly prepared: Prepared;
  readonly token: Bytes | null;
}

function attach(
  { rules }: SigningInput,
  { scheme }: QueryForm,
  { prepared: { context, canonical }, token }: ReadyToAttach,
  record: Recorder,
): SignedRequest {
  const key = deriveKey(context, record);
  const toSign = requestToSign(context, canonical, record);
  const signature = record(SIGNATURE_IN_QUERY, key.sign(toSign.stringToSign, record));
  const { method, headers } = canonical.request;
  const isAppended = isTokenInQuery(token, canonical.request) && rules.sessionToken === 'appended';
  const appended = isAppended && token ? [join([TOKEN, percentEncode(token)])] : [];
  const target = withParameters(canonical.request.target, [join([SIGNATURE, signature]), ...appended]);
  const host = headerValue(headers, 'host') ?? NOTHING;
  record(PRESIGNED_URL, join([fixed(`${scheme}://`, SCHEME), host, target]));
  return signedRequest({ context, key, toSign, signature }, { method, target, headers }, record);
}

const SCHEME = {
  id: 'url-scheme',
  says: 'a URL begins with its scheme, which is not signed',
  see: 'https://www.rfc-editor.org/rfc/rfc3986#section-3.1',
};

const NO_CHUNKS = problem(
  'presigned-chunks',
  'A presigned URL cannot have a payload in chunks, because the headers of a chunked body are not in the URL.',
  'Use --payload unsigned, which is the default of a presigned URL, or hashed.',
  { see: QUERY_STRING },
);
