/** Makes the mistake of a cause with a request of the book, and shows the difference and the answer of the sandbox. */
import { isProblem } from '../../bytes/problem.ts';
import type { Cause } from '../../causes/cause.ts';
import { type GivenRequest, requestOf, shotOf } from '../../lessons/format-parts.ts';
import type { SignedRequests } from '../../lessons/prepared.ts';
import { prepareRequest } from '../../lessons/shots/prepare.ts';
import { shoot } from '../../lessons/shots/shots.ts';
import { printable } from '../characters/visible.ts';
import { differenceBlocks } from '../lessons/shot-blocks.ts';
import { answerBlocks } from '../lessons/value-lines.ts';
import { type Block, heading, prose } from '../page.ts';

const HOST = 'https://examplebucket.s3.amazonaws.com';

/** Requests in which nearly every mistake changes something. The simplest one comes first. */
const REQUESTS: Readonly<Record<string, GivenRequest>> = {
  example: { url: `${HOST}/test.txt`, headers: ['Range: bytes=0-9'] },
  key: {
    url: `${HOST}/my%20photos/a+b(1)%C3%A9.txt?versionId=3/L4%2Bkqt&partNumber=&response-content-language=en,%20de`,
    headers: ['Range: bytes=0-9', 'Accept-Encoding: identity', 'User-Agent: example/1.0  (two  spaces)'],
  },
  upload: {
    method: 'PUT',
    url: `${HOST}/uploads//2013/./note.json`,
    headers: ['Content-Type: application/json', 'x-amz-meta-Title: a  b', 'x-amz-acl: private', 'Expect: 100-continue'],
    body: '{"a": 1,\r\n "b": 2}\r\n',
  },
  link: { url: `${HOST}/test.txt`, form: 'query' },
  temporary: { url: `${HOST}/test.txt`, sessionToken: 'AQoDYXdzEXAMPLETOKEN' },
};

/** Signs the requests. Throws if one of them cannot be signed. */
export async function demonstratedRequests(): Promise<SignedRequests> {
  const signed = Object.entries(REQUESTS).map(async ([name, asked]) => {
    const request = await prepareRequest(name, requestOf(asked));
    if (isProblem(request)) throw new Error(`${request.says} ${request.fix}`);
    return request;
  });
  const [first, ...others] = await Promise.all(signed);
  if (!first) throw new Error('The book has no requests.');
  return { name: 'book', prepared: [first, ...others] };
}

/**
 * Returns the first mistake of a cause that the sandbox refuses. Returns nothing if it cannot be shown, such as a
 * mistake with a secret.
 */
export function causeExample({ id, mutations }: Cause, requests: SignedRequests): Block[] {
  for (const { variant, says } of mutations) {
    for (const { name } of requests.prepared) {
      const mistake = `${id}/${variant}`;
      const shot = shotOf({ id: 'example', says: 'an example', request: name, mistake, expect: { status: 403 } });
      const outcome = shoot(requests, shot);
      if (isProblem(outcome) || outcome.code === null) continue;
      const different = differenceBlocks(requests, shot);
      if (different.length === 0) continue;
      return [heading('An example'), prose(printable(says)), ...different, ...answerBlocks(outcome)];
    }
  }
  return [];
}
