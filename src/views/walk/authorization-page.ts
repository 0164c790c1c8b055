/** Creates the pages that show how the signature is computed, and the header or URL that carries it. */

import { AMZ_PARAMETERS } from '../../sigv4/names.ts';
import { PRIVATE_KEY, PUBLIC_KEY } from '../../sigv4/stages/asymmetric-key.ts';
import { AUTHORIZATION, SIGNATURE } from '../../sigv4/stages/authorization.ts';
import { PRESIGNED_URL } from '../../sigv4/stages/presigned-url.ts';
import { EXPIRES, TIMESTAMP } from '../../sigv4/stages/request.ts';
import { SIGNING_KEY, SIGNING_KEY_STAGE } from '../../sigv4/stages/signing-key.ts';
import { STRING_TO_SIGN, STRING_TO_SIGN_STAGE } from '../../sigv4/stages/string-to-sign.ts';
import { readTimestamp } from '../../sigv4/timestamp.ts';
import { rangesBefore } from '../../trace/ranges.ts';
import type { RedactedValue } from '../../trace/redact.ts';
import { findValue } from '../../trace/trace.ts';
import { momentInWords } from '../../verification/moments.ts';
import { written } from '../characters/visible.ts';
import { requireValue, stepOf, type WalkFacts } from '../facts.ts';
import { aside, type Block, type Explanation, heading, type Line, line, type PageContent, prose } from '../page.ts';
import { hmacLine, keptDigits } from '../shell.ts';
import { checkNote, checkRuns, digestLine, inText, partLine, shellBlock, valueLine } from '../value-blocks.ts';

/** Shows the header that carries the signature, part by part, and how the signature is computed. */
export function authorizationPage(facts: WalkFacts): PageContent {
  const authorization = requireValue(facts, AUTHORIZATION);
  return {
    main: partLines(facts, authorization),
    blocks: [
      ...signatureBlocks(facts),
      prose(`The header does not contain the secret access key. ${serverInWords(facts)}`),
      ...signatureCommand(facts),
    ],
  };
}

const serverInWords = ({ trace }: WalkFacts) =>
  findValue(trace, PUBLIC_KEY.id)
    ? 'The server looks up the public key by the access key ID and verifies the signature of the request that it received.'
    : 'The server looks up the secret access key by the access key ID, calculates the signature of the request that it received, and compares it with the one in the header.';

const PARTS: readonly (readonly [label: string, RegExp, Explanation])[] = [
  ['algorithm', /^[^ ]* /, { rule: 'the algorithm', why: 'the server must compute the same signature' }],
  [
    'credential',
    /Credential=[^,]*,? ?/,
    { rule: 'the access key ID and the scope', why: 'the server looks up the secret by the access key ID' },
  ],
  [
    'names',
    /SignedHeaders=[^,]*,? ?/,
    { rule: 'the names of the signed headers', why: 'the server must rebuild the same canonical request' },
  ],
  ['signature', /Signature=.*/, { why: 'the server compares it with the signature that it computes' }],
];

/** Shows the value of the Authorization header, with one part on each line. */
function partLines(facts: WalkFacts, authorization: RedactedValue): Line[] {
  return PARTS.flatMap(([label, pattern, explains]): Line[] => {
    const match = pattern.exec(authorization.bytes.octets);
    if (!match) return [];
    const end = match.index + match[0].length;
    const note = label === 'signature' ? checkNote(facts, SIGNATURE.id) || label : label;
    return [{ ...partLine(label, authorization, { start: match.index, end }), note, explains }];
  });
}

export function presignedUrlPage(facts: WalkFacts): PageContent {
  const url = requireValue(facts, PRESIGNED_URL);
  return {
    main: urlLines(url),
    blocks: [
      ...signatureBlocks(facts),
      prose(
        `The URL is valid until ${expiryInWords(facts)}. Anyone who has it can use it until then, so treat it as a secret.`,
      ),
      ...signatureCommand(facts),
    ],
  };
}

