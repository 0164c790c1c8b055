/** Secrets that somebody gives in the wrong way, or for another key: that is said, and nothing is taken for a secret. */
import { describe, expect, it } from 'vitest';
import {
  EXAMPLE_ID,
  EXAMPLE_SECRET,
  SIGNED_GET,
  signedGetOf,
  verifyOperand,
  verifyText,
} from '../support/verification/verifying.ts';

const OTHER = { keyId: 'AKIDOFTHESETESTSEXAMP', secret: 'of/these+tests/alone' };
const withSecrets = (secret: string, text = signedGetOf(OTHER)) =>
  verifyText(text, { options: { secretFrom: 'secret' }, files: { secret } });

describe('a file of secrets', () => {
  it.each([
    ['the secret alone', OTHER.secret],
    ['a line with spaces round the colon', `${OTHER.keyId} : ${OTHER.secret}`],
    ['several keys, and a comment', `# mine\n${EXAMPLE_ID}:${EXAMPLE_SECRET}\n${OTHER.keyId}:${OTHER.secret}\n`],
  ])('may have %s', async (_what, secret) => {
    expect(await withSecrets(secret)).toMatchObject({ code: 0, verdict: 'match' });
  });

  it.each([
    ['a setting of a shell', `export AWS_SECRET_ACCESS_KEY=${OTHER.secret}`],
    ['a setting', `AWS_SECRET_ACCESS_KEY=${OTHER.secret}`],
    ["a line of AWS's files", `aws_secret_access_key = ${OTHER.secret}`],
    ['quotation marks', `"${OTHER.secret}"`],
    ['JSON', `{"SecretAccessKey": "${OTHER.secret}"}`],
  ])('with %s is refused: it would only never match', async (_what, secret) => {
    const { code, output, errors } = await withSecrets(secret);
    expect([code, output]).toEqual([2, '']);
    expect(errors).toContain('is not a file of secret access keys');
    expect(errors).not.toContain(OTHER.secret);
  });

  it('for another key is not used, and that is said', async () => {
    const { verdict, output } = await withSecrets(`AKIDOFNOBODY:${OTHER.secret}`);
    expect(verdict).toBe('unknown');
    expect(output).toContain(
      `The secret from secret is not used: it belongs to the key AKIDOFNOBODY, and the request names ${OTHER.keyId}.`,
    );
  });

  it('for other keys are one sentence for each file', async () => {
    const { output } = await withSecrets(`AKIDOFNOBODY:${OTHER.secret}\nAKIDOFANYONE:${OTHER.secret}`);
    expect(output.match(/from secret/g)).toHaveLength(1);
    expect(output).toContain(`The 2 secrets from secret are not used: they belong to other keys than ${OTHER.keyId}`);
  });

  it('in the place of its ID is not printed', async () => {
    const secret = 'NotARealSecret/OfAnyone+ButOfTheseTests1';
    const { output } = await withSecrets(`${secret}:AKIAZZZZZZZZZZZZZZZZ`);
    expect(output).toContain('is not used: it belongs to another key');
    expect(output).not.toContain('NotAReal');
  });
});

describe('without anything to verify', () => {
  it('standard input is read, unless it is a terminal', async () => {
    const files = { '-': SIGNED_GET };
    expect(await verifyOperand(undefined, { files })).toMatchObject({ code: 0, verdict: 'match' });
    const { code, errors } = await verifyOperand(undefined, { files, world: { isInputTerminal: true } });
    expect([code, errors]).toEqual([2, expect.stringContaining('There is nothing to verify.')]);
  });
});

describe('a request without its signature', () => {
  it('that still has its date was signed: the signature was taken out', async () => {
    const { verdict, output } = await verifyText(SIGNED_GET.replace(/Authorization: .*\r\n/, ''));
    expect(verdict).toBe('unsigned');
    expect(output).toContain('saved with sensitive data');
  });
});
