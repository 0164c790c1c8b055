/** From what a person asked to the request that can be sent: looked up, composed, signed. */
import { given } from '../../bytes/bytes.ts';
import { octetsFromText } from '../../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import type { RequestBody } from '../../http/body/request-body.ts';
import { queryParameters, splitTarget } from '../../http/target.ts';
import { composeRequest } from '../../intake/compose-request.ts';
import type { UrlParts } from '../../intake/url.ts';
import type { HeaderSelection, SigningInput } from '../../sigv4/schemes/signing-input.ts';
import { isSecretParameter } from '../../sigv4/secrets/secret-headers.ts';
import { beginSigning, type Signing } from '../../sigv4/sign.ts';
import type { OptionValues } from '../options/option-values.ts';
import { type RequestWish, readWish } from '../options/request-options.ts';
import type { SigningWish } from '../options/signing-options.ts';
import { type BodyReader, readBody } from '../reading/read-body.ts';
import { findPlace } from '../settings/find-place.ts';
import { type RequestSources, TYPED } from '../settings/request-sources.ts';
import { askedOnce, settingsOf } from '../settings/settings.ts';
import type { World } from '../world/world.ts';
import { chunkPlanOf, encodedBody, keptChain } from './payload-plan.ts';
import type { Asked, RequestPlan } from './planned-request.ts';
import { signerInput } from './signer-input.ts';
import { planUpload } from './upload-plan.ts';

/** How a request is planned that somebody edits. */
export interface Planning {
  /** Reads the body of a request that is no form. */
  readonly bodyOfData?: BodyReader;
  readonly sources?: RequestSources;
}

/** Looks up what the options leave open, and signs. Whatever cannot be is a problem; nothing is sent. */
export async function planRequest(
  world: World,
  address: string,
  options: OptionValues,
  { bodyOfData = readBody, sources = TYPED }: Planning = {},
): Promise<RequestPlan | Problem> {
  const wish = readWish(address, options);
  if (isProblem(wish)) return wish;
  const { environment, loadProfile } = world;
  const settings = askedOnce(settingsOf({ options, environment, loadProfile, sources }));
  const place = await findPlace(address, options, settings, sources);
  if (isProblem(place)) return place;
  if (wish.signing.isSigned && isPresigned(place.url)) return alreadyPresigned();
  const asked = { wish, place, settings, options, sources };
  return wish.upload === null ? planOf(world, asked, bodyOfData) : planUpload(world, asked, wish.upload);
}

async function planOf(world: World, asked: Asked, bodyOfData: BodyReader): Promise<RequestPlan | Problem> {
  const { wish, place, sources } = asked;
  const { signing } = wish;
  // Before a large body is hashed: nobody waits for that only to hear that there are none.
  const credentials = signing.isSigned ? await asked.settings.credentials() : null;
  if (credentials && isProblem(credentials)) return credentials;
  const payload = await bodyOfData(world, wish.data, signing.isSigned && signing.rules.payload === 'hashed');
  if (isProblem(payload)) return payload;
  const chunks = signing.isSigned ? chunkPlanOf(signing) : null;
  const hasBody = hasBodyOf(wish);
  if (chunks && !hasBody) return nothingToStream(signing.rules.payload);
  const length = chunks ? chunks.lengthOf(payload.length) : payload.length;
  const refusal = contradictingHeader(wish, chunks !== null) ?? contradictingFraming(wish, length);
  if (refusal) return refusal;
  const request = composeRequest({
    method: wish.method,
    place: place.url,
    headers: wish.headers,
    bodyLength: hasBody ? length : null,
    by: sources.by,
    sourceOf: sources.of,
  });
  if (isProblem(request)) return request;
  const common = { wish, place: place.url, method: wish.method, request, payloadLength: payload.length, form: null };
  if (!signing.isSigned) return { ...common, body: payload, trace: null, wholeTrace: async () => null };
  const input = await signingInput(world, asked, { request, payload });
  if (isProblem(input)) return input;
  const signed = beginSigning(input);
  const { trace } = signed;
  if (trace.outcome.kind === 'malformed') return trace.outcome.problem;
  return { ...common, ...(await payloadOf(payload, signed, chunks)), trace };
}

