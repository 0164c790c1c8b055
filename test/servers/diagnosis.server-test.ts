/**
 * What an independent server answers to requests that fail by one mistake each, diagnosed: Swift quotes what it signed,
 * radosgw quotes nothing.
 */

import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { breakRequest, type RightRequest } from '../../src/breaks/break-request.ts';
import type { Octets } from '../../src/bytes/octets.ts';
import { isProblem } from '../../src/bytes/problem.ts';
import type { Cause } from '../../src/causes/cause.ts';
import { CAUSES } from '../../src/causes/table.ts';
import { diagnose } from '../../src/diagnosis/diagnosis.ts';
import { claimOf, draftOfClaim } from '../../src/drafts/draft-of-request.ts';
import type { Mutation } from '../../src/drafts/mutation.ts';
import { readEvidence } from '../../src/evidence/read-evidence.ts';
import { type RequestHead, writeRequestHead } from '../../src/http/message.ts';
import { readRawRequest } from '../../src/intake/pasted/raw-request.ts';
import { writeTimestamp } from '../../src/sigv4/timestamp.ts';
import { ordered } from '../support/sandbox/sandbox-client.ts';
import { named } from '../support/sources.ts';
import { SERVER } from './server.ts';

const quotes = SERVER.log === null;
const { host, hostname, port } = new URL(SERVER.endpoint);
const SECRET = SERVER.secretKey as Octets;

/** A right request for an object that is not there. */
function rightRequest(): RightRequest {
  const date = writeTimestamp(new Date());
  const { request } = ordered({
    host,
    path: `/${SERVER.bucket}/summer days/a+b (1)~.jpg`,
    query: [
      ['response-content-language', 'en, de'],
      ['response-cache-control', 'no-cache'],
    ],
    headers: [
      ['Range', 'bytes=0-9'],
      ['Accept-Encoding', 'identity'],
      ['x-amz-meta-note', 'one  two'],
    ],
    date,
    keyId: SERVER.accessKey,
    secret: SERVER.secretKey,
    scope: [date.slice(0, 8), SERVER.region, 's3', 'aws4_request'],
  });
  const read = readRawRequest(request as Octets, named('the request'));
  if (isProblem(read)) throw new Error(read.says);
  const claim = claimOf(read);
  const draft = claim && draftOfClaim(claim, SECRET);
  if (!claim || !draft) throw new Error('The request has no claim.');
  return { head: read.head, body: '' as Octets, draft, scheme: 'header' };
}

/** The answer to these bytes, the connection closed after it. */
function answerTo(head: RequestHead): Promise<string> {
  const bytes = writeRequestHead(head).octets.replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n');
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    const socket = connect(Number(port), hostname, () => socket.write(bytes, 'latin1'));
    socket.on('data', (piece) => pieces.push(piece));
    socket.on('end', () => resolve(Buffer.concat(pieces).toString('latin1')));
    socket.on('error', reject);
  });
}

interface Refused {
  readonly name: string;
  readonly cause: Cause;
  readonly mutation: Mutation;
  readonly made: RequestHead;
  readonly answer: string;
}

/** What these servers answer with SignatureDoesNotMatch otherwise than S3, so that their answers tell nothing of it. */
const OTHERWISE = new Set([
  // Swift says of a key that it does not know what it says of a wrong signature.
  'unknown-access-key/example-key',
  'unknown-access-key/in-lower-case',
  'unknown-access-key/cut',
  // To S3 a signed header that is not there has an empty value, so that this is no mistake; Swift refuses it.
  'content-length-signed/signed-empty',
]);

const isRefused = (answer: string) => answer.includes('<Code>SignatureDoesNotMatch</Code>');

async function refusedRequests(): Promise<Refused[]> {
  const right = rightRequest();
  const refused: Refused[] = [];
  for (const cause of CAUSES) {
    for (const mutation of cause.mutations) {
      // A wide mistake is one of thousands, and a plain one names only a difference: both have tests of their own.
      if (mutation.isWide || mutation.isPlain) continue;
      const [broken] = breakRequest(right, mutation);
      if (!broken) continue;
      const answer = await answerTo(broken.arrived);
      const name = `${cause.id}/${mutation.variant}`;
      if (isRefused(answer) && !OTHERWISE.has(name)) refused.push({ name, cause, mutation, made: broken.made, answer });
    }
  }
  return refused;
}

function found({ answer, made }: Refused, secret: Octets | null) {
  const pieces = [answer, writeRequestHead(made).octets];
  const evidence = readEvidence(pieces.map((text, index) => ({ octets: text as Octets, by: named(`piece ${index}`) })));
  if (isProblem(evidence)) throw new Error(evidence.says);
  return diagnose(evidence, () => secret).findings;
}

const isNamed = (one: Refused, secret: Octets | null) =>
  found(one, secret).some(({ cause, certainty }) => cause.id === one.cause.id && certainty.kind !== 'possible');

describe('an independent server', async () => {
  const right = await answerTo(rightRequest().head);
  const refused = await refusedRequests();
  const of = (side: Mutation['side']) => refused.filter(({ mutation }) => mutation.side === side);

  it('takes the signature of the request that is right', () => {
    expect(right).toContain('<Code>NoSuchKey</Code>');
  });

  it('refuses many mistakes', () => {
    expect(of('client').length).toBeGreaterThan(100);
    expect(of('way').length).toBeGreaterThan(20);
  });

  it('refuses mistakes of signers that are all proved by the signature', () => {
    expect(
      of('client')
        .filter((one) => !isNamed(one, SECRET))
        .map(({ name }) => name),
    ).toEqual([]);
  });

  it.runIf(quotes)('quotes what it signed, which proves every change on the way', () => {
    // But where a signed header is not there, of which Swift says no more than that signatures differ.
    const quoted = of('way').filter(({ answer }) => answer.includes('<CanonicalRequest>'));
    expect(quoted.length).toBeGreaterThan(of('way').length / 2);
    expect(quoted.filter((one) => !isNamed(one, null)).map(({ name }) => name)).toEqual([]);
  });

  it.runIf(!quotes)('quotes nothing, so that no change on the way is proved, and none is made up', () => {
    const proved = of('way').flatMap((one) =>
      found(one, SECRET).filter(({ certainty }) => certainty.kind === 'proved'),
    );
    expect(proved.map(({ cause, variant }) => `${cause.id}/${variant}`)).toEqual([]);
  });
});
