/** AWS's documented GET example as it goes over the wire, as a line for `sigv4 verify --jsonl`, and its texts. */

import { DOCUMENTED_EXAMPLE } from '../../src/aws/documented-example.ts';
import { plain } from '../../src/bytes/bytes.ts';
import { isProblem } from '../../src/bytes/problem.ts';
import { readRequestHead } from '../../src/http/read-head.ts';
import { findValue } from '../../src/trace/trace.ts';
import { documentedExample } from '../support/views/documented-example.ts';

export function documentedRequest() {
  const { trace } = documentedExample();
  const value = (id: string) => {
    const found = findValue(trace, id);
    if (!found) throw new Error(`The example has no ${id}.`);
    return found.bytes.octets;
  };
  const head = value('signed-request');
  const read = readRequestHead(plain(head));
  if (isProblem(read)) throw new Error(read.says);
  const request = {
    method: read.method.octets,
    target: read.target.octets,
    headers: read.headers.map((field) => [field.name.octets, field.value.octets]),
  };
  const { timestamp, region, service } = DOCUMENTED_EXAMPLE;
  const scope = [timestamp.slice(0, 8), region, service, 'aws4_request'];
  return {
    head,
    /** Without its line end. */
    line: JSON.stringify({ id: 1, request, at: timestamp }),
    canonicalRequest: value('canonical-request'),
    /** All but the hash of the canonical request. */
    stringToSignBeginning: `AWS4-HMAC-SHA256\n${timestamp}\n${scope.join('/')}\n`,
    scope,
    signature: value('signature'),
  };
}
