/** Implements ListBuckets and ListDirectoryBuckets. Each of them lists only its kind of bucket. */
import { asText, EMPTY, type Octets } from '../../../bytes/octets.ts';
import { isDirectoryBucket } from '../../addressing.ts';
import { isRefusal, type Refusal, refuseArgument, s3Answer } from '../../answers/answer.ts';
import type { Elements } from '../../answers/xml.ts';
import { type Asked, type Operation, parameter } from '../../asked.ts';
import { OWNER } from '../buckets.ts';
import { continuationToken, listingPage, readStart } from './listing.ts';

export const BUCKETS_PARAMETERS = ['max-buckets', 'prefix', 'continuation-token', 'bucket-region'];
export const DIRECTORY_BUCKETS_PARAMETERS = ['max-directory-buckets', 'continuation-token'];

/**
 * Lists general purpose buckets (https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html). Like S3, states
 * the Region of each bucket only if the request has a parameter.
 */
export const listBuckets: Operation = (asked) => {
  const wanted = parameter(asked, 'bucket-region') ?? asked.region;
  const names = wanted === asked.region ? namesOf(asked).filter((name) => !isDirectoryBucket(name)) : [];
  const prefix = parameter(asked, 'prefix') ?? EMPTY;
  const hasRegions = BUCKETS_PARAMETERS.some((name) => parameter(asked, name) !== undefined);
  const listed = page(asked, names, { prefix, hasRegions, parameter: 'max-buckets', least: 1, most: 10_000 });
  if (isRefusal(listed)) return listed;
  const echoed = prefix === '' ? undefined : asText(prefix);
  return s3Answer('ListAllMyBucketsResult', { Owner: OWNER, ...listed, Prefix: echoed });
};

/** Lists directory buckets (https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListDirectoryBuckets.html). */
export const listDirectoryBuckets: Operation = (asked) => {
  const names = namesOf(asked).filter(isDirectoryBucket);
  const limits = { parameter: 'max-directory-buckets', least: 0, most: 1000 };
  const listed = page(asked, names, { prefix: EMPTY, hasRegions: true, ...limits });
  return isRefusal(listed) ? listed : s3Answer('ListAllMyDirectoryBucketsResult', listed);
};

const namesOf = ({ store }: Asked) => [...store.buckets.keys()];

interface PageForm {
  readonly prefix: Octets;
  readonly hasRegions: boolean;
  /** The name of the query parameter with the maximum number of buckets on a page. */
  readonly parameter: string;
  readonly least: number;
  readonly most: number;
}

/** Returns the elements with one page of these buckets and, if more buckets follow, the token for the next page. */
function page(asked: Asked, names: readonly Octets[], form: PageForm): Elements | Refusal {
  const start = readStart(asked);
  const maxKeys = readMost(asked, form);
  if (isRefusal(start)) return start;
  if (typeof maxKeys !== 'number') return maxKeys;
  const { keys, last } = listingPage(names, { prefix: form.prefix, delimiter: EMPTY, start, maxKeys });
  const buckets = keys.map((name) => ({
    Name: asText(name),
    CreationDate: asked.store.buckets.get(name)?.created.toISOString() ?? '',
    BucketRegion: form.hasRegions ? asked.region : undefined,
  }));
  return { Buckets: { Bucket: buckets }, ContinuationToken: last === null ? undefined : continuationToken(last) };
}

function readMost(asked: Asked, { parameter: name, least, most }: PageForm): number | Refusal {
  const value = parameter(asked, name);
  if (value === undefined || value === '') return most;
  const isInRange = /^\d{1,6}$/.test(value) && Number(value) >= least && Number(value) <= most;
  return isInRange
    ? Number(value)
    : refuseArgument(name, value, `${name} must be an integer from ${least} to ${most}.`);
}
