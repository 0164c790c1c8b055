/**
 * Checks the checksums that the head names. Each of them must be one that can be compared, and an announced checksum
 * must be sent.
 */
import { asText, type Octets } from '../../bytes/octets.ts';
import { CHECKSUM_NAMES } from '../../crypto/checksums.ts';
import { headerValue, headerValues, listElements } from '../../http/message.ts';
import type { Claim } from '../../sigv4/claims/claim.ts';
import { isInEffect } from '../../sigv4/claims/hoisted-headers.ts';
import { CHECKSUM_PREFIX, isChecksum } from '../../sigv4/claims/sent-checksums.ts';
import { AMZ_HEADERS } from '../../sigv4/names.ts';
import { type Refusal, refuse, refuseHeader } from '../answers/answer.ts';
import type { Examined } from '../examined.ts';

/** The header that SDKs use to announce a checksum. */
const SDK_ALGORITHM = 'x-amz-sdk-checksum-algorithm';

/** Checksums that S3 supports but the sandbox cannot compute. */
const NOT_OFFERED = ['xxhash64', 'xxhash3', 'xxhash128'];

/**
 * Checks the names of checksums in headers, in the query, in form fields, and in the header that announces the trailer.
 */
export function checkAnnouncedChecksums(_claim: Claim, examined: Examined): Refusal | null {
  const { sent, form } = examined;
  const fields = form ? form.fields.map(({ name }) => name) : sent.head.headers.map(({ name }) => name.octets);
  const inQuery = examined
    .hoisted()
    .filter(isInEffect)
    .map(({ name }) => name.octets);
  const trailers = headerValues(sent.head.headers, AMZ_HEADERS.trailer).flatMap(({ octets }) => listElements(octets));
  const sentNames = checksumNames([...fields, ...inQuery]);
  const refusal = refuseUnknown(sentNames) ?? refuseTrailer(trailers);
  const all = [...sentNames, ...checksumNames(trailers)];
  return refusal ?? checkAlgorithm(all, headerValue(sent.head.headers, SDK_ALGORITHM)?.octets);
}

const checksumNames = (names: readonly Octets[]) => names.filter(isChecksum).map((name) => name.toLowerCase());

/** Refuses a trailer that is not a checksum. The message has been observed in S3 (https://github.com/versity/versitygw/issues/1161). */
function refuseTrailer(names: readonly Octets[]): Refusal | null {
  const known: readonly string[] = CHECKSUM_NAMES;
  const isKnown = (name: Octets) => isChecksum(name) && known.includes(checksumOf(name.toLowerCase()));
  const unknown = names.find((name) => !isKnown(name));
  if (unknown === undefined) return null;
  return refuseNotOffered(unknown.toLowerCase()) ?? refuse('InvalidRequest', {}, OTHER_TRAILER);
}

const OTHER_TRAILER = 'The value specified in the x-amz-trailer header is not supported';

const checksumOf = (name: string) => name.slice(CHECKSUM_PREFIX.length);

function refuseNotOffered(name: string): Refusal | null {
  return NOT_OFFERED.includes(checksumOf(name)) ? refuseHeader(name) : null;
}

function refuseUnknown(named: readonly string[]): Refusal | null {
  const known: readonly string[] = CHECKSUM_NAMES;
  const unknown = named.find((name) => !known.includes(checksumOf(name)));
  if (unknown === undefined) return null;
  return (
    refuseNotOffered(unknown) ??
    refuse('InvalidRequest', {}, `The algorithm type you specified in ${CHECKSUM_PREFIX} header is invalid.`)
  );
}

/** Checks that the checksum that an SDK announces is sent (https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html). */
function checkAlgorithm(named: readonly string[], algorithm: Octets | undefined): Refusal | null {
  if (algorithm === undefined) return null;
  if (named.length === 0) {
    const message = `${SDK_ALGORITHM} specified, but no corresponding ${CHECKSUM_PREFIX}* or x-amz-trailer headers were found.`;
    return refuse('InvalidRequest', {}, message);
  }
  if (named.includes(CHECKSUM_PREFIX + asText(algorithm).toLowerCase())) return null;
  return refuse('InvalidRequest', {}, `Value for ${SDK_ALGORITHM} header is invalid.`);
}