/** Returns the part of the URL before its query, followed by each parameter with its `?` or `&`. */
function urlLines(url: RedactedValue): Line[] {
  const { octets } = url.bytes;
  return rangesBefore(octets, /[?&]/g).map((range, index) => {
    const text = octets.slice(range.start, range.end);
    const label = index === 0 ? 'address' : text.startsWith(`&${AMZ_PARAMETERS.signature}=`) ? 'not signed' : 'signed';
    return { ...partLine(label, url, range), explains: index === 0 ? ADDRESS : PARAMETER };
  });
}

const ADDRESS: Explanation = { why: 'the host and the path are signed; the scheme is not' };
const PARAMETER: Explanation = { why: 'every parameter is signed, except the signature itself' };

function expiryInWords(facts: WalkFacts): string {
  const from = readTimestamp(requireValue(facts, TIMESTAMP).bytes.octets) ?? 0;
  const seconds = Number(requireValue(facts, EXPIRES).bytes.octets);
  return momentInWords(from + seconds * 1000);
}

export function signatureBlocks(facts: WalkFacts): Block[] {
  return findValue(facts.trace, PRIVATE_KEY.id) ? ecdsaBlocks(facts) : hmacBlocks(facts);
}

function hmacBlocks(facts: WalkFacts): Block[] {
  const key = requireValue(facts, SIGNING_KEY);
  const { length } = key.bytes.octets;
  const story = `the SigningKey of ${stepOf(facts, SIGNING_KEY_STAGE)}: ${length} bytes, shown as hexadecimal digits`;
  return [
    heading('Signature = hexadecimal(HMAC-SHA256(key, message))'),
    inText(valueLine('key', key, story), { note: 'key' }),
    messageLine(facts),
    digestLine(facts, 'signature', requireValue(facts, SIGNATURE)),
    ...beforeLines(facts),
  ];
}

/** Shows the signature before an edit, to compare the two. Its bytes are not in this trace, so they have no origin. */
const beforeLines = ({ signatureBefore }: WalkFacts): Line[] =>
  signatureBefore === undefined ? [] : [inText(line('before', signatureBefore), { note: 'before' })];

function ecdsaBlocks(facts: WalkFacts): Block[] {
  const signature = requireValue(facts, SIGNATURE);
  const step = stepOf(facts, SIGNING_KEY_STAGE);
  return [
    heading('Signature = hexadecimal(ECDSA(private key, SHA-256(message)))', ...checkRuns(facts, signature.id)),
    inText(valueLine('key', requireValue(facts, PRIVATE_KEY), `the private key of ${step}`)),
    messageLine(facts),
    inText(valueLine('signature', signature)),
    prose(
      'ECDSA uses a random number for each signature, so signing the same message again gives a different signature. ',
      'Both are valid. They cannot be compared, but anyone who has the public key can verify each of them.',
    ),
    inText(valueLine('public key', requireValue(facts, PUBLIC_KEY))),
  ];
}

function messageLine(facts: WalkFacts) {
  const where = stepOf(facts, STRING_TO_SIGN_STAGE);
  return inText(line('message', aside(`the string to sign, ${where}`), 'all of it, without a newline at the end'));
}

/**
 * Returns the shell command that prints the signature. If the key is masked, the command uses a variable that is set by
 * the commands on the page of the signing key.
 */
export function signatureCommand(facts: WalkFacts): Block[] {
  const signingKey = findValue(facts.trace, SIGNING_KEY.id);
  const message = requireValue(facts, STRING_TO_SIGN);
  if (!signingKey || message.masked.length > 0) return [];
  const command = hmacLine(message.bytes.octets, '"hexkey:$key"');
  const digits = written(signingKey.bytes.octets, 'digits');
  const isMasked = signingKey.masked.length > 0;
  const before = `The signature ($key is the output of the commands of ${stepOf(facts, SIGNING_KEY_STAGE)}):`;
  return isMasked ? shellBlock(before, command) : shellBlock('The signature:', command, keptDigits(digits));
}
