/**
 * Implements ListObjectVersions for buckets without versioning, in which every object has exactly one version, `null`
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html).
 */
import { EMPTY } from '../../../bytes/octets.ts';
import { documentAnswer, isRefusal, refuseArgument } from '../../answers/answer.ts';
import { s3Document, textOrLatin1, xmlElement } from '../../answers/xml.ts';
import { inBucket, type Operation, parameter } from '../../asked.ts';
import { OWNER } from '../buckets.ts';
import { describedObject, optional, writer } from './list-objects.ts';
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
  const next =
    page.last === null ? [] : [written('NextKeyMarker', page.last), xmlElement('NextVersionIdMarker', 'null')];
  const versions = page.keys.flatMap((key) => {
    const object = objects.get(key);
    const version = [written('Key', key), xmlElement('VersionId', 'null'), xmlElement('IsLatest', 'true')];
    return object ? [xmlElement('Version', [...version, ...describedObject(object, [OWNER])])] : [];
  });
  const content = [
    xmlElement('Name', textOrLatin1(asked.bucket)),
    written('Prefix', parameters.prefix),
    written('KeyMarker', marker),
    xmlElement('VersionIdMarker', textOrLatin1(versionMarker)),
    ...next,
    xmlElement('MaxKeys', String(parameters.maxKeys)),
    ...optional('Delimiter', parameters.delimiter, written),
    ...(parameters.encoding === 'url' ? [xmlElement('EncodingType', 'url')] : []),
    xmlElement('IsTruncated', String(page.last !== null)),
    ...versions,
    ...page.commonPrefixes.map((prefix) => xmlElement('CommonPrefixes', written('Prefix', prefix))),
  ];
  return documentAnswer(s3Document('ListVersionsResult', content));
});
