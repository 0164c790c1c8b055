/** What `sigv4 sign` has printed, read by nothing of the program, and servers of AWS's that stand in for the real ones. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { type Pair, sha256Of, signIndependently } from '../sigv4/independent-signer.ts';

export interface PrintedRequest {
  readonly accessKeyId: string;
  readonly region: string;
  readonly host: string | undefined;
  readonly token: string | undefined;
  /** Whether the signature is the one that this secret makes. */
  readonly signedWith: (secret: string) => boolean;
}

/** A request without query and body, signed at `timestamp`. */
export function readPrinted(printed: string, timestamp: string): PrintedRequest {
  const [requestLine = '', ...lines] = printed.split('\r\n');
  const headers = lines
    .filter(Boolean)
    .map((line): Pair => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]);
  const header = (name: string) => headers.find(([each]) => each.toLowerCase() === name)?.[1];
  const [, accessKeyId = '', region = '', names = '', signature = ''] =
    /Credential=([^/]*)\/\d+\/([^/]*)\/.*SignedHeaders=([^,]*), Signature=(\w+)$/.exec(header('authorization') ?? '') ??
    [];
  const request = {
    method: requestLine.split(' ')[0] ?? '',
    path: requestLine.split(' ')[1] ?? '',
    query: [],
    headers: headers.filter(([name]) => names.split(';').includes(name.toLowerCase())),
    payloadHash: sha256Of(''),
  };
  const scope = [timestamp.slice(0, 8), region, 's3', 'aws4_request'];
  return {
    accessKeyId,
    region,
    host: header('host'),
    token: header('x-amz-security-token'),
    signedWith: (secret) => signIndependently(request, { secret, timestamp, scope }).signature === signature,
  };
}

export interface StandIn {
  readonly url: string;
  readonly close: () => void;
}

/** An HTTP server on the loopback address. */
export async function standIn(
  answer: (request: { url: string; headers: Record<string, unknown>; body: string }) => string,
): Promise<StandIn> {
  const server = createServer(async (request, response) => {
    response.end(answer({ url: request.url ?? '', headers: request.headers, body: await text(request) }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
}
