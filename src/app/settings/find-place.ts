/** Where a request goes, and for which region it is signed. */
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { readPlace } from '../../intake/place.ts';
import { readUrl, type UrlParts } from '../../intake/url.ts';
import type { OptionValues } from '../options/option-values.ts';
import { type RequestSources, TYPED } from './request-sources.ts';
import type { Setting, Settings } from './settings.ts';

export interface FoundPlace {
  readonly url: UrlParts;
  readonly region: Setting;
}

export async function findPlace(
  address: string,
  options: OptionValues,
  settings: Settings,
  sources: RequestSources = TYPED,
): Promise<FoundPlace | Problem> {
  const isS3 = /^s3:\/\//i.test(address);
  if (!isS3 && options.endpointUrl !== undefined) {
    return problem(
      'endpoint',
      'The address names a host, and --endpoint-url another.',
      'Use --endpoint-url with s3:// only.',
    );
  }
  const by = sources.of('url', 'the address');
  const written = isS3 ? null : readUrl(address, by);
  if (written !== null && isProblem(written)) return written;
  const region = await settings.region(written?.host ?? null);
  if (isProblem(region)) return region;
  const endpoint = isS3 ? await settings.endpoint() : null;
  if (endpoint !== null && isProblem(endpoint)) return endpoint;
  const url = readPlace(address, by, {
    region: region.value,
    endpoint: endpoint && { url: endpoint.value, by: endpoint.source },
    style: options.pathStyle ? 'path' : 'virtual-host',
  });
  return isProblem(url) ? url : { url, region };
}
