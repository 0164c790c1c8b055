/** Checksums of the object that came with it (https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html). */
import { decodeBase64 } from '../../bytes/base64.ts';
import { arrayFromOctets, type Octets } from '../../bytes/octets.ts';
import { CHECKSUM_NAMES, type ChecksumName, checksumLength, runningChecksum } from '../../crypto/checksums.ts';
import { type Refusal, refuse } from '../answer.ts';
import type { Content, Examined } from '../examined.ts';
import type { ObjectChecksum } from '../objects.ts';

interface SentChecksum extends ObjectChecksum {
  readonly where: 'header' | 'trailing header';
}

/** In headers and behind the chunks, or in the fields of a form. */
export function sentChecksums({ chunked }: Content, { received, form }: Examined): SentChecksum[] {
  const fields = form ? form.fields : received.head.headers.map(inOctets);
  const trailers = chunked?.trailers.fields.map(inOctets) ?? [];
  return [...fields.flatMap(checksumIn('header')), ...trailers.flatMap(checksumIn('trailing header'))];
}

interface Sent {
  readonly name: Octets;
  readonly value: Octets;
}

const inOctets = ({ name, value }: { name: { octets: Octets }; value: { octets: Octets } }): Sent => ({
  name: name.octets,
  value: value.octets,
});

const PREFIX = 'x-amz-checksum-';

const checksumIn =
  (where: SentChecksum['where']) =>
  ({ name, value }: Sent): SentChecksum[] => {
    const known = CHECKSUM_NAMES.find((candidate) => name.toLowerCase() === PREFIX + candidate);
    return known ? [{ name: known, base64: value, where }] : [];
  };

export function checkChecksums(content: Content, examined: Examined): Refusal | null {
  const all = sentChecksums(content, examined);
  const [sent, ...others] = all;
  if (!sent) return null;
  if (others.length > 0) return refuseSeveral(all);
  const { name, base64, where } = sent;
  if (base64.length !== checksumLength(name) || decodeBase64(base64) === null) {
    return refuse('InvalidRequest', [], `Value for ${PREFIX}${name} ${where} is invalid.`);
  }
  if (computed(name, content.payload) === base64) return null;
  const message = `The ${name.toUpperCase()} you specified did not match the calculated checksum.`;
  return refuse('BadDigest', [], message);
}

/** S3 has two sentences for it. */
function refuseSeveral(all: readonly SentChecksum[]): Refusal {
  const isMixed = new Set(all.map(({ where }) => where)).size > 1;
  const more = isMixed ? '' : '. Multiple checksum Types are not allowed.';
  return refuse('InvalidRequest', [], `Expecting a single ${PREFIX} header${more}`);
}

function computed(name: ChecksumName, payload: Octets): Octets {
  const running = runningChecksum(name);
  running.update(arrayFromOctets(payload));
  return running.base64();
}
