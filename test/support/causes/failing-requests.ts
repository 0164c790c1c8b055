/** Requests that fail by one mistake: sent to the sandbox, and what each side then says of them. */

import { type BrokenRequest, breakRequest, type RightRequest } from '../../../src/breaks/break-request.ts';
import { type Octets, octetsFromText } from '../../../src/bytes/octets.ts';
import { isProblem } from '../../../src/bytes/problem.ts';
import type { Cause } from '../../../src/causes/cause.ts';
import { CAUSES } from '../../../src/causes/table.ts';
import type { Mutation } from '../../../src/drafts/mutation.ts';
import { replay } from '../../../src/drafts/replay.ts';
import type { Evidence, QuotedText, Strings } from '../../../src/evidence/evidence.ts';
import { type RequestHead, writeRequestHead } from '../../../src/http/message.ts';
import { readRawRequest } from '../../../src/intake/pasted/raw-request.ts';
import { findCauses } from '../../../src/search/find-causes.ts';
import type { Finding } from '../../../src/search/finding.ts';
import { sidesOf } from '../../../src/sides/sides.ts';
import { ask, type Reply, SECRETS } from '../sandbox/sandbox-client.ts';
import { named } from '../sources.ts';

export interface Failing extends BrokenRequest {
  readonly body: Octets;
  readonly reply: Reply;
}

/** Of a mistake that can be made in many ways, so many are tried, from the first to the last. */
const WAYS = 6;

/** Each way in which this mistake is made of the request and refused by the sandbox. */
export function failingRequests(right: RightRequest, mutation: Mutation): Failing[] {
  return (
    someOf(breakRequest(right, mutation))
      .map((broken) => ({
        ...broken,
        body: right.body,
        reply: ask(writeRequestHead(broken.arrived).octets + right.body),
      }))
      .filter(({ reply }) => reply.element('Code') !== undefined && reply.status >= 400 && reply.status < 500)
      // A version that no object has is refused only after the signature is accepted.
      .filter(({ reply }) => reply.element('ArgumentName') !== 'versionId')
  );
}

function someOf<Item>(items: readonly Item[]): readonly Item[] {
  const step = Math.max((items.length - 1) / (WAYS - 1), 1);
  return items.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step));
}

/** What is given beside the answer. */
export const INPUTS = ['request', 'log', 'secret'] as const;
export type Input = (typeof INPUTS)[number];

export function causesOf(
  failing: Failing,
  inputs: readonly Input[],
  causes: readonly Cause[] = CAUSES,
): readonly Finding[] {
  const isSecretKnown = inputs.includes('secret');
  return findCauses(
    sidesOf(evidenceOf(failing, inputs), (id) => (isSecretKnown ? ((SECRETS.get(id) ?? null) as Octets | null) : null)),
    causes,
  );
}

export function evidenceOf({ made, signed, body, reply }: Failing, inputs: readonly Input[]): Evidence {
  return {
    answer: answerOf(reply),
    client: inputs.includes('log') ? logOf(signed) : null,
    request: inputs.includes('request') ? requestOf(made, body) : null,
    remarks: [],
    pieces: [],
  };
}

function requestOf(head: RequestHead, body: Octets) {
  const read = readRawRequest((writeRequestHead(head).octets + body) as Octets, named('the request'));
  if (isProblem(read)) throw new Error(read.says);
  return read;
}

function logOf(signed: BrokenRequest['signed']): Strings {
  const made = replay(signed);
  const { canonicalRequest, stringToSign } = made;
  return {
    canonicalRequest: quoted(canonicalRequest),
    stringToSign: quoted(stringToSign),
    signature: made.signature(),
  };
}

/** The answer of the sandbox, as a reader of answers would make it. */
export function answerOf(reply: Reply): Evidence['answer'] {
  const text = (name: string) => {
    const found = reply.element(name);
    return found === undefined ? null : octetsFromText(found);
  };
  const bytes = (name: string) => {
    const spaced = reply.element(`${name}Bytes`);
    return spaced === undefined ? null : (Buffer.from(spaced.replaceAll(' ', ''), 'hex').toString('latin1') as Octets);
  };
  const canonicalRequest = bytes('CanonicalRequest');
  const stringToSign = bytes('StringToSign');
  return {
    by: named('the answer'),
    form: 'xml',
    status: reply.status,
    code: reply.element('Code') ?? null,
    message: reply.element('Message') ?? null,
    details: new Map(reply.elements.filter(([name]) => !MADE.test(name))),
    headers: new Map([...reply.headers].map(([name, value]) => [name.toLowerCase(), value])),
    canonicalRequest: canonicalRequest === null ? null : quoted(canonicalRequest),
    stringToSign: stringToSign === null ? null : quoted(stringToSign),
    signature: null,
    signatureProvided: text('SignatureProvided'),
    accessKeyId: text('AWSAccessKeyId'),
  };
}

const MADE = /^(?:Code|Message|AWSAccessKeyId|StringToSign(?:Bytes)?|SignatureProvided|CanonicalRequest(?:Bytes)?)$/;

function quoted(octets: Octets): QuotedText {
  return { octets, by: named('the answer'), readFrom: 'bytes', repairs: [], proof: 'unknown' };
}
