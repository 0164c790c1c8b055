/** The report and the last page of a verification: the verdict first, then what it rests on. */
import { describe, expect, it } from 'vitest';
import { plainBlocks } from '../../src/outputs/plain/plain-text.ts';
import type { Verdict } from '../../src/verification/verdict.ts';
import { verdictExplained } from '../../src/verification/verdict.ts';
import type { Block } from '../../src/views/page.ts';
import { type ReportedRequest, verificationView } from '../../src/views/verification/verification-view.ts';
import { ordered } from '../support/sandbox/sandbox-client.ts';
import { presigned, replaced } from '../support/sigv4/presigned-order.ts';
import { type VerifiedBy, verifiedWalk } from '../support/views/verified-walk.ts';

const textOf = ({ runs }: Extract<Block, { runs: unknown }>) => runs.map(({ text }) => text).join('');
const headingsOf = (blocks: readonly Block[]) =>
  blocks.flatMap((block) => (block.kind === 'heading' ? [textOf(block).trim()] : []));
const paragraph = (block: Block | undefined) => (block?.kind === 'prose' ? textOf(block) : null);

const explained = ({ verdict: said, comparisons, notices, claim }: ReportedRequest) =>
  verdictExplained(said, { comparisons, notices, scheme: claim?.scheme ?? null });

const COMPARED = 'Claimed, and computed by a server';

describe('the report', () => {
  it('lists other findings before everything that is long', () => {
    const { reported } = verifiedWalk(
      ordered({ headers: [['x-amz-acl', 'private']], unsigned: ['x-amz-acl'] }).request,
    );
    const blocks = verificationView(reported).report;
    expect(headingsOf(blocks).slice(0, 4)).toEqual([
      'Other findings',
      COMPARED,
      'What the request claims',
      'Canonical request, as a server computes it',
    ]);
    expect(blocks.map(paragraph).filter((text) => text?.startsWith('The header x-amz-acl is not signed'))).toHaveLength(
      1,
    );
  });

  it.each<readonly [string, string, Verdict['kind']]>([
    ['that is not signed', ordered({ authorization: null }).request, 'unsigned'],
    ['of Signature Version 2', ordered({ authorization: 'AWS a:b' }).request, 'signature-version-2'],
    ['with a broken credential', ordered({ scope: ['20130524'] }).request, 'malformed'],
  ])('of a request %s is that alone', (_what, request, kind) => {
    const { reported, facts } = verifiedWalk(request);
    expect([reported.verdict.kind, facts]).toEqual([kind, null]);
    const blocks = verificationView(reported).report;
    expect(blocks.map(paragraph)).toEqual([explained(reported)]);
  });

  it('shows nothing of a value that commands a terminal', () => {
    const commands = '\x1b[31m\x9b\x7f';
    for (const request of [
      ordered({ keyId: `AKID${commands}` }).request,
      ordered({ scope: [`2013${commands}`, 'us-east-1', 's3', 'aws4_request'] }).request,
      ordered({ authorization: `AWS4-HMAC-SHA256 Credential=${commands}` }).request,
      presigned({ alter: replaced('X-Amz-Algorithm', commands) }).request,
    ]) {
      const { reported } = verifiedWalk(request);
      expect(plainBlocks(verificationView(reported).report, Number.POSITIVE_INFINITY)).not.toMatch(
        /[\x00-\x09\x0b-\x1f\x7f-\x9f]/,
      );
    }
  });
});

describe('values side by side', () => {
  const linesOf = (request: string, by?: VerifiedBy) => {
    const text = plainBlocks(verificationView(verifiedWalk(request, by).reported).report, Number.POSITIVE_INFINITY);
    const start = text.indexOf(COMPARED);
    return text.slice(start, text.indexOf('What the request claims')).trimEnd().split('\n').slice(1);
  };
  const HASH = 'a'.repeat(64);

  it('are marked right, wrong with both and the byte, or not known with why', () => {
    const request = ordered({
      method: 'PUT',
      payloadHash: HASH,
      body: 'x',
      scope: ['20130523', 'us-east-1', 's3', 'aws4_request'],
    });
    const { signature } = request;
    expect(linesOf(request.request, { secret: null }).map((line) => line.trim().replace(/ {2,}/g, '  '))).toEqual([
      '✗ Date of the credential scope',
      'claimed  20130523',
      'computed  20130524',
      'They first differ at byte 7: "3" (0x33) versus "4" (0x34).',
      '✓ Terminator of the credential scope  aws4_request',
      '✗ Hashed payload',
      `claimed  ${HASH}`,
      'computed  2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881',
      'The hash of the body is not the one in x-amz-content-sha256.',
      `? Signature  ${signature}`,
      'The signature cannot be computed without the secret access key.',
    ]);
  });
});
