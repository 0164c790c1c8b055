/** Describes a reverse proxy that forwards requests with its upstream server's host name instead of the signed one. */
import type { Octets } from '../../bytes/octets.ts';
import { HEADER_CALCULATION } from '../../sigv4/documentation.ts';
import { mayBeMismatch } from '../answers/mismatch.ts';
import type { Cause } from '../cause.ts';
import { type Draft, headerOf } from '../draft/draft.ts';
import { sentValues, withOther, withValues } from '../draft/header-changes.ts';
import { withInternalName } from '../draft/internal-hosts.ts';
import { inTransit, seenOtherwise, signing, travelling } from '../mutation.ts';
import type { Sides } from '../sides.ts';
import { differingValues, seenHeader } from '../signs.ts';
import type { Surroundings } from '../surroundings.ts';
import { quoted } from '../words.ts';

const nameOf = (host: string) => host.replace(/:\d+$/, '').toLowerCase();

/** Uses the other side's host if its name differs, not just its port. */
function withOtherName(draft: Draft, around: Surroundings): Draft[] {
  const host = headerOf(draft, 'host') ?? '';
  return withOther(draft, around, 'host').filter((made) => nameOf(headerOf(made, 'host') ?? '') !== nameOf(host));
}

const toUpstream = (draft: Draft, around: Surroundings): Draft[] => [
  ...withInternalName(draft),
  ...withOtherName(draft, around),
];

/**
 * Lists the host names that the client may use for the server, from forwarding headers and from the client's own text.
 */
function asClientKnowsIt(draft: Draft, around: Surroundings): Draft[] {
  const hosts = ['x-forwarded-host', 'x-original-host', 'host'].flatMap((name) => sentValues(around, name));
  const forwarded = sentValues(around, 'forwarded').flatMap((value) => /host="?([^";,\s]+)/i.exec(value)?.[1] ?? []);
  const ports = sentValues(around, 'x-forwarded-port').flatMap((port) =>
    hosts.map((host) => `${host}:${port}` as Octets),
  );
  return [...withValues(draft, 'host', [...hosts, ...forwarded, ...ports]), ...withOtherName(draft, around)];
}

const respellHost = (draft: Draft): Draft[] => {
  const host = headerOf(draft, 'host') ?? '';
  return withValues(draft, 'host', [
    host.toLowerCase(),
    host.replace(/^./, (first) => first.toUpperCase()),
    host.toUpperCase(),
    host.replace(/(?=:\d+$|$)/, '.'),
    host.replace(/\.(?=:\d+$|$)/, ''),
  ]);
};

export const hostRewrittenByProxy: Cause = {
  id: 'host-rewritten-by-proxy',
  stage: 'canonical-headers',
  says: 'The server received a different Host than the one that was signed: a proxy replaced it.',
  fix: 'Configure the proxy to pass Host on unchanged (nginx: proxy_set_header Host $http_host; Traefik: passHostHeader; Apache: ProxyPreserveHost On), or tell the server its external URL.',
  see: HEADER_CALCULATION,
  threads: [
    'https://github.com/minio/minio/issues/3462',
    'https://github.com/minio/minio/issues/1315',
    'https://github.com/usnistgov/dioptra/pull/347',
    'https://github.com/seaweedfs/seaweedfs/issues/10282',
    'https://github.com/seaweedfs/seaweedfs/issues/6511',
    'https://github.com/seaweedfs/seaweedfs/issues/6620',
    'https://github.com/minio/mc/issues/4836',
    'https://github.com/khairul169/garage-webui/issues/47',
  ],
  mutations: [
    inTransit(
      'to-upstream',
      'The host was signed, but a proxy replaced it with the name of its upstream server.',
      toUpstream,
    ),
    travelling(
      'another-spelling',
      'The host was signed but arrived with different spelling: in lowercase, or without the dot at its end.',
      respellHost,
    ),
    seenOtherwise(
      'signed-public-name',
      'The client signed the host name that it uses, but the server received a different one.',
      (draft, around) => [...asClientKnowsIt(draft, around), ...withInternalName(draft)],
    ),
    {
      ...signing(
        'signed-another-spelling',
        'The client signed the host with different spelling than it sent: in uppercase, or with a dot at its end.',
        respellHost,
      ),
      fix: 'Write the endpoint of the client in lowercase and without a dot at the end of the host, so that the client signs it that way.',
    },
  ],
  suspects: suspicion,
  example: { kind: 'mutation', base: 'get-range', variant: 'to-upstream' },
};

function suspicion(sides: Sides) {
  if (!mayBeMismatch(sides)) return null;
  const differing = differingValues(sides, 'host') ?? hostOfRequest(sides);
  if (differing && nameOf(differing[0]) !== nameOf(differing[1])) {
    const [signed, seen] = differing;
    return {
      standing: 'possible',
      says: `The client signed the host ${quoted(signed)}, but the server received ${quoted(seen)}.`,
    } as const;
  }
  const host = seenHeader(sides, 'host');
  const forwarded = seenHeader(sides, 'x-forwarded-host') ?? seenHeader(sides, 'x-forwarded-for');
  if (host === null || forwarded === null || !INTERNAL.test(nameOf(host))) return null;
  return {
    standing: 'possible',
    says: `The request came through a proxy, and its host ${quoted(host)} is not a name that outside clients use.`,
  } as const;
}

/** Matches a name without a dot, a private or loopback address, and names of internal domains. */
const INTERNAL = /^(?:[^.:[\]]+|127\..*|10\..*|192\.168\..*|172\.(?:1[6-9]|2\d|3[01])\..*|.*\.(?:local|internal|svc))$/;

function hostOfRequest({ client, request }: Sides): readonly [Octets, Octets] | null {
  const signed = client.known === 'quoted' && client.draft ? headerOf(client.draft, 'host') : null;
  const sent = request?.head.headers.find(({ name }) => name.octets.toLowerCase() === 'host')?.value.octets;
  return signed !== null && sent !== undefined ? [signed, sent] : null;
}
