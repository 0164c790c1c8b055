/** Lists features that appear in the host, in the scope, or in the network path to the server. */
import { SIGNING_NAMES } from '../../aws/signing-names.ts';
import { withoutPort } from '../../http/host.ts';
import type { SeenRequest } from '../../sides/seen/seen-request.ts';
import { feature, firstOf, inText, onTheWay, rule } from './feature.ts';

const withPort =
  (pattern: RegExp) =>
  ({ hosts }: SeenRequest): string | null =>
    firstOf(hosts.map((host) => (pattern.test(host) ? host : null)));

const INTERNAL =
  /^(?:localhost|127\.|10\.\d|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|x\.x\.x\.x|minio|seaweedfs?|garage|s3|ceph|rgw|localstack|[a-z][\w-]*)(?::\d+|$)/;

const internalHost = ({ hosts }: SeenRequest): string | null =>
  firstOf(hosts.filter((host) => INTERNAL.test(host) && !host.includes('.amazonaws.')));

const nameOf = (host: string): string => withoutPort(host.toLowerCase());

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

export const ofHost = {
  defaultPortInHost: feature(
    'default-port-in-host',
    (quote) => `The host is ${quote}: the default port is usually left out of the Host header.`,
    withPort(/:(?:443|80)$/),
  ),
  otherPortInHost: feature(
    'other-port-in-host',
    (quote) => `The host is ${quote}: clients and proxies often leave the port out.`,
    // An official client signs the port that it sends.
    (seen) => (seen.client === 'official' ? null : withPort(/:(?!443$|80$)\d{2,5}$/)(seen)),
  ),
  twoPorts: feature(
    'two-ports',
    (quote) => `The same host is written with another port, or without one: ${quote}.`,
    otherPort,
  ),
  twoHosts: onTheWay(feature('two-hosts', (quote) => `A second host appears: ${quote}.`, otherName)),
  internalHostInUrl: feature(
    'internal-host-in-url',
    (quote) => `${quote} is a name that is known only in an internal network.`,
    // What was sent to an internal name was not used with another one.
    (seen) => (!seen.isSent && (seen.form === 'query' || isBehindProxy(seen)) ? internalHost(seen) : null),
  ),
  proxyConfiguration: onTheWay(
    feature(
      'proxy-configuration',
      (quote) => `A proxy is configured (${quote}).`,
      inText(/proxy_pass|proxy_set_header|upstream \w+|X-Forwarded-(?:Host|Server|Prefix)|ingress|traefik|haproxy/i),
    ),
  ),
  hostOfNoEndpoint: onTheWay(
    rule(
      'host-of-no-endpoint',
      (quote) => `The host is ${quote}, which is not an endpoint of S3.`,
      // Only S3 quotes the bytes of its string to sign, and it has no other names than those by which it is recognized.
      ({ server, text, hosts }) => (server === 'unknown' && /StringToSignBytes/.test(text) ? firstOf(hosts) : null),
    ),
  ),
  namedHostOfOwnServer: feature(
    'named-host-of-own-server',
    (quote) => `${quote} is not an AWS host, so a proxy is probably in front of the server.`,
    ({ server, hosts, paths }) =>
      server === 'unknown' || server === 'third-party' || server === 'minio'
        ? firstOf(
            hosts.filter(
              (host) => /^[a-z][\w-]*(?:\.[\w-]+)+$/i.test(host) && paths.some((path) => path.split('/').length > 3),
            ),
          )
        : null,
  ),
  cloudflare: onTheWay(
    feature(
      'cloudflare',
      'Cloudflare is between the client and the server.',
      // The domain of R2 itself is cloudflarestorage.com.
      inText(/cloudflare(?!storage)|Cf-Ray|cdn-loop/i),
    ),
  ),
  labelOfHostInScope: rule(
    'label-of-host-in-scope',
    (quote) => `The Region in the scope is "${quote}", which is not a Region.`,
    labelInScope,
  ),
  serviceOfHostDiffers: rule(
    'service-of-host-differs',
    (quote) => `The host belongs to the service ${quote}, but the scope names another service.`,
    otherService,
  ),
  defaultRegionOfForeignServer: feature(
    'default-region-of-foreign-server',
    (quote) => `The Region is the default us-east-1, but ${quote} has its own Regions.`,
    defaultRegion,
  ),
};
