/** What clients print of what they sign, each in its own way, as threads about them show it. */

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { octetsFromArray } from '../../src/bytes/octets.ts';
import { readEvidence } from '../../src/evidence/read-evidence.ts';
import { sound } from '../support/problems.ts';
import { named } from '../support/sources.ts';
import {
  answerInText,
  asText,
  CANONICAL_REQUESTS,
  clientIn,
  evidenceIn,
  GET_OBJECT,
  LIST_OBJECTS,
  PROVIDED,
  toSign,
} from './answers.ts';

interface Style {
  readonly client: string;
  readonly source: string;
  readonly printed: (canonicalRequest: string, stringToSign: string, signature: string) => string;
  /** What it prints beside the canonical request. */
  readonly has: readonly ('string-to-sign' | 'signature' | 'hash')[];
}

const BOTH = ['string-to-sign'] as const;
const ALL = ['string-to-sign', 'signature'] as const;
const authorization = (signature: string) =>
  `AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-date, Signature=${signature}`;

const STYLES: readonly Style[] = [
  {
    client: 'aws --debug',
    source: 'https://github.com/aws/aws-cli/issues/9682',
    printed: (request, text, signature) => {
      const at = '2025-09-03 14:35:47,207 - MainThread - botocore.auth - DEBUG -';
      return `${at} Calculating signature using v4 auth.\n${at} CanonicalRequest:\n${request}\n${at} StringToSign:\n${text}\n${at} Signature:\n${signature}\n2025-09-03 14:35:47,208 - MainThread - botocore.hooks - DEBUG - Event request-created.s3.GetObject\n`;
    },
    has: ALL,
  },
  {
    client: 'boto3 with a logger of its own',
    source: 'https://github.com/seaweedfs/seaweedfs/pull/6652',
    printed: (request, text, signature) =>
      `DEBUG:botocore.auth:Calculating signature using v4 auth.\nDEBUG:botocore.auth:CanonicalRequest:\n${request}\nDEBUG:botocore.auth:StringToSign:\n${text}\nDEBUG:botocore.auth:Signature:\n${signature}\n`,
    has: ALL,
  },
  {
    client: 'AWS SDK for Java 1',
    source: 'https://github.com/aws/aws-sdk-java/issues/865',
    printed: (request, text) =>
      `DEBUG com.amazonaws.auth.AWS4Signer - AWS4 Canonical Request: '"${request}"\n\nDEBUG com.amazonaws.auth.AWS4Signer - AWS4 String to Sign: '"${text}"\n\nDEBUG com.amazonaws.internal.SdkSSLSocket - created\n`,
    has: BOTH,
  },
  {
    client: 'AWS SDK for Java 2',
    source: 'https://github.com/aws/aws-sdk-java-v2/issues/5465',
    printed: (request, text) => {
      const at =
        '11:04:15.093 [main] DEBUG software.amazon.awssdk.http.auth.aws.internal.signer.DefaultV4RequestSigner -';
      return `${at} AWS4 Canonical Request: ${request}\n${at} AWS4 Canonical Request Hash: ${text.slice(-64)}\n${at} AWS4 String to sign: ${text}\n11:04:15.094 [main] DEBUG org.apache.http.client.protocol.RequestAddCookies - CookieSpec selected: default\n`;
    },
    has: BOTH,
  },
  {
    client: 'AWS SDK for Java 2, without its last line',
    source: 'https://github.com/aws/aws-sdk-java-v2/issues/5465',
    printed: (request, text) => `AWS4 Canonical Request: ${request}\nAWS4 Canonical Request Hash: ${text.slice(-64)}\n`,
    has: ['hash'],
  },
  {
    client: 'AWS SDK for Go 1',
    source: 'https://github.com/aws/aws-sdk-go/issues/2483',
    printed: (request, text, signature) =>
      `2019/03/01 15:48:50 DEBUG: Request Signature:\n---[ CANONICAL STRING  ]-----------------------------\n${request}\n---[ STRING TO SIGN ]--------------------------------\n${text}\n-----------------------------------------------------\n2019/03/01 15:48:50 DEBUG: Request s3/GetObject Details:\n---[ REQUEST POST-SIGN ]-----------------------------\nGET /test.txt HTTP/1.1\nHost: examplebucket.s3.amazonaws.com\nAuthorization: ${authorization(signature)}\n\n-----------------------------------------------------\n`,
    has: ALL,
  },
  {
    client: 'AWS SDK for Go 2',
    source: 'https://github.com/versity/versitygw/issues/62',
    printed: (request, text) =>
      `SDK 2023/06/06 11:50:22 DEBUG Request Signature:\n---[ CANONICAL STRING  ]-----------------------------\n${request}\n---[ STRING TO SIGN ]--------------------------------\n${text}\n-----------------------------------------------------\nSDK 2023/06/06 11:50:22 DEBUG Request\n`,
    has: BOTH,
  },
  {
    client: 'AWS SDK for Go 1, a presigned URL',
    source: 'https://github.com/aws/aws-sdk-go/blob/main/aws/signer/v4/v4.go',
    printed: (request, text) =>
      `DEBUG: Request Signature:\n---[ CANONICAL STRING  ]-----------------------------\n${request}\n---[ STRING TO SIGN ]--------------------------------\n${text}\n---[ SIGNED URL ]------------------------------------\nhttps://examplebucket.s3.amazonaws.com/test.txt?X-Amz-Signature=${PROVIDED}\n-----------------------------------------------------\n`,
    has: BOTH,
  },
  {
    client: 'AWS SDK for C++',
    source: 'https://github.com/aws/aws-sdk-cpp/issues/1400',
    printed: (request, text, signature) => {
      const at = '[DEBUG] 2020-06-25 21:44:46.200 AWSAuthV4Signer [0x100118dc0]';
      return `${at} Canonical Header String: host:a\nx-amz-date:b\n\n${at} Canonical Request String: ${request}\n${at} Final String to sign: ${text}\n${at} Final computed signing hash: ${signature}\n${at} Signing request with: ${authorization(signature)}\n`;
    },
    has: ALL,
  },
  {
    client: 's3cmd -d',
    source: 'https://github.com/s3tools/s3cmd/issues/675',
    printed: (request, _text, signature) =>
      `DEBUG: canonical_headers = host:s3.amazonaws.com\nx-amz-date:20151209T234532Z\n\nDEBUG: Canonical Request:\n${request}\n----------------------\nDEBUG: signature-v4 headers: {'x-amz-date': '20151209T234532Z', 'Authorization': '${authorization(signature).replaceAll(', ', ',')}'}\nDEBUG: Processing request, please wait...\n`,
    has: ['signature'],
  },
  {
    client: 'curl -v --aws-sigv4',
    source: 'https://github.com/curl/curl/pull/16952',
    printed: (request, text, signature) =>
      `* Connected to examplebucket.s3.amazonaws.com (127.0.0.1) port 443\n* aws_sigv4: Canonical request (enclosed in []) - [${request}]\n* aws_sigv4: String to sign (enclosed in []) - [${text}]\n* aws_sigv4: Signature - ${signature}\n* Server auth using AWS_SIGV4 with user 'AKIAIOSFODNN7EXAMPLE'\n`,
    has: ALL,
  },
  {
    client: 'aws-sdk-ruby, patched to print',
    source: 'https://github.com/aws/aws-sdk-ruby/issues/1087',
    printed: (request, text) => `STRING_TO_SIGN: ${text}\nCANONICAL_REQUEST: ${request}\n`,
    has: BOTH,
  },
  {
    client: 'Envoy',
    source: 'https://github.com/aws/aws-app-mesh-examples/issues/88',
    printed: (request) =>
      `[2019-02-14 19:44:10.879][20][debug][misc] source/common/aws/aws_sdk_config.cc:63] AWSAuthV4Signer Canonical Request String: ${request}\n[2019-02-14 19:44:10.879][20][debug][misc] next\n`,
    has: [],
  },
  {
    client: 'a signer that prints with JavaScript',
    source: 'https://nodejs.org/api/util.html#utilinspectobject-options',
    printed: (request, text) => {
      const literal = (value: string) =>
        value
          .split('\n')
          .map(
            (line, index, all) =>
              `'${(index < all.length - 1 ? `${line}\n` : line).replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll("'", "\\'")}'`,
          )
          .join(' +\n    ');
      return `{\n  canonicalRequest: ${literal(request)},\n  stringToSign: ${literal(text)},\n}\n`;
    },
    has: BOTH,
  },
  {
    client: 'a log in JSON',
    source: 'https://www.rfc-editor.org/rfc/rfc8259#section-7',
    printed: (request, text) =>
      `{"level":"debug","message":${JSON.stringify(`CanonicalRequest:\n${request}`)}}\n{"level":"debug","message":${JSON.stringify(`StringToSign:\n${text}`)}}\n`,
    has: BOTH,
  },
  {
    client: 'a mail that quotes it',
    source: 'https://github.com/s3tools/s3cmd/issues/487',
    printed: (request, text) => `CanonicalRequest:\n${request}\nStringToSign:\n${text}\n`.replace(/^/gm, '> '),
    has: BOTH,
  },
  {
    client: 'a chat that has taken the line ends',
    source: 'https://github.com/aws/aws-cli/issues/9682',
    printed: (request, text) => `CanonicalRequest: ${request} StringToSign: ${text}`.replaceAll('\n', ' '),
    has: BOTH,
  },
];

