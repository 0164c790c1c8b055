/** Reads the inputs of a request, each with its source: a command line or an edit. */

import { isSpacedSecret } from '../../aws/secret-form.ts';
import type { InputId, InputSource, Sourced } from '../../bytes/input.ts';
import { octetsFromText } from '../../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { queryParameters, splitTarget } from '../../http/target.ts';
import { isS3Address, readPlace, type S3Addressing } from '../../intake/place.ts';
import { readUrl, type UrlParts } from '../../intake/url.ts';
import { AMZ_PARAMETERS } from '../../sigv4/names.ts';
import { isSecretParameter } from '../../sigv4/secrets/secret-headers.ts';
import { sourceWords } from '../../views/input-words.ts';
import { type RequestChoices, type RequestValues, readRequestOptions } from '../options/request-options.ts';
import { hostOfAddress, type Settings, type SourcedCredentials } from '../settings/settings.ts';

/** The user's choices, completed with values from the environment and a profile. */
export interface RequestInputs extends RequestChoices {
  /** An address of the form https://HOST/PATH or s3://BUCKET/KEY. */
  readonly url: Sourced<string>;
  /** The parts of the URL to which the request is sent, as determined by the other inputs. */
  readonly place: UrlParts;
  readonly region: Sourced<string>;
  /** The server for `s3://` addresses; `null` means the AWS server. */
  readonly endpoint: Sourced<string> | null;
  readonly style: S3Addressing['style'];
  /** The time as typed; `null` means the time at which the body has been read. */
  readonly date: Sourced<string> | null;
  /** The credentials; `null` for a request that is not signed. */
  readonly credentials: SourcedCredentials | null;
}

type PlaceInputs = Pick<RequestInputs, 'url' | 'region' | 'endpoint' | 'style' | 'signing' | 'upload'>;

/** Returns the parts of the URL to which a request is sent, or a problem that names the input at fault. */
export function placeOf({ url, region, endpoint, style, signing, upload }: PlaceInputs): UrlParts | Problem {
  const ofUrl = (found: Problem) => atInput('url', url.value, found);
  const isS3 = isS3Address(url.value);
  if (!isS3 && endpoint?.source.kind === 'option') return ofUrl(TWO_HOSTS);
  if (isS3 && signing.service.value !== 's3') return ofUrl(otherService(signing.service.value));
  if (upload && /^s3:\/\/[^/]+\/./i.test(url.value)) return ofUrl(KEY_IN_ADDRESS);
  const place = readPlace(url, { region: region.value, endpoint, style });
  if (isProblem(place)) return place;
  return signing.isSigned && isPresigned(place) ? ofUrl(ALREADY_PRESIGNED) : place;
}

/** Locates a problem in an input. The problem covers the whole text of the input. */
export function atInput(id: InputId, text: string, found: Problem): Problem {
  return { ...found, where: { value: id, start: 0, end: octetsFromText(text).length } };
}

export interface Suspect {
  readonly id: InputId;
  readonly text: string;
  readonly source: InputSource;
}

/**
 * Locates a problem in one of the inputs that contradict each other: the first input that the user edited or pasted or,
 * failing that, the first input.
 */
export function atSuspect([first, ...others]: readonly [Suspect, ...Suspect[]], found: Problem): Problem {
  const { id, text } = [first, ...others].find(({ source }) => isEdited(source)) ?? first;
  return atInput(id, text, found);
}

const isEdited = ({ kind }: InputSource) => kind === 'edit' || kind === 'paste';

const SIGNATURE = AMZ_PARAMETERS.signature.toLowerCase();

/** Returns whether the query contains a signature or a session token. */
function isPresigned({ target }: UrlParts): boolean {
  return queryParameters(splitTarget(target).query).some(
    ({ name }) => name.octets.toLowerCase() === SIGNATURE || isSecretParameter(name.octets),
  );
}

const ALREADY_PRESIGNED = problem(
  'presigned',
  'The URL is presigned: its query carries a signature or a session token.',
  'Send it with --no-sign-request, or leave out its X-Amz-… parameters to sign it again.',
);

function otherService(service: string): Problem {
  return problem(
    'service',
    `${JSON.stringify(service)} is not the service of an s3:// address.`,
    'Give an https:// URL for a service other than S3.',
  );
}

const TWO_HOSTS = problem(
  'endpoint',
  'The URL names a host, and --endpoint-url names another one.',
  'Use --endpoint-url only with s3://.',
);

const KEY_IN_ADDRESS = problem(
  'form',
  'An upload goes to a bucket, but the address also names a key.',
  'Give s3://BUCKET, and the key as a field: -F key=NAME.',
);

/**
 * Reads the inputs of a request and looks up only the settings that the request needs. Credentials are looked up last,
 * after everything else has proved valid.
 */
export async function readRequestInputs(
  settings: Settings,
  address: string,
  options: RequestValues,
): Promise<RequestInputs | Problem> {
  const request = readRequestOptions(options);
  if (isProblem(request)) return request;
  const url: Sourced<string> = { value: address, source: { kind: 'command-line' } };
  const looked = await lookUpPlace(url, options, settings);
  if (isProblem(looked)) return looked;
  const style = options.pathStyle ? 'path' : 'virtual-host';
  const inputs = { ...request, url, ...looked, style, date: options.date ?? null } as const;
  const place = placeOf(inputs);
  if (isProblem(place)) return place;
  const credentials = request.signing.isSigned ? await copiedCredentials(settings) : null;
  return isProblem(credentials) ? credentials : { ...inputs, place, credentials };
}

/**
 * Looks up the credentials. A secret of AWS that was copied with white space is a problem. What is typed into a walk later is
 * there to be tried out.
 */
async function copiedCredentials(settings: Settings): Promise<SourcedCredentials | Problem> {
  const credentials = await settings.credentials();
  if (isProblem(credentials)) return credentials;
  const { accessKeyId, secretAccessKey } = credentials;
  if (!isSpacedSecret(accessKeyId.value, secretAccessKey.value)) return credentials;
  return problem(
    'credentials',
    `The secret access key, from ${sourceWords(secretAccessKey.source)}, has white space or an invisible character in it, and those of AWS have none.`,
    'Copy it again, without spaces and line breaks.',
  );
}

/** Looks up the Region and, for an `s3://` address, the server. A host name may contain the Region. */
async function lookUpPlace(
  url: Sourced<string>,
  { endpointUrl }: RequestValues,
  settings: Settings,
): Promise<Pick<RequestInputs, 'region' | 'endpoint'> | Problem> {
  const isS3 = isS3Address(url.value);
  const written = isS3 ? null : readUrl(url.value, { id: 'url', source: url.source });
  if (isProblem(written)) return written;
  const endpoint = isS3 || endpointUrl !== undefined ? await settings.endpoint() : null;
  if (isProblem(endpoint)) return endpoint;
  const host = written?.host ?? (endpoint && hostOfAddress(endpoint.value));
  const region = await settings.region(host);
  return isProblem(region) ? region : { region, endpoint };
}
