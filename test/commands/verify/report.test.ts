/** The report of `sigv4 verify`: the verdict on its first line, and where it is repeated. */
import { describe, expect, it } from 'vitest';
import { verify } from '../../../src/commands/verify/verify.ts';
import { worldOf } from '../../support/commands/test-world.ts';
import { CANONICAL, TO_SIGN } from '../../support/verification/verify-inputs.ts';
import { PRESIGNED_URL, SIGNATURE, SIGNED_GET, verifyText } from '../../support/verification/verifying.ts';

describe('the verdict', () => {
  it('is alone on the first line, then what it means, and what a server computes', async () => {
    const { output } = await verifyText(SIGNED_GET);
    const [first, second] = output.split('\n');
    expect(first).toBe('match');
    expect(second).toMatch(/^ {2}The signature is right/);
    for (const line of CANONICAL.split('\n')) expect(output).toContain(line);
    for (const line of TO_SIGN.split('\n')) expect(output).toContain(line);
    expect(output).toContain("secret       from AWS's documentation");
  });

  it('names the first value that differs, and the byte', async () => {
    const { output, verdict, code } = await verifyText(SIGNED_GET.replace(SIGNATURE, `${SIGNATURE.slice(0, -1)}2`));
    expect([code, verdict]).toEqual([1, 'mismatch at Signature']);
    expect(output).toContain('They first differ at byte 63: "2" (0x32) versus "1" (0x31).');
  });

  it.each([
    ['20130524T001500Z', 0, 'match'],
    ['20130524T001501Z', 1, 'expired'],
    ['20130523T234500Z', 0, 'match'],
    ['20130523T234459Z', 1, 'not yet valid'],
  ])('depends on the clock of --at %s', async (at, code, verdict) => {
    expect(await verifyText(SIGNED_GET, { options: { at } })).toMatchObject({ code, verdict });
  });

  it('takes the clock of the world without --at', async () => {
    const now = () => new Date('2013-05-24T01:00:00Z');
    expect(await verifyText(SIGNED_GET, { world: { now } })).toMatchObject({ code: 1, verdict: 'expired' });
  });

  it('says a wrong signature before a time that is over', async () => {
    const text = SIGNED_GET.replace('bytes=0-9', 'bytes=0-8');
    expect((await verifyText(text, { options: { at: '20300101T000000Z' } })).verdict).toBe('mismatch at Signature');
  });

  it('of a head without its body says what is not known', async () => {
    const text = SIGNED_GET.replace('Range', 'Content-Length: 5\r\nRange');
    const { output, code } = await verifyText(text, { options: { json: true } });
    const { verdict, comparisons, remarks } = JSON.parse(output);
    expect([code, verdict]).toEqual([0, 'match']);
    expect(comparisons.find(({ id }: { id: string }) => id === 'hashed-payload').standing).toBe('unknown');
    expect(remarks).toEqual([expect.stringContaining('the input contains none of it')]);
  });
});

describe('a report that is longer than the terminal', () => {
  const reportAt = async (outputHeight: number) => {
    const test = worldOf({ isOutputTerminal: true, outputWidth: 80, outputHeight }, { 'url.txt': PRESIGNED_URL });
    await verify.run(test.world, {}, ['url.txt']);
    return test.output().trimEnd().split('\n');
  };

  it('ends with the verdict and its reason, which would otherwise scroll away', async () => {
    const [first, ...more] = await reportAt(24);
    expect(more.length).toBeGreaterThan(24);
    expect(more.slice(-2).join(' ')).toBe(
      `  ${first}: The signature is right, and so is everything else that the request   claims.`,
    );
  });

  it('has the verdict only once if it fits', async () => {
    const [first, ...more] = await reportAt(Number.POSITIVE_INFINITY);
    expect(more).not.toContain(first);
  });
});
