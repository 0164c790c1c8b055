/** Removes secrets from an error or a log before others read it. */
import { octetsFromText, textFromOctets } from '../bytes/octets.ts';
import { maskPastedSecrets } from '../evidence/mask-pasted-secrets.ts';

export interface RedactOptions {
  /** Secrets to mask wherever they occur, with or without a label; those of 8 bytes or more in any spelling. */
  readonly secrets?: readonly string[];
}

/**
 * Overwrites each secret in a text with as many `*` as it has bytes. Afterwards, S3's answer, a log, or a curl command
 * can be shown to others. Masks secret access keys, session tokens, signing keys, keys of SSE-C, the signatures of
 * presigned URLs and forms, passwords, cookies, and the credentials of other kinds of authentication, both after a
 * label and wherever they occur again. Keeps what a diagnosis needs: access key IDs, the signature of an Authorization
 * header, SignatureProvided, both texts, hosts, buckets, keys, and request IDs. See
 * https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html.
 */
export function redactS3Error(text: string, { secrets = [] }: RedactOptions = {}): string {
  // Code without types may pass the error itself, or its bytes.
  const octetsOf = (given: unknown) => octetsFromText(String(given));
  const masked = maskPastedSecrets(octetsOf(text), secrets.map(octetsOf));
  return textFromOctets(masked) ?? masked;
}
