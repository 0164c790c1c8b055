/** `sigv4 verify` of a canonical request and its string to sign, without the request. */
import { describe, expect, it } from 'vitest';
import { CANONICAL, TO_SIGN } from '../../support/verification/verify-inputs.ts';
import {
  EXAMPLE_ID,
  EXAMPLE_SECRET,
  SIGNATURE,
  type VerifyOrder,
  verifyText,
} from '../../support/verification/verifying.ts';

describe('a canonical request and its string to sign', () => {
  const verdictOf = async (text: string, order: VerifyOrder = {}) => {
    const { code, verdict, errors } = await verifyText(text, order);
    expect(errors).toBe('');
    return [code, verdict];
  };
  const other = { options: { secretFrom: 'secret' }, files: { secret: `${EXAMPLE_ID}:another` } };

  it.each<readonly [string, string, VerifyOrder, number, string]>([
    ['with a signature, by a published key', `${CANONICAL}\n\n${TO_SIGN}\n\n${SIGNATURE}`, {}, 0, 'match'],
    ['with a signature of nobody that is known', `${CANONICAL}\n\n${TO_SIGN}\n\n${'a'.repeat(64)}`, {}, 1, 'unknown'],
    [
      'with a signature that a given key did not make',
      `${CANONICAL}\n\n${TO_SIGN}\n\n${'a'.repeat(64)}`,
      other,
      1,
      'mismatch at Signature',
    ],
    ['without a signature', `${CANONICAL}\n\n${TO_SIGN}`, {}, 1, 'unknown'],
    ['without a signature, by a given key', `${CANONICAL}\n\n${TO_SIGN}`, other, 1, 'unknown'],
    ['alone', CANONICAL, {}, 1, 'unknown'],
    ['the string to sign alone with its signature', `${TO_SIGN}\n\n${SIGNATURE}`, {}, 0, 'match'],
    [
      'that do not belong together',
      `${CANONICAL.replace('0-9', '0-8')}\n\n${TO_SIGN}`,
      {},
      1,
      'mismatch at Hashed canonical request',
    ],
    [
      'whose list names another header',
      `${CANONICAL.replace('host;range', 'host;rangf')}\n\n${TO_SIGN}`,
      {},
      1,
      'mismatch at Signed headers',
    ],
    [
      'of another day',
      `${CANONICAL}\n\n${TO_SIGN.replace('20130524/', '20130523/')}`,
      {},
      1,
      'mismatch at Date of the credential scope',
    ],
  ])('%s', async (_what, text, order, code, verdict) => {
    expect(await verdictOf(text, order)).toEqual([code, verdict]);
  });

  it.each([
    [`${TO_SIGN}\n\n${SIGNATURE}`, {}, "AWS's documentation"],
    [`${TO_SIGN}\n\n${SIGNATURE}`, { options: { secretFrom: 's' }, files: { s: EXAMPLE_SECRET } }, 's'],
    [`${TO_SIGN}\n\n${'a'.repeat(64)}`, {}, null],
    [TO_SIGN, { options: { secretFrom: 's' }, files: { s: EXAMPLE_SECRET } }, null],
  ])('names who said the secret that made its signature, number %#', async (text, order: VerifyOrder, source) => {
    const json = await verifyText(text, { ...order, options: { ...order.options, json: true } });
    expect(JSON.parse(json.output).secretSource).toBe(source);
    const { output } = await verifyText(text, order);
    expect(/secret +from (.*)/.exec(output)?.[1] ?? null).toBe(source);
  });

  it('is never too late: no clock is checked, and the report says so', async () => {
    const order = { options: { at: '20300101T000000Z' } };
    const { verdict, output } = await verifyText(`${TO_SIGN}\n\n${SIGNATURE}`, order);
    expect(verdict).toBe('match');
    expect(output.replace(/\s+/g, ' ')).toContain('The time is not checked');
  });

  it('says of a canonical request alone that there is nothing to compare', async () => {
    const { output } = await verifyText(CANONICAL);
    expect(output.split('\n')[1]).toContain('There is nothing to compare without the string to sign.');
  });

  it('tells the signature of a key that is known where none was given', async () => {
    const order = { options: { secretFrom: 'secret' }, files: { secret: EXAMPLE_SECRET } };
    expect((await verifyText(`${CANONICAL}\n\n${TO_SIGN}`, order)).output).toContain(SIGNATURE);
  });
});
