/** Tells secret access keys from access key IDs by their form, because people swap the two. */

/**
 * Returns whether a text has the form of a secret access key, and no access key ID has this form. A secret of AWS has 40
 * characters of base64. An ID has letters of one case and digits
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html).
 */
export function hasFormOfSecret(text: string): boolean {
  return /^[A-Za-z0-9/+]{40,128}$/.test(text) && (/[/+]/.test(text) || (/[a-z]/.test(text) && /[A-Z]/.test(text)));
}
