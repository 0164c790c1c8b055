/** Causes that involve the name of the host. */
import type { Octets } from '../../bytes/octets.ts';
import { type Draft, headerOf } from '../../drafts/draft.ts';
import { INTERNAL_HOSTS, sentValues, withInternalName, withOther, withValues } from '../../drafts/header-changes.ts';
import type { MutationContext } from '../../drafts/mutation.ts';
import { eachOf, inUrl } from '../../drafts/parts.ts';
import { withoutPort } from '../../http/host.ts';
import { headerValue } from '../../http/message.ts';
import { mayBeMismatch } from '../../sides/answers/mismatch.ts';
import type { Sides } from '../../sides/sides.ts';
import { differingValues, quotedValue, seenHeader } from '../../sides/signs.ts';
import { CREATING_SIGNED_REQUESTS, QUERY_STRING } from '../../sigv4/documentation.ts';
import {
  type Change,
  cause,
  explains,
  inTransit,
  possible,
  seenOtherwise,
  signing,
  traveling,
} from '../define-cause.ts';
import { firstOf, rule } from '../features/feature.ts';
import { ofHost } from '../features/host.ts';
import { header } from '../headers/one-header.ts';
import { quoted } from '../words.ts';

const nameOf = (host: string) => withoutPort(host).toLowerCase();

/** Returns whether the names of two hosts differ, not just their ports. */
const isOtherName = (one: Draft, other: Draft): boolean =>
  nameOf(headerOf(one, 'host') ?? '') !== nameOf(headerOf(other, 'host') ?? '');

/** Uses the other side's host if its name differs, not just its port. */
function withOtherName(draft: Draft, around: MutationContext): Draft[] {
  return withOther(draft, around, 'host').filter((made) => isOtherName(draft, made));
}

/** Matches a host with an optional port. What is not one was not replaced in transit, but wrong from the start. */
const HOST = /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d+)?$/i;

/** Applies a change only if it is from one host to another. */
const betweenHosts =
  (change: Change): Change =>
  (draft, around) =>
    HOST.test(headerOf(draft, 'host') ?? '')
      ? change(draft, around).filter((made) => HOST.test(headerOf(made, 'host') ?? ''))
      : [];

const toUpstream = betweenHosts(eachOf(withInternalName, withOtherName));

/**
 * Lists the host names by which the client may know the server, from forwarding headers and from the client's own text.
 */
function asClientKnowsIt(draft: Draft, around: MutationContext): Draft[] {
  const hosts = ['x-forwarded-host', 'x-original-host', 'host'].flatMap((name) => sentValues(around, name));
  const forwarded = sentValues(around, 'forwarded').flatMap((value) => /host="?([^";,\s]+)/i.exec(value)?.[1] ?? []);
  const ports = sentValues(around, 'x-forwarded-port').flatMap((port) =>
    hosts.map((host) => `${host}:${port}` as Octets),
  );
  const known = withValues(draft, 'host', [...hosts, ...forwarded]).filter((made) => isOtherName(draft, made));
  return [...known, ...withValues(draft, 'host', ports), ...withOtherName(draft, around)];
}

const respellHost = header('host').by((host) => [
  host.toLowerCase(),
  host.replace(/^./, (first) => first.toUpperCase()),
  host.toUpperCase(),
  host.replace(/(?=:\d+$|$)/, '.'),
  host.replace(/\.(?=:\d+$|$)/, ''),
]);

export const hostRewrittenByProxy = cause('host-rewritten-by-proxy', 'canonical-headers', {
  says: 'The server received a Host other than the signed one, because a proxy replaced it.',
  symptom: "The host lines differ, and the server's is the name or the address of an upstream server.",
  fix: 'Configure the proxy to pass Host on unchanged (nginx: proxy_set_header Host $http_host; Traefik: passHostHeader; Apache: ProxyPreserveHost On), or tell the server its external URL.',
  fixIn: 'proxy',
  lines: {
    nginx: 'proxy_set_header Host $http_host;',
    apache: 'ProxyPreserveHost On',
    traefik: 'passHostHeader: true',
    caddy: 'header_up Host {hostport}',
    cloudfront: 'Origin request policy: Managed-AllViewer',
  },
  threads: `
    minio/minio/issues/3462 minio/minio/issues/1315 usnistgov/dioptra/pull/347 seaweedfs/seaweedfs/issues/10282
    seaweedfs/seaweedfs/issues/6511 seaweedfs/seaweedfs/issues/6620 minio/mc/issues/4836
    khairul169/garage-webui/issues/47
  `,
  features: [
    ofHost.otherPortInHost,
    ofHost.twoHosts,
    ofHost.hostOfNoEndpoint,
    ofHost.proxyConfiguration,
    ofHost.namedHostOfOwnServer,
  ],
  lesson: 'in-the-middle',
  test: 'Send the request to the server directly, or let the proxy pass on the Host header.',
  inVersion2: true,
  yes: { 'other-requests': 0.15, 'sent-directly': 0.9 },
  mutations: {
    'to-upstream': inTransit(
      'The host was signed, but it was replaced in transit with the name of an internal server.',
      toUpstream,
    ),
    'another-spelling': traveling(
      'The host was signed but arrived with a different spelling: in lowercase, or without the dot at its end.',
      respellHost,
    ),
    'signed-public-name': seenOtherwise(
      'The client signed the host name that it uses, but the server received a different one.',
      betweenHosts(eachOf(asClientKnowsIt, withInternalName)),
    ),
    'signed-another-spelling': signing(
      'The client signed a different spelling of the host than it sent: in uppercase, or with a dot at its end.',
      respellHost,
      {
        fix: 'Write the endpoint of the client in lowercase and without a dot at the end of the host, so that the client signs it that way.',
      },
    ),
  },
  suspects(sides) {
    if (!mayBeMismatch(sides)) return null;
    const differing = differingValues(sides, 'host') ?? hostOfRequest(sides);
    if (differing && nameOf(differing[0]) !== nameOf(differing[1])) {
      const [signed, seen] = differing;
      return possible(`The client signed the host ${quoted(signed)}, but the server received ${quoted(seen)}.`);
    }
    const host = seenHeader(sides, 'host');
    const forwarded = seenHeader(sides, 'x-forwarded-host') ?? seenHeader(sides, 'x-forwarded-for');
    if (host === null || forwarded === null || !INTERNAL.test(nameOf(host))) return null;
    return possible(
      `The request came through a proxy, and its host ${quoted(host)} is not a name that outside clients use.`,
    );
  },
});

