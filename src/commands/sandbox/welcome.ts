/** Writes the sandbox's welcome message: how to reach the sandbox, its key, and warnings. */
import { isPublishedSecret } from '../../aws/example-keys.ts';
import { type ConnectLine, connectText, paste, says } from '../../pages/traffic/connect-page.ts';
import { writeTimestamp } from '../../sigv4/timestamp.ts';
import { isLoopback, type NaiveCheck, type SandboxOrder } from './read-options.ts';

/** Writes the welcome message as plain text. */
export const welcome = (url: string, order: SandboxOrder, authority: string | null): string =>
  `${connectText(connectLines(url, order, authority))}Each request is listed here. Press Ctrl-C to stop.\n`;

/** Returns everything that a client needs to know. A secret is shown only if AWS itself has published it. */
export function connectLines(url: string, order: SandboxOrder, authority: string | null): ConnectLine[] {
  const { region, buckets, data, shownKey, areOwnKeys } = order;
  const names = ['examplebucket', ...buckets];
  const first = `It has ${names.length > 1 ? `the buckets ${names.join(', ')}` : 'the bucket examplebucket'}, with the object test.txt in examplebucket.`;
  return [
    says(first),
    says(
      data === null ? 'Everything is temporary and is lost when the sandbox stops.' : `Everything is kept in ${data}.`,
    ),
    says(
      areOwnKeys
        ? `Region ${region}. Access key ID ${shownKey}; its secret is the one in your file.`
        : `Region ${region}. Access key ID ${shownKey}, secret access key ${secretOf(order)}.`,
    ),
    says('For the AWS CLI and the SDKs:'),
    ...(authority === null ? [] : [paste(`export AWS_CA_BUNDLE=${authority} NODE_EXTRA_CA_CERTS=${authority}`)]),
    ...environment(url, order).map(paste),
    ...trial(url, order, authority),
  ];
}

/** Returns the secret of the key that is shown, or a placeholder if the key is the user's own. */
function secretOf({ keys, shownKey }: SandboxOrder): string {
  const secret = keys.get(shownKey)?.secretAccessKey ?? '';
  return isPublishedSecret(secret) ? secret : '…';
}

/** Returns the lines to paste into a shell. */
function environment(url: string, order: SandboxOrder): string[] {
  const token = order.keys.get(order.shownKey)?.sessionToken ?? null;
  return [
    `export AWS_ENDPOINT_URL_S3=${url} AWS_REGION=${order.region}`,
    `export AWS_ACCESS_KEY_ID=${order.shownKey} AWS_SECRET_ACCESS_KEY=${secretOf(order)}`,
    ...(token === null ? [] : ['export AWS_SESSION_TOKEN=…']),
  ];
}

function trial(url: string, order: SandboxOrder, authority: string | null): ConnectLine[] {
  const { clock, region, shownKey } = order;
  const time = writeTimestamp(clock.now());
  const secret = secretOf(order);
  return clock.isFixed
    ? [
        says(`Its clock is fixed at ${time}, so sign for that time. To try it:`),
        paste(`AWS_ACCESS_KEY_ID=${shownKey} AWS_SECRET_ACCESS_KEY=${secret} \\`),
        paste(`sigv4 send --date ${time} --region ${region} --endpoint-url ${url} s3://examplebucket/test.txt`),
      ]
    : [
        says(`Its clock says ${time}. To try it:`),
        paste(
          `curl ${authority === null ? '' : `--cacert ${authority} `}--aws-sigv4 aws:amz:${region}:s3 --user ${shownKey}:${secret} ${url}/examplebucket/test.txt`,
        ),
      ];
}

const LINE = '!'.repeat(72);

/** Writes the warning that this server skips one of its checks. */
export function naiveBanner({ id, says }: NaiveCheck): string {
  return `${LINE}\nNAIVE: the check "${id}" is skipped. A request that only this check would refuse is accepted.\n${says}\n${LINE}\n`;
}

/**
 * Writes the warning that others can reach the server. Returns an empty string if only this machine can reach the
 * server.
 */
export function openBanner(address: string): string {
  if (isLoopback(address)) return '';
  return `${LINE}\nOPEN: the sandbox listens on ${address}, so others can reach it. Only your keys protect what is in it.\n${LINE}\n`;
}
