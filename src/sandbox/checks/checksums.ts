/** Checksums of the object that came with it (https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html). */
import { decodeBase64 } from '../../bytes/base64.ts';
import { checksumLength } from '../../crypto/checksums.ts';
import { CHECKSUM_PREFIX, checksumOf, type SentChecksum } from '../../sigv4/claims/sent-checksums.ts';
import type { Content } from '../../verification/examine.ts';
import { type Refusal, refuse } from '../answer.ts';
import type { Examined } from '../examined.ts';

export function checkChecksums({ payload }: Content, { checksums }: Examined): Refusal | null {
  const all = checksums();
  const [sent, ...others] = all;
  if (!sent) return null;
  if (others.length > 0) return refuseSeveral(all);
  const { name, base64, where } = sent;
  if (base64.length !== checksumLength(name) || decodeBase64(base64) === null) {
    return refuse('InvalidRequest', [], `Value for ${CHECKSUM_PREFIX}${name} ${where} is invalid.`);
  }
  if (checksumOf(name, payload) === base64) return null;
  const message = `The ${name.toUpperCase()} you specified did not match the calculated checksum.`;
  return refuse('BadDigest', [], message);
}

/** S3 has two sentences for it. */
function refuseSeveral(all: readonly SentChecksum[]): Refusal {
  const isMixed = new Set(all.map(({ where }) => where)).size > 1;
  const more = isMixed ? '' : '. Multiple checksum Types are not allowed.';
  return refuse('InvalidRequest', [], `Expecting a single ${CHECKSUM_PREFIX} header${more}`);
}