const hasBodyOf = ({ data, method }: RequestWish) => data.length > 0 || method === 'PUT' || method === 'POST';

function nothingToStream(payload: string): Problem {
  return problem(
    'option',
    `--payload ${payload} is given, and there is no payload.`,
    'Give one, or leave --payload out.',
  );
}

/** What stands for the payload and how long it is follows from how it is sent; a header that says otherwise is wrong. */
function contradictingHeader({ headers, signing }: RequestWish, isChunked: boolean): Problem | null {
  const given = headers.find(([name, value]) => {
    if (/^x-amz-content-sha256$/i.test(name)) return isChunked || /^STREAMING-/.test(value);
    return isChunked && /^(?:content-length|x-amz-decoded-content-length|x-amz-trailer)$/i.test(name);
  });
  if (!given || !signing.isSigned) return null;
  return problem(
    'header',
    `The header ${given[0]} is given, and how the payload is sent says otherwise: --payload ${signing.rules.payload}.`,
    'Leave the header out; --payload makes it.',
  );
}

/** A server that believed such a header would wait for bytes that never come, or leave some unread. */
function contradictingFraming({ headers }: RequestWish, length: number): Problem | null {
  const given = headers.find(([name, value]) => {
    if (/^transfer-encoding$/i.test(name)) return true;
    return /^content-length$/i.test(name) && value.trim() !== String(length);
  });
  if (!given) return null;
  return problem(
    'header',
    `The header ${given[0]} is given, and the body is sent in another way: ${length} bytes, with their number in Content-Length.`,
    'Leave the header out.',
    { see: 'https://www.rfc-editor.org/rfc/rfc9112#section-6.3' },
  );
}

/** The body on the wire, and the trace that has its chunks. */
async function payloadOf(payload: RequestBody, signed: Signing, chunks: ReturnType<typeof chunkPlanOf>) {
  if (chunks === null) return { body: payload, wholeTrace: async () => signed.trace };
  return {
    body: await encodedBody(payload, signed, chunks),
    wholeTrace: () => keptChain(payload, signed, chunks),
  };
}

async function signingInput(
  world: World,
  { wish, place, settings, options, sources }: Asked,
  { request, payload }: { readonly request: SigningInput['request']; readonly payload: RequestBody },
): Promise<SigningInput | Problem> {
  const { signing } = wish;
  const signer = await signerInput(world, { signing, place, settings, options, sources });
  if (isProblem(signer)) return signer;
  const { scheme } = place.url;
  return {
    ...signer,
    request,
    payload,
    form:
      signing.form === 'header' ? { kind: 'header' } : { kind: 'query', scheme, expires: expiresOf(signing, options) },
    signedHeaders: selectionOf(wish),
    rules: signing.rules,
    trailers: chunkPlanOf(signing)?.trailers ?? [],
  };
}

const expiresOf = ({ expiresIn }: SigningWish, { expiresIn: option }: OptionValues) =>
  given(octetsFromText(expiresIn), option === undefined ? 'nobody: it is the default' : '--expires-in');

/** Whoever uses a presigned URL says how long the body is: nobody knows it yet. */
function selectionOf({ signing, data }: RequestWish): HeaderSelection {
  const { form, signedHeaders } = signing;
  if (form === 'header' || data.length > 0 || signedHeaders.kind === 'exactly') return signedHeaders;
  return { ...signedHeaders, without: [...signedHeaders.without, 'content-length'] };
}

/** Its query carries a signature, or a session token, which is a secret. */
function isPresigned({ target }: UrlParts): boolean {
  return queryParameters(splitTarget(target).query).some(
    ({ name }) => /^x-amz-signature$/i.test(name.octets) || isSecretParameter(name.octets),
  );
}

function alreadyPresigned(): Problem {
  return problem(
    'presigned',
    'The URL is presigned: its query carries a signature or a session token.',
    'Use it with send --no-sign-request, or leave its X-Amz-… parameters out to sign it anew.',
  );
}
