/**
 * Writes the welcome message of the capture, which explains how clients reach the capture and how it handles their
 * requests.
 */
import type { CaptureOrder } from './read-options.ts';

interface Started {
  readonly url: string;
  /** The path of the certificate authority; `null` for a reverse proxy. */
  readonly authority: string | null;
  /** The server of a reverse proxy; `null` for a forward proxy. */
  readonly server: string | null;
  /** The address of the tap in front of the server; `null` if the capture has only one tap. */
  readonly second: string | null;
}

export function welcome(order: CaptureOrder, started: Started): string {
  const lines =
    order.target.kind === 'taps'
      ? tapLines(started)
      : started.server === null
        ? proxyLines(order, started)
        : reverseLines(order, started, started.server);
  return [
    ...lines,
    ...secretLines(order),
    ...faultLines(order),
    'Each request is listed here. Press Ctrl-C to stop.\n',
  ].join('\n');
}

function tapLines({ url, second, server }: Started): string[] {
  return [
    `Two taps: ${url} forwards to your proxy ${server}, and ${second} to its server.`,
    `Let the client use ${url} as its endpoint, and your proxy ${second} as its server.`,
    'What the proxy changes is shown below each request.',
  ];
}

function reverseLines({ target, resign }: CaptureOrder, { url }: Started, server: string): string[] {
  const host =
    target.kind === 'sandbox'
      ? 'The sandbox takes any address of this computer as Host.'
      : resign === null
        ? 'Clients sign the address of this capture as Host. A server that accepts only its own name refuses that; --resign signs again.'
        : `Each request is signed again for ${server}, with the access key ID ${resign.accessKeyId.value}.`;
  return [
    `Everything goes to ${target.kind === 'sandbox' ? 'a sandbox in this program' : server}, byte for byte. ${host}`,
    'For the AWS CLI and the SDKs:',
    `  export AWS_ENDPOINT_URL_S3=${url}`,
  ];
}

/** The addresses of instance metadata and container credentials, which no proxy should see. */
const NO_PROXY = '169.254.169.254,169.254.170.2,169.254.170.23,[fd00:ec2::254]';

function proxyLines({ intercepts, maps }: CaptureOrder, { url, authority }: Started): string[] {
  const named = [...intercepts, ...maps.keys()];
  const opened = named.length === 0 ? 'the hosts of S3' : `the hosts of S3 and ${named.join(', ')}`;
  return [
    `A proxy. Only ${opened} are opened; everything else passes unread and unrecorded.`,
    'For every client, in its shell:',
    `  export http_proxy=${url} https_proxy=${url}`,
    `  export HTTP_PROXY=${url} HTTPS_PROXY=${url}`,
    `  export no_proxy=${NO_PROXY} NO_PROXY=${NO_PROXY}`,
    `  export AWS_CA_BUNDLE=${authority}          # AWS CLI, boto3`,
    `  export SSL_CERT_FILE=${authority}          # Go, and most others`,
    `  export CURL_CA_BUNDLE=${authority}         # curl`,
    `  export NODE_EXTRA_CA_CERTS=${authority}    # Node.js`,
    'The SDK for JavaScript also needs an agent (npm install https-proxy-agent @smithy/node-http-handler):',
    `  new S3Client({ requestHandler: new NodeHttpHandler({ httpsAgent: new HttpsProxyAgent('${url}') }) })`,
    'Java needs -Dhttps.proxyHost, -Dhttps.proxyPort, and the authority in a trust store.',
    'Clients with no proxy setting, such as s3fs with pinned certificates, need sigv4 capture --upstream URL.',
  ];
}

function secretLines({ secrets }: CaptureOrder): string[] {
  const own = secrets
    .filter(({ source }) => source.kind !== 'documentation')
    .map(({ accessKeyId }) => accessKeyId ?? 'any key');
  return [
    own.length === 0
      ? 'No secret is known except those that AWS publishes. With one in the environment, in a profile, or in --secret-from, each signature is verified.'
      : `Signatures of ${own.join(', ')} are verified.`,
  ];
}

const faultLines = ({ faults }: CaptureOrder): string[] =>
  faults.map(({ id, says }) => `FAULT ${id}: this proxy ${says}.`);

const LINE = '!'.repeat(72);

/** Warns that others can reach the proxy. */
export function openBanner(address: string): string {
  return `${LINE}\nOPEN: the capture listens on ${address}, so others can reach it and everything that it forwards to.\n${LINE}\n`;
}

/** Explains, at the first request, that the client signs the address of the capture. `host` is the Host header. */
export function hostNotice(host: string, server: string): string {
  return `The client signs Host: ${host}, the address of this capture. If ${server} refuses that, use --resign, or set HTTPS_PROXY and leave out --upstream.\n`;
}
