/** Finds faults that are visible in the request itself, without the secret or the other side's text. */

import { EMPTY } from '../../bytes/octets.ts';
import { sha256Hex } from '../../crypto/digests.ts';
import { headerValue, headerValues } from '../../http/message.ts';
import { mayBeSignersMistake, saysMismatch } from '../answers/mismatch.ts';
import { unsignedNames } from '../answers/unsigned-headers.ts';
import { type Cause, explains, possible, type Suspicion } from '../cause.ts';
import type { Sides } from '../sides.ts';
import { seenHeader } from '../signs.ts';

type Check = (sides: Sides) => Suspicion | null;

/** Zero-width characters, the soft hyphen, and directional marks, in UTF-8 and percent-encoded. */
const INVISIBLE =
  /\xe2\x80[\x8b-\x8f\xaa-\xae]|\xe2\x81[\xa0-\xa4]|\xef\xbb\xbf|\xc2\xad|%E2%80%(?:8[B-F]|A[A-E])|%E2%81%A[0-4]|%EF%BB%BF|%C2%AD/i;

/**
 * Matches unescaped characters in the path. Escaped characters are no sign of damage, because a key may contain any
 * character.
 */
const UNESCAPED = /[\x80-\xff]/;

function invisibleInUrl({ request }: Sides): Suspicion | null {
  const target = request?.head.target.octets ?? '';
  const found = target.split(/[?&]/).some((part) => {
    const [character] = INVISIBLE.exec(part) ?? [];
    return character !== undefined && (UNESCAPED.test(character) || /^X-Amz-/i.test(part));
  });
  if (!found) return null;
  return explains(
    'The URL contains a character that is not visible, such as a zero-width space: a document or a chat put it there.',
    {
      variant: 'invisible-character',
      fix: 'Copy the URL as plain text, or type the part around the invisible character again.',
    },
  );
}

const authorizationOf = ({ request }: Sides): string =>
  (request && headerValue(request.head.headers, 'authorization')?.octets) ?? '';

function invisibleInHeader(sides: Sides): Suspicion | null {
  if (!INVISIBLE.test(authorizationOf(sides))) return null;
  return explains('The Authorization header contains a character that is not visible, such as a zero-width space.', {
    variant: 'invisible-character',
    fix: 'Copy the access key ID again as plain text, and check the file that it comes from for invisible characters.',
  });
}

/** The minimum length of a signature that is checked. A shorter signature was truncated on purpose to hide it. */
const FEWEST = 48;
const MOST = 80;

/**
 * Suspects a signature of the wrong length. Only AWS4-HMAC-SHA256 signatures are checked, because SigV4A signatures
 * have other lengths.
 */
function signatureLength(sides: Sides): Suspicion | null {
  const [, signature = ''] = /^AWS4-HMAC-SHA256\b[\s\S]*\bSignature=([0-9a-f]+)\s*$/.exec(authorizationOf(sides)) ?? [];
  if (signature.length === 64 || signature.length < FEWEST || signature.length > MOST) return null;
  return explains(`The signature has ${signature.length} hexadecimal digits instead of 64.`, {
    variant: 'digits',
    fix: 'Write each of the 32 bytes as two digits: printf "%02x", not "%x", and do not cut the text.',
  });
}

/**
 * Suspects a secret access key where the access key ID should be. An AWS secret has 40 base64 characters, whereas an
 * access key ID has 20 uppercase letters and digits.
 */
function secretAsKeyId({ claim }: Sides): Suspicion | null {
  const keyId = claim?.accessKeyId.octets ?? '';
  if (!/^[A-Za-z0-9/+]{40}$/.test(keyId) || !/[a-z]/.test(keyId) || !/[A-Z]/.test(keyId)) return null;
  return explains(
    'The access key ID has the form of a secret access key: the two are probably swapped, and the secret was sent.',
    {
      variant: 'secret-as-key-id',
      fix: 'Swap the two settings, and replace this key: its secret was sent in plain text.',
    },
  );
}

/**
 * Suspects an unsorted list of signed headers. A server that sorts the list computes another text, even if the
 * signature is right for the list as sent.
 */
function unsortedList({ claim, answer }: Sides): Suspicion | null {
  if (claim?.signed.kind !== 'request' || !saysMismatch(answer)) return null;
  const names = claim.signed.signedHeaderNames.map(({ octets }) => octets);
  const isSorted = names.every((name, at) => at === 0 || (names[at - 1] ?? '') <= name);
  return isSorted ? null : possible('SignedHeaders of the request is not in the order of the names.');
}