describe.each(Object.entries(CANONICAL_REQUESTS))('for %s, what is printed by', (_name, canonicalRequest) => {
  it.each(STYLES)('$client is read', ({ printed, has }) => {
    const text = toSign(canonicalRequest);
    const client = clientIn(printed(canonicalRequest, text, PROVIDED));
    expect(asText(client.canonicalRequest)).toBe(canonicalRequest);
    const isProvable = has.includes('string-to-sign') || has.includes('hash');
    expect(client.canonicalRequest?.proof).toBe(isProvable ? 'proved' : 'unknown');
    expect(client.stringToSign?.octets ?? null).toBe(has.includes('string-to-sign') ? text : null);
    expect(client.signature).toBe(has.includes('signature') ? PROVIDED : null);
  });

  it.each(STYLES)('$client is the client’s although a server’s answer follows', ({ printed }) => {
    const other = canonicalRequest === LIST_OBJECTS ? GET_OBJECT : LIST_OBJECTS;
    const { client, answer } = evidenceIn(
      `${printed(canonicalRequest, toSign(canonicalRequest), PROVIDED)}\n${answerInText(other)}\n`,
    );
    expect(asText(client?.canonicalRequest ?? null)).toBe(canonicalRequest);
    expect(asText(answer?.canonicalRequest ?? null)).toBe(other);
    expect(answer?.canonicalRequest?.proof).toBe('proved');
  });
});

