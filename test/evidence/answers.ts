/** Answers of servers for the tests, made of a canonical request by hand: what a server of a family sends for it. */

import { createHash } from 'node:crypto';
import { octetsFromText } from '../../src/bytes/octets.ts';
import type { Evidence, Piece, QuotedText, ServerAnswer, Strings } from '../../src/evidence/evidence.ts';
import { readEvidence } from '../../src/evidence/read-evidence.ts';
import { sound } from '../support/problems.ts';
import { named } from '../support/sources.ts';

export const MISMATCH =
  'The request signature we calculated does not match the signature you provided. Check your key and signing method.';
export const PROVIDED = 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41';
export const KEY_ID = 'AKIAIOSFODNN7EXAMPLE';
const EMPTY_HASH = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/** AWS's example (https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html), GET Object. */
export const GET_OBJECT = [
  'GET',
  '/test.txt',
  '',
  'host:examplebucket.s3.amazonaws.com',
  'range:bytes=0-9',
  `x-amz-content-sha256:${EMPTY_HASH}`,
  'x-amz-date:20130524T000000Z',
  '',
  'host;range;x-amz-content-sha256;x-amz-date',
  EMPTY_HASH,
].join('\n');
/** The same page, GET Bucket (List Objects). */
export const LIST_OBJECTS = [
  'GET',
  '/',
  'max-keys=2&prefix=J',
  'host:examplebucket.s3.amazonaws.com',
  `x-amz-content-sha256:${EMPTY_HASH}`,
  'x-amz-date:20130524T000000Z',
  '',
  'host;x-amz-content-sha256;x-amz-date',
  EMPTY_HASH,
].join('\n');
/** With words, an empty value, characters of XML, and a payload that is not hashed. */
export const AWKWARD = [
  'PUT',
  "/a%20%26b/it's%3C1%3E.txt",
  'partNumber=1&uploadId=a%2Bb&x-id=UploadPart',
  'content-type:text/plain; charset=utf-8',
  'host:localhost:9000',
  'range:',
  'user-agent:aws-sdk-go-v2/1.30 ua/2.1 os/linux lang/go#1.22 "quoted" <x> & \\d',
  'x-amz-content-sha256:UNSIGNED-PAYLOAD',
  'x-amz-date:20130524T000000Z',
  'x-amz-meta-note:caf\u00e9 \u{1f600}',
  '',
  'content-type;host;range;user-agent;x-amz-content-sha256;x-amz-date;x-amz-meta-note',
  'UNSIGNED-PAYLOAD',
].join('\n');

export const CANONICAL_REQUESTS = { GET_OBJECT, LIST_OBJECTS, AWKWARD };

export const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');

export const toSign = (canonicalRequest: string) =>
  `AWS4-HMAC-SHA256\n20130524T000000Z\n20130524/us-east-1/s3/aws4_request\n${sha256(canonicalRequest)}`;

const xmlText = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

export const hexBytes = (text: string) =>
  [...Buffer.from(text, 'utf8')].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
export const decimalBytes = (text: string) => [...Buffer.from(text, 'utf8')].join(' ');

export const element = (name: string, value: string) => `<${name}>${xmlText(value)}</${name}>`;

export const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** AWS's answer without the numbers, so that only the text can be read. */
export const answerInText = (canonicalRequest: string) =>
  `${DECLARATION}<Error>${[
    element('Code', 'SignatureDoesNotMatch'),
    element('Message', MISMATCH),
    element('AWSAccessKeyId', KEY_ID),
    element('StringToSign', toSign(canonicalRequest)),
    element('SignatureProvided', PROVIDED),
    element('CanonicalRequest', canonicalRequest),
    element('RequestId', '4442587FB7D0A2F9'),
    element('HostId', 'abc='),
  ].join('')}</Error>`;

/** The whole of it. */
export const answerOfAws = (canonicalRequest: string) =>
  answerInText(canonicalRequest)
    .replace(
      '<CanonicalRequest>',
      `${element('StringToSignBytes', hexBytes(toSign(canonicalRequest)))}<CanonicalRequest>`,
    )
    .replace('<RequestId>', `${element('CanonicalRequestBytes', hexBytes(canonicalRequest))}<RequestId>`);

export const piece = (text: string, by = 'paste'): Piece => ({ octets: octetsFromText(text), by: named(by) });

export const evidenceIn = (...texts: readonly string[]): Evidence =>
  sound(readEvidence(texts.map((text, index) => piece(text, `piece ${index + 1}`))));

export function answerIn(...texts: readonly string[]): ServerAnswer {
  const { answer } = evidenceIn(...texts);
  if (!answer) throw new Error('there is no answer');
  return answer;
}

export function clientIn(...texts: readonly string[]): Strings {
  const { client } = evidenceIn(...texts);
  if (!client) throw new Error('nothing of the client');
  return client;
}

export const asText = (quoted: QuotedText | null) => quoted && Buffer.from(quoted.octets, 'latin1').toString('utf8');
