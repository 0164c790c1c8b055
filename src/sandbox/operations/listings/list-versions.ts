/**
 * Implements ListObjectVersions for buckets without versioning, in which every object has exactly one version, `null`
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html).
 */
import { asText, EMPTY, type Octets } from '../../../bytes/octets.ts';
import { isRefusal, refuseArgument, s3Answer } from '../../answers/answer.ts';
import { inBucket, type Operation, parameter } from '../../asked.ts';
import type { StoredObject } from '../../storage/stored-object.ts';
import { describedObject, entriesOf, pageElements, writer } from './list-objects.ts';
import { LISTING_PARAMETERS, listingPage, listingParameters } from './listing.ts';

export const VERSIONS_PARAMETERS = [...LISTING_PARAMETERS, 'key-marker', 'version-id-marker'];

export const listObjectVersions: Operation = inBucket((asked, { objects }) => {
  const parameters = listingParameters(asked);
  if (isRefusal(parameters)) return parameters;
  const marker = parameter(asked, 'key-marker') ?? EMPTY;
  const versionMarker = parameter(asked, 'version-id-marker') ?? EMPTY;
  if (versionMarker !== '' && marker === '') {
    const message = 'A version-id marker cannot be specified without a key marker.';
    return refuseArgument('version-id-marker', versionMarker, message);
  }
  const start = marker === '' ? ({ kind: 'beginning' } as const) : ({ kind: 'entry', after: marker } as const);
  const page = listingPage(objects.keys(), { ...parameters, start });
  const written = writer(parameters);
  const entry = (key: Octets, object: StoredObject) => ({
    Key: written(key),
    VersionId: 'null',
    IsLatest: true,
    ...describedObject(object, 'with-owner'),
  });
  return s3Answer('ListVersionsResult', {
    Name: asText(asked.bucket),
    Prefix: written(parameters.prefix),
    KeyMarker: written(marker),
    VersionIdMarker: asText(versionMarker),
    ...(page.last !== null && { NextKeyMarker: written(page.last), NextVersionIdMarker: 'null' }),
    ...pageElements(parameters, page, { Version: entriesOf(objects, page, entry) }),
  });
});
