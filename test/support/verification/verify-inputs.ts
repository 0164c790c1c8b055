/** Inputs of `sigv4 verify`: HAR files, and the texts of a request that is signed by another key. */
import { sha256Of } from '../sigv4/independent-signer.ts';
import { SIGNED_GET } from './verifying.ts';

/** No one has published this one. */
export const OTHER = { keyId: 'AKIDOFTHESETESTSEXAMP', secret: 'of/these+tests/alone' };

export const CANONICAL = [
  ...['GET', '/test.txt', '', 'host:examplebucket.s3.amazonaws.com', 'range:bytes=0-9'],
  ...[`x-amz-content-sha256:${sha256Of('')}`, 'x-amz-date:20130524T000000Z', ''],
  ...['host;range;x-amz-content-sha256;x-amz-date', sha256Of('')],
].join('\n');

export const TO_SIGN = [
  ...['AWS4-HMAC-SHA256', '20130524T000000Z', '20130524/us-east-1/s3/aws4_request'],
  '7344ae5b7ee6c3e7e6b0fe0640412a37625d1fbfff95c48bbb2dc43964946972',
].join('\n');

const harHeaders = (lines: string) =>
  lines
    .trim()
    .split('\r\n')
    .slice(1)
    .map((line) => ({ name: line.split(': ')[0], value: line.slice(line.indexOf(': ') + 2) }));

export const SIGNED_ENTRY = {
  method: 'GET',
  url: 'https://examplebucket.s3.amazonaws.com/test.txt',
  headers: harHeaders(SIGNED_GET),
};

export const UNSIGNED_ENTRY = { method: 'GET', url: 'https://h.example.com/page', headers: [] };

export const harOf = (...requests: readonly object[]) =>
  JSON.stringify({ log: { entries: requests.map((request) => ({ request })) } });