describe('what a server logged', () => {
  const text = toSign(GET_OBJECT);
  const at = '2018-11-23 20:27:57.591797 7fc7df2c2700';
  const radosgw = (about: string) =>
    `${at} 10 ${about}payload request hash = e3b0c442\n${at} 10 ${about}canonical request = ${GET_OBJECT}\n${at} 10 ${about}canonical request hash = ${text.slice(-64)}\n${at} 10 ${about}string to sign = ${text}\n${at} 10 ${about}date_k    = 1234\n${at} 15 ${about}server signature=${'a'.repeat(64)}\n${at} 15 ${about}client signature=${PROVIDED}\n${at} 15 ${about}compare=1\n`;
  const seaweedfs = `I0805 08:29:34.069084 auth_signature_v4.go:199 bucket: , object: /\nI0805 08:29:34.069099 auth_signature_v4.go:244 canonicalRequest: ${GET_OBJECT}\nI0805 08:29:34.069108 auth_signature_v4.go:247 stringToSign: ${text}\nI0805 08:29:34.069122 auth_signature_v4.go:250 next\n`;
  const LOGS = [
    ['radosgw', radosgw('')],
    ['radosgw, newer', radosgw('req 1234 0.000000000s s3:get_obj ')],
    ['SeaweedFS', seaweedfs],
    ['SeaweedFS under docker compose', seaweedfs.trimEnd().replace(/^/gm, 's3-1   | ')],
  ] as const;

  it.each(LOGS)('is what the server saw, not the client: %s', (_server, log) => {
    const { answer, client } = evidenceIn(log);
    expect(answer?.canonicalRequest).toMatchObject({ octets: GET_OBJECT, proof: 'proved' });
    expect(answer?.stringToSign?.octets).toBe(text);
    expect(client).toBeNull();
  });

  it('has both signatures', () => {
    const { answer } = evidenceIn(radosgw(''));
    expect(answer).toMatchObject({ signature: 'a'.repeat(64), signatureProvided: PROVIDED });
  });

  it.each(LOGS)('goes with an answer that quotes nothing: %s', (_server, log) => {
    const { answer } = evidenceIn('<Error><Code>SignatureDoesNotMatch</Code></Error>', log);
    expect(answer).toMatchObject({ form: 'xml', code: 'SignatureDoesNotMatch' });
    expect(answer?.canonicalRequest).toMatchObject({ octets: GET_OBJECT, proof: 'proved', by: named('piece 2') });
  });

  it('comes after what the answer quotes', () => {
    expect(asText(evidenceIn(answerInText(LIST_OBJECTS), radosgw('')).answer?.canonicalRequest ?? null)).toBe(
      LIST_OBJECTS,
    );
  });
});

