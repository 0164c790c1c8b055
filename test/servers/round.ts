/** The life of one object: stored, fetched, looked at, listed, deleted, gone. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { SERVER } from './server.ts';
import { type Sent, send } from './sigv4.ts';

/**
 * On its SQLite store radosgw answers a range with the head of a part and the bytes of the whole object: it shows that
 * it accepts the request, no more.
 */
const isRadosgw = SERVER.log !== null;

export interface RoundOptions {
  readonly key: string;
  /** A folder of this round alone. */
  readonly folder: string;
  readonly endpoint?: string;
  /** Options for each of the requests. */
  readonly options?: readonly string[];
}

/** Plays it and expects every step to succeed; gives the requests that were sent, in their order. */
export async function playRound({ key, folder, endpoint = SERVER.endpoint, options = [] }: RoundOptions) {
  const sent: Sent[] = [];
  const ask = async (status: number, request: readonly string[], output: readonly string[] = []) => {
    const answer = await send([...options, ...request], { output });
    sent.push(answer);
    expect(answer.status, answer.errors).toBe(status);
    return answer;
  };
  const succeed = async (...asked: Parameters<typeof ask>) => {
    const answer = await ask(...asked);
    expect(answer.exitCode, answer.errors).toBe(0);
    return answer;
  };
  const object = ['--endpoint-url', endpoint, `s3://${SERVER.bucket}/${key}`];
  const [there, back] = [join(folder, 'there'), join(folder, 'back')];
  const content = contentFor(key);

  writeFileSync(there, content);
  await succeed(200, ['-X', 'PUT', '--data-binary', `@${there}`, ...object]);
  await succeed(200, object, ['-o', back]);
  expect(readFileSync(back).equals(content)).toBe(true);
  const slice = await ask(206, ['-r', '5-265', ...object]);
  if (!isRadosgw) expect(slice).toMatchObject({ exitCode: 0, output: content.subarray(5, 266) });
  const { output: head } = await succeed(200, ['-X', 'HEAD', ...object], ['-i']);
  expect(head.toString()).toMatch(new RegExp(`^content-length: ${content.length}$`, 'im'));
  const listing = `${endpoint}/${SERVER.bucket}?list-type=2&prefix=${encodeURIComponent(key)}`;
  const { output: list } = await succeed(200, [listing], ['-i']);
  expect(keysIn(list.toString())).toContain(key);
  await succeed(204, ['-X', 'DELETE', ...object]);
  await succeed(404, object);
  return sent;
}

/** Every byte there is, and the key, so that no two objects are alike. */
function contentFor(key: string): Buffer {
  return Buffer.concat([Buffer.from(Array.from({ length: 256 }, (_, code) => code)), Buffer.from(key)]);
}

/** The keys that a listing names. */
function keysIn(xml: string): string[] {
  return [...xml.matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, escaped = '']) => unescapeXml(escaped));
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescapeXml(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (_, hex, decimal, name) =>
    name === undefined
      ? String.fromCodePoint(hex ? Number.parseInt(hex, 16) : Number(decimal))
      : (ENTITIES[name] ?? ''),
  );
}
