/**
 * Writes the welcome message of the capture, which explains how clients reach the capture and how it handles their
 * requests.
 */
import { S3_EXAMPLE_KEY } from '../../aws/example-keys.ts';
import { isLoopbackAddress } from '../../http/host.ts';
import { SANDBOX_REGION } from '../../sandbox/sandbox.ts';
import { shellWord } from '../../views/shell.ts';
import {
  authorityLines,
  credentialLines,
  endpointLine,
  regionLine,
  signedCurl,
} from '../../views/traffic/client-settings.ts';
import { type ConnectLine, code, connectText, paste, says } from '../../views/traffic/connect-page.ts';
import type { CaptureOrder } from './read-options.ts';

export interface Started {
  readonly url: string;
  /** The path of the certificate authority; `null` for a reverse proxy. */
  readonly authority: string | null;
  /** The server of a reverse proxy; `null` for a forward proxy. */
  readonly server: string | null;
  /** The address of the tap in front of the server; `null` if the capture has only one tap. */
  readonly second: string | null;
}

/** Writes the welcome message as plain text. */
export const welcome = (order: CaptureOrder, started: Started): string =>
  `${connectText(connectLines(order, started))}Each request is listed here. Press Ctrl-C to stop.\n`;

/** Returns everything that a client needs to know. */
export function connectLines(order: CaptureOrder, started: Started): ConnectLine[] {
  const lines =
    order.target.kind === 'taps'
      ? tapLines(started)
      : started.server === null
        ? proxyLines(order, started)
        : reverseLines(order, started, started.server);
  return [...lines, ...secretLines(order), ...faultLines(order)];
}

const tapLines = ({ url, second, server }: Started): ConnectLine[] => [
  says(`Two taps: ${url} forwards to your proxy ${server}, and ${second} to its server.`),
  says(`Let the client use ${url} as its endpoint, and your proxy ${second} as its server.`),
  says('What the proxy changes is shown below each request.'),
];

function reverseLines({ target, faults, address }: CaptureOrder, { url }: Started, server: string): ConnectLine[] {
  const host =
    target.kind === 'sandbox'
      ? 'The sandbox accepts any address of this computer as Host.'
      : 'Clients sign the address of this capture as Host. A server that accepts only its own name refuses that: set HTTPS_PROXY instead, without --upstream.';
  const how = faults.length === 0 ? 'byte for byte' : 'changed only by the faults below';
  return [
    says(`Everything goes to ${target.kind === 'sandbox' ? 'a sandbox in this program' : server}, ${how}. ${host}`),
    says('For the AWS CLI and the SDKs:'),
    endpointLine(url),
    ...(target.kind === 'sandbox' ? sandboxLines(url, address) : []),
  ];
}

/** Says with which key the sandbox in this program can be tried. Only the secret that AWS has published is shown. */
function sandboxLines(url: string, address: string): ConnectLine[] {
  if (!isLoopbackAddress(address)) {
    return [
      says(`Others can reach the sandbox, so it accepts only keys of your own, in the Region ${SANDBOX_REGION}.`),
    ];
  }
  const key = { kind: 'published', ...S3_EXAMPLE_KEY } as const;
  return [
    says(`The sandbox accepts AWS's published example key, in the Region ${SANDBOX_REGION}:`),
    regionLine(SANDBOX_REGION),
    ...credentialLines(key),
    says('To try it:'),
    paste(`${signedCurl(key, SANDBOX_REGION)} ${shellWord(`${url}/examplebucket/test.txt`)}`),
  ];
}

/** The addresses of instance metadata and container credentials, which no proxy should see. */
const NO_PROXY = '169.254.169.254,169.254.170.2,169.254.170.23,[fd00:ec2::254]';

function proxyLines({ options, maps }: CaptureOrder, { url, authority }: Started): ConnectLine[] {
  const named = [...options.intercept, ...maps.keys()];
  const { hostname, port } = new URL(url);
  const proxy = shellWord(url);
  const opened = named.length === 0 ? 'S3 hosts' : `S3 hosts and ${named.join(', ')}`;
  return [
    says(`This is a proxy. Only connections to ${opened} are decrypted; everything else is neither read nor recorded.`),
    says('For every client, in its shell:'),
    paste(`export http_proxy=${proxy} https_proxy=${proxy}`),
    paste(`export HTTP_PROXY=${proxy} HTTPS_PROXY=${proxy}`),
    paste(`export no_proxy=${NO_PROXY} NO_PROXY=${NO_PROXY}`),
    paste('export NODE_USE_ENV_PROXY=1'),
    ...(authority === null ? [] : authorityLines(authority)),
    says('The SDK for JavaScript also needs an agent (npm install https-proxy-agent @smithy/node-http-handler):'),
    code(`new S3Client({ requestHandler: new NodeHttpHandler({ httpsAgent: new HttpsProxyAgent('${url}') }) })`),
    says(
      `s3cmd needs proxy_host=${hostname}, proxy_port=${port}, and ca_certs_file=${authority} in its configuration file.`,
    ),
    says('Java needs -Dhttps.proxyHost, -Dhttps.proxyPort, and the authority in a trust store.'),
    says('Clients with no proxy setting, such as s3fs with pinned certificates, need sigv4 capture --upstream URL.'),
  ];
}

function secretLines({ secrets }: CaptureOrder): ConnectLine[] {
  const own = secrets
    .filter(({ source }) => source.kind !== 'documentation')
    .map(({ accessKeyId }) => accessKeyId ?? 'any key');
  return [
    says(
      own.length === 0
        ? 'No secret is known except those that AWS publishes. With one in the environment, in a profile, or in --secret-from, each signature is verified.'
        : `Signatures of ${own.join(', ')} are verified.`,
    ),
  ];
}

const faultLines = ({ faults }: CaptureOrder): ConnectLine[] =>
  faults.map((fault) => says(`FAULT ${fault.id}: this proxy ${fault.says}.`));

const LINE = '!'.repeat(72);

/** Warns that others can reach the proxy. Returns an empty string if only this machine can. */
export function openBanner(address: string): string {
  if (isLoopbackAddress(address)) return '';
  return `${LINE}\nOPEN: the capture listens on ${address}, so others can reach it and everything that it forwards to.\n${LINE}\n`;
}

/** Explains, at the first request, that the client signs the address of the capture. `host` is the Host header. */
export function hostNotice(host: string, server: string): string {
  return `The client signs Host: ${host}, the address of this capture. If ${server} refuses that, set HTTPS_PROXY and leave out --upstream.\n`;
}
