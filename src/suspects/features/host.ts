/** Lists features that appear in the host, in the scope, or in the network path to the server. */
import { SIGNING_NAMES } from '../../aws/signing-names.ts';
import type { SeenRequest } from '../seen/seen-request.ts';
import { type Feature, feature, firstOf, inText } from './feature.ts';

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
  feature('default-port-in-host', 'host-default-port-signed', withPort(/:(?:443|80)$/)),
  feature(
    'other-port-in-host',
    'host-nondefault-port-not-signed host-rewritten-by-proxy',
    withPort(/:(?!443$|80$)\d{2,5}$/),
  ),
  feature('two-ports', 'host-nondefault-port-not-signed host-default-port-signed', otherPort),
  feature('two-hosts', 'host-rewritten-by-proxy presigned-internal-host', otherName),
  feature('internal-host-in-url', 'presigned-internal-host', (seen) =>
    seen.form === 'query' || isBehindProxy(seen) ? internalHost(seen) : null,
  ),
  feature(
    'proxy-configuration',
    'host-rewritten-by-proxy presigned-internal-host path-prefix-stripped-by-proxy',
    inText(/proxy_pass|proxy_set_header|upstream \w+|X-Forwarded-(?:Host|Server|Prefix)|ingress|traefik|haproxy/i),
  ),
  feature(
    'named-host-of-own-server',
    'path-prefix-stripped-by-proxy host-rewritten-by-proxy',
    ({ server, hosts, paths }) =>
      server === 'unknown' || server === 'third-party' || server === 'minio'
        ? firstOf(
            hosts.filter(
              (host) => /^[a-z][\w-]*(?:\.[\w-]+)+$/i.test(host) && paths.some((path) => path.split('/').length > 3),
            ),
          )
        : null,
  ),
  feature(
    'cloudflare',
    'accept-encoding-rewritten method-mismatch signed-header-dropped-in-transit',
    inText(/cloudflare|Cf-Ray|cdn-loop/i),
  ),
  feature('backend-of-worker', 'accept-encoding-rewritten', (seen) =>
    seen.server === 'b2' && seen.form !== 'query' ? '' : null,
  ),
  feature('host-with-scheme-or-path', 'host-or-path-includes-scheme', ({ text }) =>
    firstOf([
      /\bhost(?:name)?['"]?\s*[:=;]\s*["'`]?https?:\/\/[^\s"'`]*/i.exec(text)?.[0],
      /\bpath['"]?\s*[:=]\s*["'`]https?:\/\/[^\s"'`]*/i.exec(text)?.[0],
      /["']host["']\s*[:=;]\s*["'][\w.-]+\/[\w-]+["']/i.exec(text)?.[0],
    ]),
  ),
  feature('label-of-host-in-scope', 'wrong-service wrong-region', labelInScope),
  feature('service-of-host-differs', 'wrong-service', otherService),
  feature('service-constant', 'wrong-service', ({ text }) =>
    /mqtt|iot\./i.test(text) ? firstOf([/\bAWSService\.iot\b|service:\s*["']iot["']/i.exec(text)?.[0]]) : null,
  ),
  feature('default-region-of-foreign-server', 'wrong-region', defaultRegion),
  feature('bucket-label-on-own-server', 'virtual-host-vs-path-style', ({ hosts, paths, server }) =>
    server !== 'aws' && paths.includes('/')
      ? firstOf(hosts.filter((host) => host.split('.').length > 3 && !/^\d+\./.test(host)))
      : null,
  ),
];
