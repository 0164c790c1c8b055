/** Causes that involve the port of the host. */

import { headerOf } from '../../drafts/draft.ts';
import { eachOf } from '../../drafts/parts.ts';
import { withoutPort } from '../../http/host.ts';
import { mayBeMismatch } from '../../sides/answers/mismatch.ts';
import { givesReason } from '../../sides/answers/says-mismatch.ts';
import { isSilent, quotedValue } from '../../sides/signs.ts';
import { type Change, cause, possible, signing, traveling, wide } from '../define-cause.ts';
import { ofHost } from '../features/host.ts';
import { header } from '../headers/one-header.ts';
import { quoted } from '../words.ts';

const DEFAULT_PORT = /:(?:80|443)$/;

const HOST = header('host');
const hasPort = (host: string) => /:\d+$/.test(host);

const withThisPort = (port: string): Change => HOST.by((host) => (host === '' || hasPort(host) ? [] : [host + port]));
const withoutDefaultPort = HOST.by((host) => [host.replace(DEFAULT_PORT, '')]);

/** A URL can contain a default port, but the Host header usually does not. */
export const hostDefaultPortSigned = cause('host-default-port-signed', 'canonical-headers', {
  says: 'One side has the default port after the host name, and the other side does not.',
  symptom: 'One side has :443 or :80 after the host name, and the other side has no port.',
  fix: 'Remove :443 (https) or :80 (http) from the host before you sign it. HTTP libraries do not send default ports.',
  lines: { nginx: 'proxy_set_header Host $http_host;' },
  see: 'https://www.rfc-editor.org/rfc/rfc9110#section-7.2',
  threads: `
    s3tools/s3cmd/issues/974 awslabs/aws-sdk-rust/issues/1244 aws/aws-cli/issues/2883 minio/minio/issues/9169
    s3tools/s3cmd/issues/1059 minio/minio-dotnet/issues/321 iterate-ch/cyberduck/pull/15062
    seaweedfs/seaweedfs/issues/6839 postmanlabs/postman-app-support/issues/3391
  `,
  features: [ofHost.defaultPortInHost, ofHost.twoPorts],
  lesson: 'in-the-middle',
  test: 'Leave the port out of the endpoint.',
  yes: { 'other-requests': 0.15 },
  mutations: {
    'port-443': signing('The client signed the host with :443 but sent it without a port.', withThisPort(':443')),
    'port-80': signing('The client signed the host with :80 but sent it without a port.', withThisPort(':80')),
    'port-not-signed': signing(
      'The client signed the host without a port but sent it with the default port.',
      withoutDefaultPort,
      { fix: 'Sign the host exactly as it is sent in Host. It is best to leave the default port out of both.' },
    ),
    'port-removed': traveling(
      'The host was signed with the default port, but the port was removed when the request was sent or forwarded.',
      withoutDefaultPort,
    ),
    'port-added': traveling(
      'The host was signed without a port but arrived with the default port.',
      eachOf(withThisPort(':443'), withThisPort(':80')),
      {
        fix: 'Configure the proxy to pass Host on unchanged. In nginx use $http_host, which has a port only if the client sent one.',
        fixIn: 'proxy',
      },
    ),
  },
  suspects(sides) {
    const signed = sides.client.draft && headerOf(sides.client.draft, 'host');
    if (signed === null || !DEFAULT_PORT.test(signed) || !mayBeMismatch(sides) || !isSilent(sides)) return null;
    return possible(`The signed host is ${quoted(signed)}, with a default port that HTTP libraries do not send.`);
  },
});

const PORT = /:(?!(?:80|443)$)\d+$/;
/** The usual ports of MinIO (with its console and gateways), SeaweedFS, LocalStack, Garage, radosgw, and proxies. */
const USUAL_PORTS = ':9000 :9001 :9002 :8333 :4566 :3900 :7480 :7070 :8000 :8080 :8443 :9443'.split(' ');

const withoutOwnPort = HOST.by((host) => [host.replace(PORT, '')]);

