/** Masks what proves or grants access in a message that leaves this computer: signatures, tokens, and cookies. */

import { EMPTY, type Octets } from '../../bytes/octets.ts';
import { TRAILER_SIGNATURE } from '../../http/aws-chunked/write.ts';
import { otherSchemeOfHeader } from '../claims/other-schemes.ts';
import { isSecretName, maskSecretsIn } from './secret-headers.ts';

/** The headers of responses whose values are secrets, in addition to those of requests. */
const RESPONSE_SECRETS: ReadonlySet<string> = new Set(['set-cookie', 'www-authenticate', 'authentication-info']);

const stars = ({ length }: string): Octets => '*'.repeat(length) as Octets;

/**
 * Matches the signatures in headers, queries, chunks, trailers, and form fields. The groups are what comes before the
 * signature, and the signature.
 */
const SIGNATURES: readonly RegExp[] = [
  /(\bSignature=)([^&,;"\x00-\x20]+)/gi,
  /(\bchunk-signature=)([\da-f]+)/gi,
  new RegExp(String.raw`(\b${TRAILER_SIGNATURE}:[ \t]*)([\da-f]+)`, 'gi'),
  /(\bname="(?:(?:x-[a-z]+-)?signature|x-[a-z]+-security-token)"\r?\n\r?\n)([^\r\n]+)/gi,
];

/** Returns the text with each signature replaced by `*`. Lengths do not change. */
export function maskSignaturesIn(octets: Octets): Octets {
  return SIGNATURES.reduce<string>(
    (text, pattern) => text.replace(pattern, (_, before: string, signature: string) => before + stars(signature)),
    octets,
  ) as Octets;
}

/** Returns a target or a URL without its signature and its tokens. */
export const maskTarget = (target: Octets): Octets => maskSignaturesIn(maskSecretsIn(target));

const isSigned = (value: Octets): boolean => /^AWS4-[A-Z0-9-]+ /.test(value) || otherSchemeOfHeader(value) !== null;

/**
 * Returns the value of a header as it may leave this computer. Of an AWS Authorization header, only the signature is
 * masked, because the rest says how the request was signed.
 */
export function maskHeader(name: Octets, value: Octets): Octets {
  const isAuthorization = name.toLowerCase() === 'authorization';
  if (isAuthorization && isSigned(value)) return maskSignaturesIn(value);
  return isSecretName(name) || RESPONSE_SECRETS.has(name.toLowerCase()) ? stars(value) : maskTarget(value);
}

/**
 * Returns the values that are masked in a head, so that they can be masked in bodies too, such as an error that quotes
 * them.
 */
export function maskedValues(
  headers: readonly { readonly name: { readonly octets: Octets }; readonly value: { readonly octets: Octets } }[],
  target: Octets,
): Octets[] {
  const texts = [
    [target, maskTarget(target)],
    ...headers.map(({ name, value }) => [value.octets, maskHeader(name.octets, value.octets)]),
  ];
  return texts.flatMap(([text = EMPTY, masked = EMPTY]) =>
    [...masked.matchAll(/\*{8,}/g)].map(({ 0: run, index }) => text.slice(index, index + run.length) as Octets),
  );
}
