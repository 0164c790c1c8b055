/** Tells secret access keys from access key IDs by their form, because people swap the two. */

/**
 * Returns whether a text has the form of a secret access key, and no access key ID has this form. A secret of AWS has 40
 * characters of base64. An ID has letters of one case and digits
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html), but those of Volcengine are base64 after AKLT
 * (https://www.volcengine.com/docs/6369/67269).
 */
export function hasFormOfSecret(text: string): boolean {
  return (
    /^(?!AKLT)[A-Za-z0-9/+]{40,128}$/.test(text) && (/[/+]/.test(text) || (/[a-z]/.test(text) && /[A-Z]/.test(text)))
  );
}

/** Returns whether a text is an access key ID of AWS, or was meant to be one: perhaps cut, or with what surrounded it. */
export const isIdOfAws = (text: string): boolean => /^A[KS]IA/i.test(copiedWithout(text));

/**
 * Returns whether a text, without what surrounded it where it was copied, has the form of an access key ID of AWS: 16
 * characters or more (https://docs.aws.amazon.com/IAM/latest/APIReference/API_AccessKey.html).
 */
export const hasFormOfId = (text: string): boolean => /^A[KS]IA[A-Z0-9]{12,124}$/.test(copiedWithout(text));

/** Returns a copied text without the quotation marks, white space, and invisible characters around it. */
const copiedWithout = (text: string): string => text.replace(/^[^A-Za-z0-9/+]+|[^A-Za-z0-9/+]+$/g, '');

/** Returns the secrets in a text that should have none. They may have something around them, such as quotation marks. */
export function misplacedSecrets(text: string): string[] {
  const pieces = [text, decoded(text)].flatMap((spelling) => spelling.split(/[^A-Za-z0-9/+]+/));
  return [...new Set(pieces.filter(hasFormOfSecret))];
}

/**
 * Returns the secrets in the place of an access key ID, where they may have the ID around them, too. If the ID is in the place of the secret, the text in its own place is a secret, even a part of one.
 */
export function secretsInPlaceOfId(accessKeyId: string, secretAccessKey: string): string[] {
  const isElsewhere = hasFormOfId(secretAccessKey) && !hasFormOfId(accessKeyId);
  return [...new Set([...misplacedSecrets(accessKeyId), ...(isElsewhere ? [copiedWithout(accessKeyId)] : [])])];
}

const decoded = (text: string): string => text.replace(/%2F/gi, '/').replace(/%2B/gi, '+');

/**
 * Returns whether the text in the place of an access key ID can be shown. An ID has letters of one case and digits, or
 * is short and has none of the characters that separate it from a secret. Others, such as Cloudflare, issue IDs of 32
 * hexadecimal digits, and secrets of 64.
 */
export function isPlainId(text: string): boolean {
  return /^(?:[A-Z0-9]{1,128}|[a-z0-9]{1,32}|[^\s:=/+%]{1,26})$/u.test(copiedWithout(text));
}
