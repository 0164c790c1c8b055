/** The options of `sigv4 verify`: rules, lines, the walk, and those that exclude each other. */
import { describe, expect, it } from 'vitest';
import type { OptionValues } from '../../../src/app/options/option-values.ts';
import type { ShownWalk } from '../../../src/app/walks/shown-walk.ts';
import { screenFor } from '../../support/commands/test-world.ts';
import { CANONICAL, harOf, SIGNED_ENTRY, TO_SIGN } from '../../support/verification/verify-inputs.ts';
import {
  EXAMPLE_ID,
  EXAMPLE_SECRET,
  PRESIGNED_URL,
  SIGNATURE,
  SIGNED_GET,
  signedGetOf,
  verifyOperand,
  verifyText,
} from '../../support/verification/verifying.ts';

describe('the rules', () => {
  it('are those of the service, unless --rule says otherwise', async () => {
    const query = [
      ['x', '2'],
      ['x', '1'],
    ] as const;
    const text = signedGetOf({ keyId: EXAMPLE_ID, secret: EXAMPLE_SECRET }, query);
    expect((await verifyText(text)).verdict).toBe('match');
    const rule = ['equal-query-names=order-given'];
    expect((await verifyText(text, { options: { rule } })).verdict).toBe('mismatch at Signature');
  });

  it.each(['none=x', 'equal-query-names=none', 'x'])('%s is none', async (rule) => {
    expect(await verifyText(SIGNED_GET, { options: { rule: [rule] } })).toMatchObject({ code: 2, output: '' });
  });
});

describe('options that cannot be', () => {
  const pair = `${CANONICAL}\n\n${TO_SIGN}\n\n${SIGNATURE}`;
  it.each<readonly [OptionValues, string, string]>([
    [{ jsonl: true }, SIGNED_GET, '--jsonl reads standard input.'],
    [{ jsonl: true, secretFrom: '-' }, SIGNED_GET, '--jsonl reads standard input.'],
    [{ at: '2013-05-24' }, SIGNED_GET, '"2013-05-24" is not a time.'],
    [{ at: '20130230T000000Z' }, SIGNED_GET, 'is not a time: the calendar or the clock has no such value.'],
    [{ request: 'PUT' }, SIGNED_GET, '--request is given, but the input has its own method.'],
    [{ request: 'NO METHOD' }, PRESIGNED_URL, 'not an HTTP method'],
    [{ request: 'NO METHOD' }, 'https://', 'not an HTTP method'],
    [{ entry: '1' }, SIGNED_GET, '--entry is given, but the input is not a HAR file.'],
    [{ case: 'x' }, pair, '--case is given, but there is no request.'],
    [{ case: 'x' }, harOf(SIGNED_ENTRY, SIGNED_ENTRY), '--case is given, but a HAR file has many requests.'],
    [{ reveal: 'host' }, SIGNED_GET, '--reveal is given without --share. Add --share, or leave out --reveal.'],
    [{ walk: true }, pair, '--walk is given, but there is no request to walk through.'],
  ])('%j', async (options, text, says) => {
    const { code, output, errors } = await verifyText(text, { options });
    expect([code, output]).toEqual([2, '']);
    expect(errors).toContain(says);
  });
});

describe('--jsonl', () => {
  it.each<readonly [OptionValues, string]>([
    [{ request: 'PUT' }, '--request is given, but each line has its own method.'],
    [{ entry: '1' }, '--entry is given, but lines are not a HAR file.'],
    [{ showSecret: true }, '--show-secret is given, but the answers to lines never show a secret.'],
    [{ secretFrom: '-' }, 'Standard input is given twice'],
  ])('is refused with %j', async (more, says) => {
    const order = { options: { jsonl: true, ...more }, files: { '-': EXAMPLE_SECRET } };
    const { code, output, errors } = await verifyOperand('-', order);
    expect([code, output]).toEqual([2, '']);
    expect(errors).toContain(says);
  });
});

describe('--walk', () => {
  it('is the pages one below the other, where there is no screen', async () => {
    const { code, output } = await verifyText(SIGNED_GET, { options: { walk: true } });
    expect(code).toBe(0);
    for (const title of ['1/6  Request', '4/6  Canonical request', '6/6  Comparison']) expect(output).toContain(title);
  });

  it('is on the screen where there is one, with nothing to send, and gives the exit code of the verdict', async () => {
    const walks: ShownWalk[] = [];
    const codeOf = async (text: string, code = 0) => {
      const showWalk = async (walk: ShownWalk) => {
        walks.push(walk);
        return code;
      };
      return (await verifyText(text, { options: { walk: true }, world: { screen: screenFor({ walk: showWalk }) } }))
        .code;
    };
    expect(await codeOf(SIGNED_GET)).toBe(0);
    expect(await codeOf(SIGNED_GET.replace('0-9', '0-8'))).toBe(1);
    expect(await codeOf(SIGNED_GET, 130)).toBe(130);
    expect(walks.map(({ send }) => send)).toEqual([null, null, null]);
    expect(walks[1]?.facts.verification?.verdict.kind).toBe('mismatch');
  });

  it('is a report where there is no claim to walk through', async () => {
    const { code, verdict } = await verifyText('GET / HTTP/1.1\r\n\r\n', { options: { walk: true } });
    expect([code, verdict]).toEqual([1, 'unsigned']);
  });
});
