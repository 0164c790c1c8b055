/** The inputs of a request as a command line gives them: options, environment and profile, each read once. */
import type { Sourced } from '../../bytes/input.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import { isS3Address } from '../../intake/place.ts';
import { readUrl } from '../../intake/url.ts';
import { type OptionValues, sourced } from '../options/option-values.ts';
import { readWish } from '../options/request-options.ts';
import type { Settings } from '../settings/settings.ts';
import { placeOf, type RequestInputs } from './request-inputs.ts';

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
