/** A token that is in the path too is masked in each line of a log, also in the one that names the request later. */
import { afterEach, expect, it } from 'vitest';
import { maskedTarget } from '../../src/commands/sandbox/request-log.ts';
import { createSandbox } from '../../src/sandbox/sandbox.ts';
import type { AnswerReport } from '../../src/sandbox/settings.ts';
import { createStore } from '../../src/sandbox/storage/objects.ts';
import { captureHere, closing, exchangeWith } from '../support/commands/capture-here.ts';
import { ordered } from '../support/sandbox/sandbox-client.ts';
import { settingsOf } from '../support/sandbox/sandbox-settings.ts';
import { BUCKETS } from '../support/sandbox/stored-objects.ts';

const TOKEN = 'IQoJb3JpZ2luX2VjEXAMPLETOKEN0123456789';
const ending: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ending.splice(0)) await end();
});

const request = (host: string) =>
  ordered({ host, path: `/examplebucket/${TOKEN}`, secret: 'wrong', headers: [['x-amz-security-token', TOKEN]] })
    .request;

it('in the log of a capture', async () => {
  const here = await captureHere({ sandbox: true });
  ending.push(here.stop);
  expect(await exchangeWith(here.port, closing(request(`127.0.0.1:${here.port}`)))).toContain('403');
  await here.stop();
  expect(here.errors()).toContain('GET /examplebucket/***');
  expect(here.errors() + JSON.stringify(here.lines())).not.toContain(TOKEN);
});

it('in the log of the sandbox', () => {
  const reports: AnswerReport[] = [];
  const { now, ...settings } = settingsOf();
  createSandbox({
    ...settings,
    store: createStore(BUCKETS),
    clock: () => now,
    onAnswer: (report) => void reports.push(report),
    exchanges: { keeps: 'refused', elapsed: () => 0, scheme: 'http' },
  }).converse()(Buffer.from(request('examplebucket.s3.amazonaws.com'), 'latin1'));
  expect(reports.map(maskedTarget)).toEqual([`/examplebucket/${'*'.repeat(TOKEN.length)}`]);
});
