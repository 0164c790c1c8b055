/** Lists changes that middleboxes make to requests, so that users can make these changes on purpose. */

import { plain } from '../../bytes/bytes.ts';
import type { Octets } from '../../bytes/octets.ts';
import { percentDecode, percentEncodePath } from '../../bytes/text-operations.ts';
import { withoutPort } from '../../http/host.ts';
import { headerValue, type RequestHead } from '../../http/message.ts';
import { withField, withMethod, withoutFields, withTarget } from '../../http/relay/edit-head.ts';
import type { Passage, RelayRoute } from '../../wire/relay/director.ts';

export interface Faulty {
  readonly octets: Octets;
  readonly head: RequestHead;
  readonly route: RelayRoute;
}

export interface Fault {
  readonly id: string;
  /** A description that continues a sentence beginning with "the proxy". */
  readonly says: string;
  /** Changes the head of the request. */
  readonly change?: (request: Faulty) => Octets;
  /** Changes how the exchange is forwarded. */
  readonly passage?: Partial<Pick<Passage, 'delay' | 'cut'>>;
}

/** The duration of the fault `delay` in milliseconds. */
const DELAY = 5000;

export const FAULTS: readonly Fault[] = [
  {
    id: 'host-rewritten',
    says: 'replaces the Host header with an internal address of the server',
    change: ({ octets, head, route }) => withField(octets, 'Host', internalHost(hostOf(head), route)),
  },
  {
    id: 'port-dropped',
    says: 'removes the port from the Host header',
    change: ({ octets, head }) => withField(octets, 'Host', withoutPort(hostOf(head))),
  },
  {
    id: 'accept-encoding-changed',
    says: 'changes Accept-Encoding to what it can decode itself',
    change: ({ octets }) => withField(octets, 'Accept-Encoding', 'gzip, br'),
  },
  {
    id: 'path-encoded-again',
    says: 'decodes the path and encodes it again with rules of its own',
    change: ({ octets }) => withTarget(octets, inPath(encodedAgain)),
  },
  {
    id: 'slashes-merged',
    says: 'merges double slashes in the path',
    change: ({ octets }) =>
      withTarget(
        octets,
        inPath((path) => path.replace(/\/{2,}/g, '/')),
      ),
  },
  {
    id: 'prefix-stripped',
    says: 'removes the first segment of the path',
    change: ({ octets }) =>
      withTarget(
        octets,
        inPath((path) => path.replace(/^\/[^/]*(?=\/)/, '')),
      ),
  },
  {
    id: 'query-lost',
    says: 'removes the query',
    change: ({ octets }) => withTarget(octets, (target) => target.replace(/\?.*$/s, '')),
  },
  {
    id: 'header-added',
    says: 'adds an x-amz- header that is not signed',
    change: ({ octets }) => withField(octets, 'X-Amz-Cf-Id', 'b2JzZXJ2ZWQtb24tdGhlLXdheQ=='),
  },
  {
    id: 'header-dropped',
    says: 'removes a signed header, such as Range or x-amz-meta-*',
    change: ({ octets, head }) => {
      const dropped = droppedName(head);
      return dropped === null ? octets : withoutFields(octets, (name) => name === dropped);
    },
  },
  {
    id: 'head-as-get',
    says: 'sends HEAD as GET',
    change: ({ octets, head }) => (head.method.octets === 'HEAD' ? withMethod(octets, 'GET') : octets),
  },
  {
    id: 'content-type-overwritten',
    says: 'overwrites Content-Type',
    change: ({ octets }) => withField(octets, 'Content-Type', 'application/octet-stream'),
  },
  { id: 'delay', says: `waits ${DELAY / 1000} seconds before each request`, passage: { delay: DELAY } },
  { id: 'cut', says: 'cuts the connection in the middle of the response', passage: { cut: 'response-body' } },
];

const hostOf = ({ headers }: RequestHead): string => headerValue(headers, 'host')?.octets ?? '';

/** Returns the server's address in the proxy's own settings, which differs from the name that the client uses. */
function internalHost(known: string, { port }: RelayRoute): string {
  const name = withoutPort(known) === 'localhost' ? '127.0.0.1' : 'localhost';
  return `${name}:${port}`;
}

const inPath = (change: (path: string) => string) => (target: string) => {
  const [path = '', ...query] = target.split(/(?=\?)/);
  return change(path) + query.join('');
};

/** Encodes a path but leaves a plus sign as it is, as the rules for URLs allow. Many libraries do this. */
const encodedAgain = (path: string): string =>
  percentEncodePath(percentDecode(plain(path as Octets))).octets.replaceAll('%2B', '+');

/** Matches headers that a proxy always forwards, because no request works without them. */
const NEEDED = /^(?:host|authorization|content-length|transfer-encoding|x-amz-(?:date|content-sha256|security-token))$/;

/** Returns the lowercase name of the header that is dropped: Range, metadata, or else the last signed one. */
function droppedName(head: RequestHead): string | null {
  const authorization = headerValue(head.headers, 'authorization')?.octets ?? '';
  const list = /SignedHeaders=([^,\s]*)/.exec(authorization)?.[1] ?? '';
  const names = list.split(';').filter((name) => name !== '' && !NEEDED.test(name));
  return (
    names.find((name) => name === 'range') ??
    names.find((name) => name.startsWith('x-amz-meta-')) ??
    names.at(-1) ??
    null
  );
}
