/** Every value on the way to a signature is the one that radosgw computes when it verifies it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runWith } from '../support/commands/in-process.ts';
import { AWKWARD_KEYS } from './awkward-keys.ts';
import { findVerifications, type Verification } from './rgw-log.ts';
import { playRound } from './round.ts';
import { SERVER } from './server.ts';
import type { Sent } from './sigv4.ts';

const folder = mkdtempSync(join(tmpdir(), 'sigv4-radosgw-log-'));
const ownFolder = () => mkdtempSync(join(folder, 'round-'));
afterAll(() => rmSync(folder, { recursive: true }));

const IDS: Readonly<Record<keyof Verification, string>> = {
  canonicalRequest: 'canonical-request',
  canonicalRequestHash: 'hashed-canonical-request',
  stringToSign: 'string-to-sign',
  dateKey: 'date-key',
  dateRegionKey: 'date-region-key',
  dateRegionServiceKey: 'date-region-service-key',
  signingKey: 'signing-key',
  signature: 'signature',
};

const CREDENTIALS = {
  AWS_ACCESS_KEY_ID: SERVER.accessKey,
  AWS_SECRET_ACCESS_KEY: SERVER.secretKey,
  AWS_REGION: SERVER.region,
};

interface WalkDocument {
  readonly stages: readonly {
    readonly values: readonly { readonly id: string; readonly text?: string; readonly hex?: string }[];
  }[];
}

/** What `sigv4 walk` shows of the request that was sent: of the same one, at the same time. */
async function shownOf({ request, timestamp }: Sent): Promise<Verification> {
  const commandLine = ['walk', '--json', '--show-secret', '--date', timestamp, ...request];
  const { status, stdout, stderr } = await runWith(commandLine, { environment: CREDENTIALS });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const document: WalkDocument = JSON.parse(Buffer.from(stdout, 'latin1').toString());
  const values = document.stages.flatMap((stage) => stage.values);
  const contentOf = (id: string) => {
    const value = values.find((candidate) => candidate.id === id);
    return value?.text ?? value?.hex ?? `no ${id}`;
  };
  const pairs = Object.entries(IDS).map(([name, id]) => [name, contentOf(id)]);
  return Object.fromEntries(pairs);
}

async function expectSameValues(sent: readonly Sent[]): Promise<void> {
  const shown: Verification[] = [];
  for (const one of sent) shown.push(await shownOf(one));
  expect(shown.map(({ signature }) => signature)).toEqual(sent.map(({ signature }) => signature));
  const logged = await findVerifications(
    SERVER.log ?? '',
    sent.map(({ signature }) => signature),
  );
  expect(logged).toEqual(shown);
}

describe("radosgw's log has our canonical request, string to sign, four keys and signature", () => {
  it.concurrent.each(AWKWARD_KEYS.map((key) => [JSON.stringify(key).slice(0, 60), key]))('for %s', async (_, key) => {
    await expectSameValues(await playRound({ key, folder: ownFolder() }));
  });

  it('for a payload that is not signed', async () => {
    const options = ['--payload', 'unsigned'];
    await expectSameValues(await playRound({ key: 'not signed', folder: ownFolder(), options }));
  });

  it('for headers of our own, with runs of spaces', async () => {
    const options = [
      '-H',
      'X-Amz-Meta-Two: a   b    c',
      '-H',
      'x-amz-meta-one: \u00e9 \u{1f600}',
      '-H',
      'Cache-Control: no-cache',
    ];
    await expectSameValues(await playRound({ key: 'with headers', folder: ownFolder(), options }));
  });
});