/** Suspects a scope whose date differs from the date of the signed time, or a request that has two times. */
function twoDates({ claim, request, answer }: Sides): Suspicion | null {
  if (!claim || !request || answer === null) return null;
  const inHeaders = headerValues(request.head.headers, 'x-amz-date').map(({ octets }) => octets.trim());
  const inQuery = /[?&]X-Amz-Date=([0-9TZ]+)/.exec(request.head.target.octets)?.[1];
  const times = [...new Set([...inHeaders, ...(inQuery === undefined ? [] : [inQuery])])];
  if (times.length > 1) {
    const says = `The request has two times: ${times.slice(0, 2).filter(isTime).join(' and ') || 'x-amz-date twice'}.`;
    return explains(says, { variant: 'two-times', fix: 'Send one x-amz-date, the one that is signed.' });
  }
  const [day, time] = [claim.scope.date.octets, claim.timestamp.octets];
  if (!/^\d{8}$/.test(day) || !isTime(time) || time.startsWith(day)) return null;
  const says = `The credential is for ${day}, and the request is of ${time.slice(0, 8)}.`;
  return explains(says, { variant: 'two-days', fix: 'Make both from one reading of the clock, in UTC.' });
}

/** Suspects an unsigned Host, which every service requires, or an unsigned x-amz-date, which S3 requires. */
function unsignedByRequest(sides: Sides): Suspicion | null {
  const { claim, answer } = sides;
  if (claim?.signed.kind !== 'request' || !saysMismatch(answer) || !mayBeSignersMistake(sides)) return null;
  const unsigned = unsignedNames(sides) ?? [];
  if (unsigned.includes('host')) return explains('Host is not among the signed headers.', { variant: 'host' });
  if (!unsigned.includes('x-amz-date')) return null;
  return possible('x-amz-date was sent but is not among the signed headers.', { variant: 'date' });
}

/** Suspects a body that does not match its stated hash. The pasted body may be incomplete. */
function bodyOfOtherHash(sides: Sides): Suspicion | null {
  const { request, scheme, answer } = sides;
  const stated = seenHeader(sides, 'x-amz-content-sha256') ?? '';
  const hash = request?.hashedBody?.sha256 ?? (request?.body ? sha256Hex(request.body) : null);
  if (hash === null || scheme === 'query' || !/^[0-9a-f]{64}$/.test(stated) || !mayBeAboutBody(answer)) return null;
  // The hash of an empty body is a separate cause.
  if (stated === hash || stated === sha256Hex(EMPTY)) return null;
  return possible(
    'The body does not have the hash in x-amz-content-sha256: it was changed after it was hashed, or it is not pasted as it was sent.',
    { variant: 'body-of-another-hash' },
  );
}

const mayBeAboutBody = (answer: Sides['answer']): boolean =>
  saysMismatch(answer) || /^(?:XAmzContentSHA256Mismatch|BadDigest|InvalidDigest)$/.test(answer?.code ?? '');

const isTime = (text: string): boolean => /^\d{8}T\d{6}Z$/.test(text);

/** The checks, each keyed by cause ID. */
const CHECKS: Readonly<Record<string, Check>> = {
  'presigned-url-mangled': invisibleInUrl,
  'authorization-header-malformed': invisibleInHeader,
  'signature-not-hexadecimal': signatureLength,
  'wrong-kind-of-credential': secretAsKeyId,
  'headers-not-sorted': unsortedList,
  'scope-date-differs': twoDates,
  'xamz-header-not-signed': unsignedByRequest,
  'payload-changed-after-signing': bodyOfOtherHash,
};

/**
 * Returns the cause with its check added. The check's result is used if it explains more than the cause's own suspicion
 * does.
 */
export function withVisibleFaults(cause: Cause): Cause {
  const check = CHECKS[cause.id];
  if (check === undefined) return cause;
  return {
    ...cause,
    suspects(sides) {
      const own = cause.suspects?.(sides) ?? null;
      if (own?.standing === 'explains' || sides.answer === null) return own;
      const seen = check(sides);
      return seen?.standing === 'explains' ? seen : (own ?? seen);
    },
  };
}
