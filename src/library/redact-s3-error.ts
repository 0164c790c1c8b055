/** Removing secrets from an error or a log before others read it. */
import { octetsFromText, textFromOctets } from '../bytes/octets.ts';
import { maskPastedSecrets } from '../evidence/mask-pasted-secrets.ts';

export interface RedactOptions {
  /** These are masked wherever they are, with or without a name in front of them; from 8 bytes on in any spelling. */
  readonly secrets?: readonly string[];
}

/**
 * Gives a text in which each secret is overwritten with as many `*` as it has bytes, so that it can be shown to others:
 * S3's answer, a log, a curl command. Masked are secret access keys, session tokens, signing keys, keys of SSE-C, the
 * signatures of presigned URLs and forms, passwords, cookies, and what other kinds of authentication send, where something
 * announces them; and each of them wherever else it is, in any spelling. Kept is what a diagnosis needs: access key IDs,
 * the signature of an Authorization header, SignatureProvided, both texts, hosts, buckets, keys, request IDs.
 * See https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html.
 */
export function redactS3Error(text: string, { secrets = [] }: RedactOptions = {}): string {
  // A program without types may give the error itself, or its bytes.
  const octetsOf = (given: unknown) => octetsFromText(String(given));
  const masked = maskPastedSecrets(octetsOf(text), secrets.map(octetsOf));
  return textFromOctets(masked) ?? masked;
}
