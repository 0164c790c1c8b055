/** Lists features that appear in the host, in the scope, or in the network path to the server. */
import { SIGNING_NAMES } from '../../aws/signing-names.ts';
import type { SeenRequest } from '../seen/seen-request.ts';
import { type Feature, firstOf, inText } from './feature.ts';

const withPort =
  (pattern: RegExp) =>
  ({ hosts }: SeenRequest): string | null =>
    firstOf(hosts.map((host) => (pattern.test(host) ? host : null)));

const INTERNAL =
  /^(?:localhost|127\.|10\.\d|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|x\.x\.x\.x|minio|seaweedfs?|garage|s3|ceph|rgw|localstack|[a-z][\w-]*)(?::\d+|$)/;

const internalHost = ({ hosts }: SeenRequest): string | null =>
  firstOf(hosts.filter((host) => INTERNAL.test(host) && !host.includes('.amazonaws.')));

const nameOf = (host: string): string => host.toLowerCase().replace(/:\d*$/, '');

/** Returns a second host in the same text. Names of the same domain and redacted names do not count. */
function otherName({ hosts }: SeenRequest): string | null {
  const names = [...new Set(hosts.map(nameOf))].filter(
    (name) => /^[\w.-]+$/.test(name) && !/documentation|example\.org/.test(name),
  );
  const [first = '', ...others] = names;
  return firstOf(others.filter((name) => !name.endsWith(`.${first}`) && !first.endsWith(`.${name}`)));
}

/** Returns a host that is written both with and without a port, or with two ports. */
function otherPort({ hosts }: SeenRequest): string | null {
  const usable = hosts.filter((host) => /^[\w.-]+(?::\d+)?$/.test(host));
  return firstOf(usable.filter((host) => usable.some((other) => other !== host && nameOf(other) === nameOf(host))));
}

const REGION = /^(?:[a-z]{2,4}(?:-[a-z]+)+-\d|auto|global|us|garage|default|dummy|(?!s3)[a-z]{2,5}\d?)$/;

/** Returns the Region in the scope if it is not a valid Region, such as a label of the host name. */
const labelInScope = ({ region }: SeenRequest): string | null =>
  region !== null && region !== '' && !REGION.test(region) && /^[\w-]+$/.test(region) ? region : null;

/** Returns the service in an AWS host name, if the scope names a different service. */
function otherService({ service, hosts }: SeenRequest): string | null {
  if (service === null || service === '') return null;
  const named = hosts.flatMap(
    (host) => /(?:^|\.)([a-z0-9-]+)\.(?:[a-z]{2}-[a-z]+-\d\.)?amazonaws\.com/.exec(host)?.[1] ?? [],
  );
  return firstOf(
    named.filter((name) => SIGNING_NAMES.includes(name) && name !== service && !/^[a-z]{2}-[a-z]+-\d$/.test(name)),
  );
}

const FOREIGN_WITH_REGIONS: readonly string[] = ['third-party', 'b2', 'google'];

const defaultRegion = ({ region, server, hosts }: SeenRequest): string | null =>
  region === 'us-east-1' && FOREIGN_WITH_REGIONS.includes(server)
    ? firstOf(hosts.filter((host) => !/localhost|127\.0/.test(host)))
    : null;

/**
 * Returns whether a proxy is involved. If the form of the request is unknown, an internal name is unusual only next to
 * a proxy's configuration.
 */
const isBehindProxy = ({ form, text }: SeenRequest): boolean =>
  form === 'unknown' && /proxy_pass|upstream \w+|reverse.?proxy/i.test(text);

export const HOST_FEATURES: readonly Feature[] = [
  { id: 'default-port-in-host', causes: ['host-default-port-signed'], seenIn: withPort(/:(?:443|80)$/) },
  {
    id: 'other-port-in-host',
    causes: ['host-nondefault-port-not-signed', 'host-rewritten-by-proxy'],
    seenIn: withPort(/:(?!443$|80$)\d{2,5}$/),
  },
  { id: 'two-ports', causes: ['host-nondefault-port-not-signed', 'host-default-port-signed'], seenIn: otherPort },
  { id: 'two-hosts', causes: ['host-rewritten-by-proxy', 'presigned-internal-host'], seenIn: otherName },
  {
    id: 'internal-host-in-url',
    causes: ['presigned-internal-host'],
    seenIn: (seen) => (seen.form === 'query' || isBehindProxy(seen) ? internalHost(seen) : null),
  },
  {
    id: 'proxy-configuration',
    causes: ['host-rewritten-by-proxy', 'presigned-internal-host', 'path-prefix-stripped-by-proxy'],
    seenIn: inText(
      /proxy_pass|proxy_set_header|upstream \w+|X-Forwarded-(?:Host|Server|Prefix)|ingress|traefik|haproxy/i,
    ),
  },
  {
    id: 'named-host-of-own-server',
    causes: ['path-prefix-stripped-by-proxy', 'host-rewritten-by-proxy'],
    seenIn: ({ server, hosts, paths }) =>
      server === 'unknown' || server === 'third-party' || server === 'minio'
        ? firstOf(
            hosts.filter(
              (host) => /^[a-z][\w-]*(?:\.[\w-]+)+$/i.test(host) && paths.some((path) => path.split('/').length > 3),
            ),
          )
        : null,
  },
  {
    id: 'cloudflare',
    causes: ['accept-encoding-rewritten', 'method-mismatch', 'signed-header-dropped-in-transit'],
    seenIn: inText(/cloudflare|Cf-Ray|cdn-loop/i),
  },
  {
    id: 'backend-of-worker',
    causes: ['accept-encoding-rewritten'],
    seenIn: (seen) => (seen.server === 'b2' && seen.form !== 'query' ? '' : null),
  },
  {
    id: 'host-with-scheme-or-path',
    causes: ['host-or-path-includes-scheme'],
    seenIn: ({ text }) =>
      firstOf([
        /\bhost(?:name)?['"]?\s*[:=;]\s*["'`]?https?:\/\/[^\s"'`]*/i.exec(text)?.[0],
        /\bpath['"]?\s*[:=]\s*["'`]https?:\/\/[^\s"'`]*/i.exec(text)?.[0],
        /["']host["']\s*[:=;]\s*["'][\w.-]+\/[\w-]+["']/i.exec(text)?.[0],
      ]),
  },
  { id: 'label-of-host-in-scope', causes: ['wrong-service', 'wrong-region'], seenIn: labelInScope },
  { id: 'service-of-host-differs', causes: ['wrong-service'], seenIn: otherService },
  {
    id: 'service-constant',
    causes: ['wrong-service'],
    seenIn: ({ text }) =>
      /mqtt|iot\./i.test(text) ? firstOf([/\bAWSService\.iot\b|service:\s*["']iot["']/i.exec(text)?.[0]]) : null,
  },
  { id: 'default-region-of-foreign-server', causes: ['wrong-region'], seenIn: defaultRegion },
  {
    id: 'bucket-label-on-own-server',
    causes: ['virtual-host-vs-path-style'],
    seenIn: ({ hosts, paths, server }) =>
      server !== 'aws' && paths.includes('/')
        ? firstOf(hosts.filter((host) => host.split('.').length > 3 && !/^\d+\./.test(host)))
        : null,
  },
];