/** Puts the usual ports after this name, and uses the other side's host if it has the same name before its port. */
const onPorts = (name: string, port: RegExp): Change =>
  eachOf(HOST.to(...USUAL_PORTS.map((usual) => name + usual)), (draft, around) =>
    HOST.toOther(draft, around).filter((made) => headerOf(made, 'host')?.replace(port, '') === name),
  );

/** Adds a port to a host that has none. */
const withPort: Change = (draft, around) => {
  const host = headerOf(draft, 'host') ?? '';
  return host === '' || hasPort(host) ? [] : onPorts(host, PORT)(draft, around);
};

const withOtherPort: Change = (draft, around) => {
  const host = headerOf(draft, 'host') ?? '';
  return hasPort(host) ? onPorts(withoutPort(host), /:\d+$/)(draft, around) : [];
};

/** Ports that AWS libraries, HTTP servers, and self-hosted servers use. */
const PORTS = [
  80, 443, 3000, 3900, 3902, 4443, 4566, 4572, 5000, 7070, 7480, 8000, 8001, 8008, 8010, 8080, 8081, 8082, 8088, 8090,
  8333, 8334, 8443, 8880, 8888, 9000, 9001, 9002, 9009, 9010, 9020, 9021, 9090, 9091, 9199, 9443, 9999, 10000, 18080,
  19000, 30000, 30080, 30900, 31000, 32000,
];

const otherPorts = HOST.by((host) => {
  const name = withoutPort(host);
  return name === '' ? [] : [name, ...PORTS.map((port) => `${name}:${port}`)];
});

/** The fix for a proxy that writes its own port. */
const PASS_ON = {
  fix: 'Configure the proxy to pass Host on unchanged (nginx: proxy_set_header Host $http_host;).',
  fixIn: 'proxy',
} as const;

export const hostNondefaultPortNotSigned = cause('host-nondefault-port-not-signed', 'canonical-headers', {
  says: 'One side has the port after the host name, and the other side does not.',
  symptom: 'One side has a port such as :9000 after the host name, and the other has none or another one.',
  fix: 'Sign the host exactly as it is sent in Host, with the port of the URL if it is not the default port.',
  lines: {
    nginx: 'proxy_set_header Host $http_host;',
    apache: 'ProxyPreserveHost On',
    caddy: 'header_up Host {hostport}',
  },
  see: 'https://www.rfc-editor.org/rfc/rfc9110#section-7.2',
  threads: `
    remotely-save/remotely-save/issues/195 remotely-save/remotely-save/issues/277 minio/minio/issues/5298
    fog/fog-aws/pull/755 aws/aws-sdk-java-v2/pull/2725
  `,
  features: [ofHost.otherPortInHost, ofHost.twoPorts],
  lesson: 'in-the-middle',
  test: 'Send the request to the port of the server itself, bypassing the proxy.',
  yes: { 'other-requests': 0.15, 'sent-directly': 0.5 },
  mutations: {
    'port-not-signed': signing(
      'The client signed the host without the port but sent it with the port.',
      withoutOwnPort,
    ),
    'port-not-sent': signing(
      'The client signed the host with a port, but the server received it without one.',
      withPort,
    ),
    'another-port': signing(
      'The client signed the host with a different port than the server received.',
      withOtherPort,
    ),
    'port-removed': traveling('The host was signed with its port but arrived without it.', withoutOwnPort, {
      fix: 'Configure the proxy to pass Host on with its port (nginx: proxy_set_header Host $http_host; $host has no port).',
      fixIn: 'proxy',
    }),
    'port-added': traveling('The host was signed without a port but arrived with one.', withPort, PASS_ON),
    'port-replaced': traveling(
      'The host was signed with a port but arrived with another port.',
      withOtherPort,
      PASS_ON,
    ),
    'signed-usual-port': wide('The client signed a different port of the same host than it sent.', otherPorts),
  },
  /** Suspects a lost port from the client's text alone. */
  suspects(sides) {
    const { client, server } = sides;
    const port = PORT.exec(quotedValue(client, 'host') ?? '')?.[0];
    if (!port || givesReason(sides) || server.known === 'quoted') return null;
    return possible(
      `The host was signed with its port, ${port.slice(1)}. The signature does not match if the HTTP client or a proxy removes the port.`,
    );
  },
});
