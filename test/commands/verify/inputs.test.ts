import { describe, expect, it } from 'vitest';
import { formOf } from '../../support/sigv4/form-order.ts';
import { sha256Of } from '../../support/sigv4/independent-signer.ts';
import { AUTHORIZATION, PRESIGNED_URL, verifyOperand, verifyText } from '../../support/verification/verifying.ts';

describe('standard input', () => {
  it('is for one of two, and read for neither where both want it', async () => {
    const readFile = async () => {
      throw new Error('It was read.');
    };
    const { code, output, errors } = await verifyOperand('-', { options: { secretFrom: '-' }, world: { readFile } });
    expect([code, output]).toEqual([2, '']);
    expect(errors).toBe(
      'sigv4: Standard input is given twice: as the input and with --secret-from. Use a file for one of them.\n',
    );
  });
});

describe('--request', () => {
  it('is the method with which a URL is used', async () => {
    expect((await verifyText(PRESIGNED_URL, { options: { request: 'GET' } })).verdict).toBe('match');
    expect((await verifyText(PRESIGNED_URL, { options: { request: 'PUT' } })).verdict).toBe('mismatch at Signature');
  });
});

describe('a browser upload', () => {
  it('is verified by its policy, and expires when that says so', async () => {
    const { request } = formOf();
    const at = async (time: string) => (await verifyText(request, { options: { at: time } })).verdict;
    expect(await at('20130524T005959Z')).toBe('match');
    expect(await at('20130524T010000Z')).toBe('match');
    expect(await at('20130524T010001Z')).toBe('expired');
    expect(await at('20130501T000000Z')).toBe('match');
  });

  it('is unsigned without a form, and malformed with half of one', async () => {
    const { request } = formOf();
    expect((await verifyText(request.replace('name="policy"', 'name="polizei"'))).verdict).toMatch(/^malformed/);
    const text = 'POST / HTTP/1.1\r\nContent-Length: 1\r\n\r\na';
    expect((await verifyText(text)).verdict).toBe('unsigned');
  });

  it('matches with a checksum of its file, and not with another', async () => {
    const content = 'what the browser sends';
    const checksum = (of: string) => Buffer.from(sha256Of(of), 'hex').toString('base64');
    const withChecksum = (of: string) => formOf({ fields: [['x-amz-checksum-sha256', checksum(of)]] }).request;
    expect((await verifyText(withChecksum(content))).verdict).toBe('match');
    expect((await verifyText(withChecksum('other'))).verdict).toBe('mismatch at SHA256 in a header');
  });
});

describe('a request that is signed twice', () => {
  it('is malformed', async () => {
    const target = PRESIGNED_URL.slice(PRESIGNED_URL.indexOf('/test.txt'));
    const text = `GET ${target} HTTP/1.1\r\nHost: examplebucket.s3.amazonaws.com\r\nAuthorization: ${AUTHORIZATION}\r\n\r\n`;
    expect((await verifyText(text)).verdict).toBe(
      `malformed at byte ${text.indexOf('AWS4-HMAC-SHA256 ')} of the input`,
    );
  });
});
