/** Removes secrets from an error or a log so that the text can be shared. */
import { asText, octetsFromText } from '../bytes/octets.ts';
import { maskPastedSecrets } from '../evidence/secrets/mask-pasted-secrets.ts';

export interface RedactOptions {
  /**
   * Secrets to mask wherever they occur, with or without a label. A secret of at least 8 bytes is also masked in
   * encoded form, such as hexadecimal or base64.
   */
  readonly secrets?: readonly string[];
}

/**
 * Replaces each byte of each secret in a text with `*`. Afterwards, an S3 response, a log, or a curl command can be
 * shared. The masked secrets are secret access keys, session tokens, signing keys, SSE-C keys, the signatures of
 * presigned URLs and forms, passwords, cookies, and the credentials of other authentication schemes. Each secret is
 * masked after its label and wherever it occurs again. The text keeps everything that a diagnosis needs: access key
 * IDs, the signature in an Authorization header, SignatureProvided, the canonical request, the string to sign, hosts,
 * buckets, object keys, and request IDs. See https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html.
 */
export function redactS3Error(text: string, { secrets = [] }: RedactOptions = {}): string {
  // Untyped code may pass an error object or bytes.
  const octetsOf = (given: unknown) => octetsFromText(String(given));
  return asText(maskPastedSecrets(octetsOf(text), secrets.map(octetsOf)));
}