/** Matches a name without a dot, a private or loopback address, and names of internal domains. */
const INTERNAL = /^(?:[^.:[\]]+|127\..*|10\..*|192\.168\..*|172\.(?:1[6-9]|2\d|3[01])\..*|.*\.(?:local|internal|svc))$/;

function hostOfRequest({ client, request }: Sides): readonly [Octets, Octets] | null {
  const signed = quotedValue(client, 'host');
  const sent = request && headerValue(request.head.headers, 'host')?.octets;
  return signed !== null && sent ? [signed, sent] : null;
}

export const presignedInternalHost = cause('presigned-internal-host', 'canonical-headers', {
  says: 'The URL was presigned for one host but used with another, although the host is signed.',
  symptom: 'The URL was presigned for a name such as minio:9000 or localhost, and is used with a public name.',
  fix: 'Presign with the endpoint that users of the URL connect to: give the signer the public name of the server, not its internal name.',
  see: QUERY_STRING,
  threads: 'minio/minio/issues/7857 minio/minio-dotnet/issues/414',
  features: [ofHost.twoHosts, ofHost.internalHostInUrl, ofHost.proxyConfiguration],
  lesson: 'in-the-url',
  test: 'Presign with the public name of the server as the endpoint.',
  inVersion2: true,
  needs: ['presigned-url'],
  yes: { 'used-elsewhere': 0.6, 'url-changed': 0.6 },
  mutations: {
    'signed-internal-host': signing(
      'The URL was presigned for an internal name of the server but used with another name.',
      inUrl(toUpstream),
    ),
    'used-elsewhere': traveling(
      'The URL was presigned for one host but used with another.',
      inUrl(betweenHosts(withOtherName)),
    ),
  },
  /** Suspects an internal host name in the signer's own text. */
  suspects(sides) {
    const host = quotedValue(sides.client, 'host');
    if (sides.scheme !== 'query' || !host || !INTERNAL_HOSTS.includes(host) || !mayBeMismatch(sides)) return null;
    return possible(`The URL was presigned for ${quoted(host)}, a name that works only inside the network.`);
  },
});

/** The Host header is a name or an address, with an optional port (RFC 9110, section 7.2). */
export const hostOrPathIncludesScheme = cause('host-or-path-includes-scheme', 'canonical-headers', {
  says: 'The signer was given a whole URL, or a host with a path, but accepts only a host or only a path.',
  symptom: 'The signed host or path contains https://, or the signed host contains a slash.',
  fix: 'Give the signer the host without https:// and without a path, and the path without the host.',
  see: CREATING_SIGNED_REQUESTS,
  threads: 'mhart/aws4/issues/16 mhart/aws4/issues/108 quarfie/s3presignedUrl_FMFunction/issues/5',
  features: [
    rule(
      'host-with-scheme-or-path',
      (quote) => `The host is given as ${quote}, which is not a host name with an optional port.`,
      ({ hosts }) => firstOf(hosts.filter((host) => /^\S*\/\S*$/.test(host))),
    ),
  ],
  mutations: {
    'signed-as-url': signing('The client signed the host with a scheme or a path but sent it without.', (draft) => {
      const host = headerOf(draft, 'host') ?? '';
      const names = [host, `https://${host}`, `http://${host}`];
      const asUrls = [...names, ...names.flatMap((name) => [`${name}/`, `${name}${draft.canonicalUri}`])];
      return host === '' ? [] : withValues(draft, 'host', asUrls);
    }),
  },
  breaks: {
    'host-is-host': (host) => `The client signed the host ${host}, which is not a host name with an optional port.`,
  },
  suspects(sides) {
    const host = seenHeader(sides, 'host');
    if (sides.answer === null || sides.request === null || host === null || !host.includes('/')) return null;
    return explains(`Host is ${quoted(host)}, which is not a host name with an optional port.`, {
      role: 'defect',
      variant: 'not-a-host',
    });
  },
});
