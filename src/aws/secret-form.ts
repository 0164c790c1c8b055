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
export const hasFormOfId = (text: string): boolean => ID_OF_AWS.test(copiedWithout(text));

const ID_OF_AWS = /^A[KS]IA[A-Z0-9]{12,124}$/;

/** Returns a copied text without the quotation marks, white space, and invisible characters around it. */
const copiedWithout = (text: string): string => text.replace(/^[^A-Za-z0-9/+]+|[^A-Za-z0-9/+]+$/g, '');

/** Returns the secrets in a text that should have none. They may have something around them, such as quotation marks. */
export function misplacedSecrets(text: string): string[] {
  const pieces = [text, decoded(text)].flatMap((spelling) => spelling.split(/[^A-Za-z0-9/+]+/));
  return [...new Set(pieces.filter(hasFormOfSecret))];
}

/**
 * The forms by which two that were swapped are told: that of the ID, in the place of the secret, and that of the secret. An
 * ID of AWS is told from all other texts, so any part of a secret can be in its place. Those of R2 are the ID and the
 * SHA-256 of a token (https://developers.cloudflare.com/r2/api/tokens/).
 */
const SWAPPED: readonly { readonly id: RegExp; readonly secret: RegExp }[] = [
  { id: ID_OF_AWS, secret: /^/ },
  { id: /^[0-9a-f]{32}$/, secret: /^[0-9a-f]{64}$/ },
];

/**
 * Returns the texts in the place of an access key ID that are certainly secrets. They may have the ID around them, too. A
 * secret of AWS has 40 characters; a longer text of letters and digits, or one with a prefix, can be an ID of another
 * server, so it is a secret only beside an ID of AWS, or if the ID is in the place of the secret.
 */
export function secretsInPlaceOfId(accessKeyId: string, secretAccessKey: string): string[] {
  const words = accessKeyId.split(/[^A-Za-z0-9._-]+/).map(copiedWithout);
  const certain = misplacedSecrets(accessKeyId).filter(
    (secret) => isIdOfAws(accessKeyId) || /[/+]/.test(secret) || (secret.length === 40 && words.includes(secret)),
  );
  const [inIdPlace, inSecretPlace] = [copiedWithout(accessKeyId), copiedWithout(secretAccessKey)];
  const isSwapped = SWAPPED.some(
    ({ id, secret }) => id.test(inSecretPlace) && !id.test(inIdPlace) && secret.test(inIdPlace),
  );
  const isWithin = secretAccessKey.length >= SHORTEST_WITHIN && accessKeyId !== secretAccessKey;
  const within = isWithin && accessKeyId.includes(secretAccessKey) ? [secretAccessKey] : [];
  return [...new Set([...certain, ...(isSwapped ? [inIdPlace] : []), ...within])];
}

/** The fewest characters of a secret that is looked for within its ID. A shorter one can be there by chance. */
const SHORTEST_WITHIN = 8;

/** Returns whether a text has white space in it, also at its ends, or an invisible character. No key of AWS has one. */
export const hasWhiteSpace = (text: string): boolean => /[\s\u00ad\u200b-\u200f\u2060\ufeff]/.test(text);

/** Returns whether the secret of an access key ID of AWS has white space in it. Other servers accept any secret, a passphrase too. */
export const isSpacedSecret = (accessKeyId: string, secret: string): boolean =>
  hasFormOfId(accessKeyId) && hasWhiteSpace(secret);

const decoded = (text: string): string => text.replace(/%2F/gi, '/').replace(/%2B/gi, '+');

/**
 * Returns whether the text in the place of an access key ID can be shown. An ID has letters of one case and digits, or
 * is short and has none of the characters that separate it from a secret. Others, such as Cloudflare, issue IDs of 32
 * hexadecimal digits, and secrets of 64.
 */
export function isPlainId(text: string): boolean {
  return /^(?:[A-Z0-9]{1,128}|[a-z0-9]{1,32}|[^\s:=/+%]{1,26})$/u.test(copiedWithout(text));
}
