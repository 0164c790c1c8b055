/** What a client sent with the marked keys, in each form in which people have it, and altered: files for a search. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MARKED } from '../trace/secret-search.ts';
import { lineOf } from '../verification/verify-lines.ts';
import { signedGetOf } from '../verification/verifying.ts';

const SENT = signedGetOf(MARKED);
const HEADERS = SENT.trimEnd()
  .split('\r\n')
  .slice(1)
  .map((line) => {
    const [name = '', ...value] = line.split(': ');
    return { name, value: value.join(': ') };
  });
const URL_SENT = 'https://examplebucket.s3.amazonaws.com/a';
const CURL = [`curl '${URL_SENT}'`, ...HEADERS.map(({ name, value }) => `-H '${name}: ${value}'`)].join(' \\\n  ');
const token = encodeURIComponent(MARKED.token);

/** Its signature is not right. */
export const MARKED_URL = `${URL_SENT}?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=${MARKED.keyId}%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=900&X-Amz-Security-Token=${token}&X-Amz-SignedHeaders=host&X-Amz-Signature=${'0'.repeat(64)}`;

const PAIRED = {
  canonicalRequest: `GET\n/b\n\nhost:examplebucket.s3.amazonaws.com\nx-amz-security-token:${MARKED.token}\n\nhost;x-amz-security-token\n${'0'.repeat(64)}`,
  stringToSign: `AWS4-HMAC-SHA256\n20130524T000000Z\n20130524/us-east-1/s3/aws4_request\n${'1'.repeat(64)}`,
};
const inXml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const elements = Object.entries({
  Code: 'SignatureDoesNotMatch',
  Message: `The signature does not match, with the token ${MARKED.token}.`,
  AWSAccessKeyId: MARKED.keyId,
  StringToSign: PAIRED.stringToSign,
  CanonicalRequest: PAIRED.canonicalRequest,
  CanonicalRequestBytes: Buffer.from(PAIRED.canonicalRequest, 'latin1').toString('hex').replace(/../g, '$& ').trim(),
  'Token-0': MARKED.token,
});

const FILES: Readonly<Record<string, string>> = {
  REQUEST: SENT,
  OTHER_PATH: SENT.replace('GET /a', 'GET /b'),
  OTHER_TOKEN: SENT.replace('NotAReal/Tok3n', 'NotAReal/tok3n'),
  CUT: SENT.slice(0, SENT.indexOf('Authorization: ') + 40),
  CURL,
  SIGNS_ITSELF: `curl --aws-sigv4 aws:amz:us-east-1:s3 --user '${MARKED.keyId}:${MARKED.secret}' -H 'x-amz-security-token: ${MARKED.token}' ${URL_SENT}`,
  OPEN_QUOTE: `${CURL} -H 'x-amz-security-token: ${MARKED.token}`,
  PRESIGNED: MARKED_URL,
  HAR: JSON.stringify({ log: { entries: [{ request: { method: 'GET', url: URL_SENT, headers: HEADERS } }] } }),
  PAIR: `${PAIRED.canonicalRequest.replace('/b', '/a')}\n\n${PAIRED.stringToSign}\n`,
  LINES: [lineOf(SENT), lineOf(SENT.replace('GET /a', 'GET /b')), lineOf(SENT).slice(0, -30)].join('\n'),
  REFUSAL: `<Error>${elements.map(([name, text]) => `<${name}>${inXml(text)}</${name}>`).join('')}</Error>`,
  SECRET: MARKED.secret,
  SECRETS: `${MARKED.keyId}:${MARKED.secret}\n`,
  // What people put into the wrong file.
  NO_SECRETS: `aws_secret_access_key = ${MARKED.secret}\naws_session_token = ${MARKED.token}\n`,
};

/** Every form of a request, to be given to `sigv4 verify`. */
export const MARKED_INPUTS = Object.keys(FILES).filter(
  (name) => !name.includes('SECRET') && !['LINES', 'REFUSAL'].includes(name),
);

export interface MarkedRequests {
  /** The line with the paths of files in the place of their names. */
  readonly filled: (line: readonly string[]) => string[];
  readonly remove: () => void;
}

export function markedRequests(): MarkedRequests {
  const folder = mkdtempSync(join(tmpdir(), 'sigv4-requests-'));
  for (const [name, text] of Object.entries(FILES)) writeFileSync(join(folder, name), text, 'latin1');
  return {
    filled: (line) => line.map((word) => (word in FILES ? join(folder, word) : word)),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
