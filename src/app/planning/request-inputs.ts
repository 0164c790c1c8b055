/** Everything that a request is planned from, each value with who gave it. A command line makes it, and so does an edit. */
import type { InputId, InputSource, Sourced } from '../../bytes/input.ts';
import { octetsFromText } from '../../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { queryParameters, splitTarget } from '../../http/target.ts';
import { isS3Address, readPlace, type S3Addressing } from '../../intake/place.ts';
import { readUrl, type UrlParts } from '../../intake/url.ts';
import { isSecretParameter } from '../../sigv4/secrets/secret-headers.ts';
import { type OptionValues, sourced } from '../options/option-values.ts';
import { type RequestWish, readWish } from '../options/request-options.ts';
import { badRegionSet, badService } from '../options/signing-options.ts';
import { badRegion, type Settings, type SourcedCredentials } from '../settings/settings.ts';

/** What is wanted, and what was looked up for it: in the environment, in a profile. */
export interface RequestInputs extends RequestWish {
  /** https://HOST/PATH, or s3://BUCKET/KEY. */
  readonly url: Sourced<string>;
  readonly region: Sourced<string>;
  /** The server of `s3://` addresses; `null` for AWS's own. */
  readonly endpoint: Sourced<string> | null;
  readonly style: S3Addressing['style'];
  /** As it was written; `null` for the moment in which the body has been read. */
  readonly date: Sourced<string> | null;
  /** `null` for a request that is not signed. */
  readonly credentials: SourcedCredentials | null;
}

/** What decides where a request goes. */
export type PlaceInputs = Pick<RequestInputs, 'url' | 'region' | 'endpoint' | 'style' | 'signing' | 'upload'>;

/** Finds where the request goes. A problem names the input at fault. */
export function placeOf({ url, region, endpoint, style, signing, upload }: PlaceInputs): UrlParts | Problem {
  const ofUrl = (found: Problem) => atInput('url', url.value, found);
  const isS3 = isS3Address(url.value);
  if (!isS3 && endpoint?.source.kind === 'option') return ofUrl(twoHosts());
  if (isS3 && signing.service.value !== 's3') return ofUrl(badService(signing.service.value));
  if (upload && /^s3:\/\/[^/]+\/./i.test(url.value)) return ofUrl(keyInAddress());
  const refusal = badRegion(region) ?? (signing.regionSet && badRegionSet(signing.regionSet.value));
  if (refusal) return atInput('region', (signing.regionSet ?? region).value, refusal);
  const place = readPlace(url, { region: region.value, endpoint, style });
  if (isProblem(place)) return place;
  return signing.isSigned && isPresigned(place) ? ofUrl(alreadyPresigned()) : place;
}

/** The problem as one of all bytes of an input. */
export function atInput(id: InputId, text: string, found: Problem): Problem {
  return { ...found, where: { value: id, start: 0, end: octetsFromText(text).length } };
}

/** An input that may be at fault, as text. */
export interface Suspect {
  readonly id: InputId;
  readonly text: string;
  readonly source: InputSource;
}

/** The problem as one of inputs that contradict each other: of the first that was edited, or else of the first. */
export function atSuspect([first, ...others]: readonly [Suspect, ...Suspect[]], found: Problem): Problem {
  const { id, text } = [first, ...others].find(({ source }) => isEdited(source)) ?? first;
  return atInput(id, text, found);
}

const isEdited = ({ kind }: InputSource) => kind === 'edit' || kind === 'paste';

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

function twoHosts(): Problem {
  return problem(
    'endpoint',
    'The address names a host, and --endpoint-url another.',
    'Use --endpoint-url with s3:// only.',
  );
}

function keyInAddress(): Problem {
  return problem(
    'form',
    'An upload goes to the bucket, and the address names a key.',
    'Give s3://BUCKET, and the key as a field: -F key=NAME.',
  );
}

/** Nothing is looked up that the request does not need, and no keys before it is known that the request can be. */
export async function readRequestInputs(
  settings: Settings,
  address: string,
  options: OptionValues,
): Promise<RequestInputs | Problem> {
  const wish = readWish(options);
  if (isProblem(wish)) return wish;
  const url: Sourced<string> = { value: address, source: { kind: 'command-line' } };
  const looked = await lookUpPlace(url, options, settings);
  if (isProblem(looked)) return looked;
  const style = options.pathStyle ? 'path' : 'virtual-host';
  const inputs = { ...wish, url, ...looked, style, date: sourced('--date', options.date) } as const;
  const place = placeOf(inputs);
  if (isProblem(place)) return place;
  const credentials = wish.signing.isSigned ? await settings.credentials() : null;
  return isProblem(credentials) ? credentials : { ...inputs, credentials };
}

/** The host of a URL may say the region; the server of an `s3://` address has to be found. */
async function lookUpPlace(
  url: Sourced<string>,
  { endpointUrl }: OptionValues,
  settings: Settings,
): Promise<Pick<RequestInputs, 'region' | 'endpoint'> | Problem> {
  const isS3 = isS3Address(url.value);
  const written = isS3 ? null : readUrl(url.value, { id: 'url', source: url.source });
  if (written !== null && isProblem(written)) return written;
  const region = await settings.region(written?.host ?? null);
  if (isProblem(region)) return region;
  const endpoint = isS3 || endpointUrl !== undefined ? await settings.endpoint() : null;
  return isProblem(endpoint) ? endpoint : { region, endpoint };
}
