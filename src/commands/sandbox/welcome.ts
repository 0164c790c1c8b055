/** Writes the sandbox's welcome message: how to reach the sandbox, its key, and warnings. */
import { isPublishedSecret } from '../../aws/example-keys.ts';
import { writeTimestamp } from '../../sigv4/timestamp.ts';
import { isLoopback, type NaiveCheck, type SandboxOrder } from './read-options.ts';

/** Writes everything that a client needs to know. A secret is shown only if AWS itself has published it. */
export function welcome(url: string, order: SandboxOrder, authority: string | null): string {
  const { region, buckets, data, shownKey, areOwnKeys } = order;
  const names = ['examplebucket', ...buckets];
  const first = `It has ${names.length > 1 ? `the buckets ${names.join(', ')}` : 'the bucket examplebucket'}, with the object test.txt in examplebucket.`;
  return [
    first,
    data === null ? 'Everything is temporary, and is lost when it stops.' : `Everything is kept in ${data}.`,
    areOwnKeys
      ? `Region ${region}. Access key ID ${shownKey}; its secret is the one in your file.`
      : `Region ${region}. Access key ID ${shownKey}, secret access key ${secretOf(order)}.`,
    'For the AWS CLI and the SDKs:',
    ...(authority === null ? [] : [`  export AWS_CA_BUNDLE=${authority} NODE_EXTRA_CA_CERTS=${authority}`]),
    ...environment(url, order).map((line) => `  ${line}`),
    ...trial(url, order, authority),
    'Each request is listed here. Press Ctrl-C to stop.\n',
  ].join('\n');
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

function trial(url: string, order: SandboxOrder, authority: string | null): string[] {
  const { clock, region, shownKey } = order;
  const time = writeTimestamp(clock.now());
  const secret = secretOf(order);
  return clock.isFixed
    ? [
        `Its clock is fixed at ${time}, so sign for that time. To try it:`,
        `  AWS_ACCESS_KEY_ID=${shownKey} AWS_SECRET_ACCESS_KEY=${secret} \\`,
        `  sigv4 send --date ${time} --region ${region} --endpoint-url ${url} s3://examplebucket/test.txt`,
      ]
    : [
        `Its clock says ${time}. To try it:`,
        `  curl ${authority === null ? '' : `--cacert ${authority} `}--aws-sigv4 aws:amz:${region}:s3 --user ${shownKey}:${secret} ${url}/examplebucket/test.txt`,
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
