/** Writes the sandbox's welcome message: how to reach the sandbox, its key, and warnings. */

import { isLoopbackAddress } from '../../http/host.ts';
import { NAIVE_CHECKS } from '../../sandbox/checks/table.ts';
import { writeTimestamp } from '../../sigv4/timestamp.ts';
import { printable } from '../../views/characters/visible.ts';
import { shellWord } from '../../views/shell.ts';
import {
  authorityLines,
  type ClientKey,
  credentialLines,
  endpointLine,
  regionLine,
  signedCurl,
} from '../../views/traffic/client-settings.ts';
import { type ConnectLine, connectText, paste, says } from '../../views/traffic/connect-page.ts';
import type { SandboxOrder } from './read-options.ts';

/** Writes the welcome message as plain text. */
export const welcome = (url: string, order: SandboxOrder, authority: string | null): string =>
  `${connectText(connectLines(url, order, authority))}Each request is listed here. Press Ctrl-C to stop.\n`;

/** Returns everything that a client needs to know. A secret is shown only if AWS itself has published it. */
export function connectLines(url: string, order: SandboxOrder, authority: string | null): ConnectLine[] {
  const { region, options, shownKey } = order;
  const owned = order.ownBuckets?.size ?? 0;
  const names = ['examplebucket', ...options.bucket];
  const first = `It has ${names.length > 1 ? `the buckets ${names.join(', ')}` : 'the bucket examplebucket'}, with the object test.txt in examplebucket.`;
  return [
    says(first),
    ...(owned === 0
      ? []
      : [says(`Each of the ${owned} keys has a bucket of its own, and can change nothing elsewhere.`)]),
    says('Everything is temporary and is lost when the sandbox stops.'),
    says(`Region ${region}. Access key ID ${keyWords(shownKey)}.`),
    ...(authority === null
      ? []
      : [...authorityLines(authority), says(`s3cmd needs --ca-certs=${shellWord(authority)}.`)]),
    ...clientLines(url, order, shownKey, authority),
  ];
}

function clientLines(url: string, order: SandboxOrder, key: ClientKey, authority: string | null): ConnectLine[] {
  return [
    says('For the AWS CLI and the SDKs (other clients: docs/sandbox.md):'),
    endpointLine(url),
    regionLine(order.region),
    ...credentialLines(key),
    ...trial(url, order, key, authority),
  ];
}

const keyWords = (key: ClientKey): string =>
  key.kind === 'published'
    ? `${key.accessKeyId}, secret access key ${key.secretAccessKey}`
    : `${printable(key.accessKeyId)}; its secret is not shown`;

function trial(url: string, { clock, region }: SandboxOrder, key: ClientKey, authority: string | null): ConnectLine[] {
  const time = writeTimestamp(clock.now());
  const keys =
    key.kind === 'published'
      ? [paste(`AWS_ACCESS_KEY_ID=${key.accessKeyId} AWS_SECRET_ACCESS_KEY=${key.secretAccessKey} \\`)]
      : [];
  const trust = authority === null ? '' : ` --cacert ${shellWord(authority)}`;
  return clock.isFixed
    ? [
        says(`Its clock is fixed at ${time}, so sign for that time. To try it:`),
        ...keys,
        paste(
          `sigv4 send --date ${time} --region ${region} --endpoint-url ${shellWord(url)} s3://examplebucket/test.txt`,
        ),
      ]
    : [
        says(`Its clock says ${time}. To try it:`),
        paste(`${signedCurl(key, region)}${trust} ${shellWord(`${url}/examplebucket/test.txt`)}`),
      ];
}

const LINE = '!'.repeat(72);

/** Writes the warning that this server skips one of its checks. Returns an empty string if it skips none. */
export function naiveBanner(naive: string | undefined): string {
  const check = NAIVE_CHECKS.find(({ id }) => id === naive);
  if (!check) return '';
  return `${LINE}\nNAIVE: the check "${check.id}" is skipped. A request that only this check would refuse is accepted.\n${check.says}\n${LINE}\n`;
}

/**
 * Writes the warning that others can reach the server. Returns an empty string if only this machine can reach the
 * server.
 */
export function openBanner(address: string): string {
  if (isLoopbackAddress(address)) return '';
  return `${LINE}\nOPEN: the sandbox listens on ${address}, so others can reach it. Only your keys protect what is in it.\n${LINE}\n`;
}
