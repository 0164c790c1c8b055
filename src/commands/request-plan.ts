/** From what a person asked to the request that can be sent: looked up, composed, signed. */
import { given, plain } from '../bytes/bytes.ts';
import { EMPTY, type Octets, octetsFromText, textFromOctets } from '../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../bytes/problem.ts';
import { percentDecode } from '../bytes/text-operations.ts';
import type { RequestBody } from '../http/request-body.ts';
import { queryParameters, splitTarget } from '../http/target.ts';
import { composeRequest } from '../intake/compose-request.ts';
import type { UrlParts } from '../intake/url.ts';
import type { HeaderSelection, SigningInput } from '../sigv4/schemes/signing-input.ts';
import { isSecretName, secretsIn } from '../sigv4/secret-headers.ts';
import { beginSigning, type Signing } from '../sigv4/sign.ts';
import { SIGNED_REQUEST } from '../sigv4/stages/signed-request.ts';
import { secretsOf } from '../trace/redact-exchange.ts';
import { findValue, type Trace } from '../trace/trace.ts';
import type { OptionValues } from './command.ts';
import { type FoundPlace, findPlace } from './find-place.ts';
import { chunkPlanOf, encodedBody, keptChain } from './payload-plan.ts';
import { readBody } from './read-body.ts';
import { type RequestWish, readWish } from './request-options.ts';
import { type Settings, settingsOf } from './settings.ts';
import { signerInput } from './signer-input.ts';
import type { SigningWish } from './signing-options.ts';
import { planUpload } from './upload-plan.ts';
import type { World } from './world.ts';

export interface RequestPlan {
  readonly wish: RequestWish;
  readonly place: UrlParts;
  /** As it goes over the wire. */
  readonly method: string;
  /** As it goes over the wire: in chunks with signatures, in the parts of a form. */
  readonly body: RequestBody;
  /** The head, not signed. */
  readonly request: SigningInput['request'];
  /** `null` for a request that is not to be signed. */
  readonly trace: Trace | null;
  /** The trace with the values of its chunks: reads the body once. */
  readonly wholeTrace: () => Promise<Trace | null>;
}

/** Looks up what the options leave open, and signs. Whatever cannot be is a problem; nothing is sent. */
export async function planRequest(
  world: World,
  address: string,
  options: OptionValues,
): Promise<RequestPlan | Problem> {
  const wish = readWish(address, options);
  if (isProblem(wish)) return wish;
  const settings = settingsOf({ options, environment: world.environment, loadProfile: world.loadProfile });
  const place = await findPlace(address, options, settings);
  if (isProblem(place)) return place;
  if (wish.signing.isSigned && isPresigned(place.url)) return alreadyPresigned();
  return wish.upload === null
    ? planOf(world, { wish, place, settings, options })
    : planUpload(world, { wish, place, settings, options }, wish.upload);
}

/** What is known before the body is opened. */
export interface Asked {
  readonly wish: RequestWish;
  readonly place: FoundPlace;
  readonly settings: Settings;
  readonly options: OptionValues;
}

async function planOf(world: World, asked: Asked): Promise<RequestPlan | Problem> {
  const { wish, place } = asked;
  const { signing } = wish;
  const payload = await readBody(world, wish.data, signing.isSigned && signing.rules.payload === 'hashed');
  if (isProblem(payload)) return payload;
  const chunks = signing.isSigned ? chunkPlanOf(signing) : null;
  const hasBody = hasBodyOf(wish);
  if (chunks && !hasBody) return nothingToStream(signing.rules.payload);
  const length = chunks ? chunks.lengthOf(payload.length) : payload.length;
  const request = composeRequest({
    method: wish.method,
    place: place.url,
    headers: wish.headers,
    bodyLength: hasBody ? length : null,
    by: 'the command line',
  });
  if (isProblem(request)) return request;
  const common = { wish, place: place.url, method: wish.method, request };
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
  { wish, place, settings, options }: Asked,
  { request, payload }: { readonly request: SigningInput['request']; readonly payload: RequestBody },
): Promise<SigningInput | Problem> {
  const { signing } = wish;
  const signer = await signerInput(world, { signing, place, settings, options });
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
  return queryParameters(splitTarget(target).query).some(({ name }) => {
    const { octets } = percentDecode(plain(name.octets));
    return octets.toLowerCase() === 'x-amz-signature' || isSecretName(octets);
  });
}

function alreadyPresigned(): Problem {
  return problem(
    'presigned',
    'The URL is presigned: its query carries a signature or a session token.',
    'Use it with send --no-sign-request, or leave its X-Amz-… parameters out to sign it anew.',
  );
}

/** The head as it goes over the wire. */
export function headOf({ trace, request }: Pick<RequestPlan, 'trace' | 'request'>): Octets {
  return trace ? (findValue(trace, SIGNED_REQUEST.id)?.bytes.octets ?? EMPTY) : request.octets;
}

/** The secrets in a request that are not keys, also where it is not signed here. */
export function tokensOf({ request, trace }: Pick<RequestPlan, 'request' | 'trace'>): Octets[] {
  const signed = trace ? secretsOf(trace) : [];
  return [...signed, ...secretsIn(request).map(({ octets }) => octets)];
}

/** The address as it is asked for, for the reader. */
export function urlText({ scheme, authority, target }: UrlParts): string {
  const octets = `${authority.octets}${target.octets}` as ReturnType<typeof octetsFromText>;
  return `${scheme}://${textFromOctets(octets) ?? octets}`;
}
