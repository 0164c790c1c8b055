/**
 * Refusals of the siblings' storage are read, compared, and explained as those of S3 are: each mistake is made of a request
 * that the second implementation signed, refused by the sandbox in the words of its vendor, and named.
 */
import { describe, expect, it } from 'vitest';
import { breakRequest } from '../../src/breaks/break-request.ts';
import { CAUSES } from '../../src/causes/table.ts';
import { replay } from '../../src/drafts/replay.ts';
import { writeRequestHead } from '../../src/http/message.ts';
import { diagnose } from '../../src/library/diagnose.ts';
import { answerTo, SECRET } from '../support/sandbox/sandbox-client.ts';
import { rightRequestOf } from '../support/sigv4/base-requests.ts';
import { headerOf, type StorageDialect } from '../support/sigv4/independent-siblings.ts';
import { ordered, STORAGE_DIALECTS, textOf } from '../support/sigv4/sibling-order.ts';

const KEY = '/examplebucket/photos//summer%20days/a%2Bb%20%281%29.jpg';

const REQUESTS = {
  get: (dialect: StorageDialect) =>
    ordered(dialect, {
      path: KEY,
      query: 'partNumber=&response-content-language=en%2C%20de&X-a=R%26D&X-a=1',
      headers: [['Range', 'bytes=0-9']],
    }),
  put: (dialect: StorageDialect) =>
    ordered(dialect, {
      method: 'PUT',
      path: KEY,
      body: '{"a": 1}',
      headers: [
        ['Content-Type', 'application/json'],
        [headerOf(dialect, 'meta-color'), 'a  b'],
        [headerOf(dialect, 'acl'), 'private'],
      ],
    }),
} as const;

/** Some twenty mistakes in every part of a signature: in which request each is made, and its cause and variant. */
const MISTAKES: readonly (readonly [keyof typeof REQUESTS, cause: string, variant: string])[] = [
  ['get', 'method-mismatch', 'arrived-as-put'],
  ['get', 'path-normalised', 'slashes-merged'],
  ['get', 'space-plus-vs-percent20', 'signed-in-path'],
  ['get', 'path-double-encoded-on-s3', 'sent-twice'],
  ['get', 'trailing-slash', 'added'],
  ['get', 'path-prefix-stripped-by-proxy', 'first-segment'],
  ['get', 'lowercase-percent-hex', 'in-path'],
  ['get', 'query-not-sorted', 'as-sent'],
  ['get', 'query-double-encoded', 'signed-twice'],
  ['put', 'content-type-added-or-changed', 'signed-with-charset'],
  ['put', 'signed-header-never-sent', 'value-signed'],
  ['put', 'crlf-or-extra-newline', 'cr-in-headers'],
  ['get', 'crlf-or-extra-newline', 'newline-at-end'],
  ['get', 'crlf-or-extra-newline', 'string-newline-at-end'],
  ['get', 'secret-whitespace-newline', 'newline-behind'],
  ['get', 'secret-truncated', 'last-character-lost'],
  ['get', 'unknown-access-key', 'in-lower-case'],
  ['get', 'wrong-service', 'credential-for-another-service'],
  ['get', 'signing-key-not-binary', 'hex-text'],
  ['get', 'string-to-sign-misbuilt', 'timestamp-in-scope'],
  ['get', 'double-or-raw-hash', 'raw'],
  ['get', 'signature-not-hexadecimal', 'base64'],
];

type Mistake = (typeof MISTAKES)[number];

/** The mistakes that are about a vendor. */
const OF_VENDOR: Readonly<Record<StorageDialect, readonly Mistake[]>> = {
  goog4: [
    ['get', 'signed-for-another-vendor', 'prefix-of-sigv4'],
    ['get', 'signed-for-another-vendor', 'terminator-of-sigv4'],
    ['get', 'signed-for-another-vendor', 'algorithm-of-sigv4'],
    ['put', 'headers-of-another-vendor', 'sent'],
    ['get', 'host-nondefault-port-not-signed', 'port-signed'],
  ],
  oss4: [
    ['get', 'signed-for-another-vendor', 'prefix-of-sigv4'],
    ['get', 'signed-for-another-vendor', 'algorithm-of-goog4'],
    ['get', 'sibling-header-not-declared', 'not-declared'],
    ['get', 'query-valueless-param', 'with-equals'],
    ['get', 'bucket-missing-from-canonical-uri', 'key-only'],
  ],
  tos4: [
    ['get', 'signed-for-another-vendor', 'prefix-of-sigv4'],
    ['get', 'signed-for-another-vendor', 'terminator-of-oss4'],
    ['put', 'signed-for-another-vendor', 'algorithm-of-sigv4'],
  ],
};

const latin1 = (text: string) => Buffer.from(text, 'latin1');

describe.each(STORAGE_DIALECTS)('a refusal of %s', (dialect) => {
  it.each([...MISTAKES, ...OF_VENDOR[dialect]])('of a %s with %s/%s names it', (kind, causeId, variant) => {
    const right = rightRequestOf(textOf(REQUESTS[kind](dialect)));
    const mutation = CAUSES.find(({ id }) => id === causeId)?.mutations.find((one) => one.variant === variant);
    const [broken] = mutation ? breakRequest(right, mutation) : [];
    if (!broken) throw new Error('The mistake changes nothing.');
    const answer = answerTo(writeRequestHead(broken.arrived).octets + right.body);
    expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
    const { canonicalRequest, stringToSign } = replay(broken.signed);
    const given = {
      answer: latin1(answer),
      request: latin1(writeRequestHead(broken.made).octets + right.body),
    };
    const log = latin1(`CanonicalRequest:\n${canonicalRequest}\n\nStringToSign:\n${stringToSign}\n`);
    const found = [
      diagnose({ evidence: given }),
      diagnose({ evidence: { ...given, log } }),
      diagnose({ evidence: given, secretAccessKey: SECRET }),
    ];
    expect(found.map((one) => ('causes' in one ? one.causes[0]?.id : one.code))).toContain(causeId);
  });
});