describe('what a client printed', () => {
  const botocore = STYLES[0]?.printed ?? (() => '');

  it('is read out of a log of botocore itself', () => {
    const octets = octetsFromArray(readFileSync('fixtures/requests/botocore-log.txt'));
    const { client } = sound(readEvidence([{ octets, by: named('log') }]));
    expect(client?.canonicalRequest).toMatchObject({ octets: GET_OBJECT, proof: 'proved' });
    expect(client?.signature).toBe(PROVIDED);
  });

  it('is read without anything that announces it', () => {
    const client = clientIn(`${GET_OBJECT}\n${toSign(GET_OBJECT)}\n`);
    expect(client.canonicalRequest).toMatchObject({ octets: GET_OBJECT, proof: 'proved' });
  });

  it('is refuted where its own string to sign is of another', () => {
    const client = clientIn(botocore(GET_OBJECT, toSign(LIST_OBJECTS), PROVIDED));
    expect(client.canonicalRequest?.proof).toBe('refuted');
  });

  it('is that of the signature that the server got, among several', () => {
    const log =
      botocore(GET_OBJECT, toSign(GET_OBJECT), PROVIDED) + botocore(LIST_OBJECTS, toSign(LIST_OBJECTS), 'a'.repeat(64));
    const { client, remarks } = evidenceIn(log, answerInText(LIST_OBJECTS));
    expect(asText(client?.canonicalRequest ?? null)).toBe(GET_OBJECT);
    expect(remarks.join(' ')).toMatch(/for 2 requests/);
  });

  it('is the last before the answer, where the answer names none', () => {
    const log =
      botocore(GET_OBJECT, toSign(GET_OBJECT), PROVIDED) + botocore(LIST_OBJECTS, toSign(LIST_OBJECTS), 'a'.repeat(64));
    const after = botocore(GET_OBJECT, toSign(GET_OBJECT), 'b'.repeat(64));
    const { client } = evidenceIn(`${log}\n<Error><Code>AccessDenied</Code></Error>\n${after}`);
    expect(asText(client?.canonicalRequest ?? null)).toBe(LIST_OBJECTS);
  });

  it('is not what is in a server’s answer', () => {
    expect(evidenceIn(answerInText(GET_OBJECT)).client).toBeNull();
    const sentences = `The Canonical String for this request should have been\n'${GET_OBJECT}'\n\nThe String-to-Sign should have been\n'${toSign(GET_OBJECT)}'`;
    expect(evidenceIn(sentences).client).toBeNull();
  });
});
