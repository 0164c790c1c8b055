/** From the command line to the signed request: what is not signed, and by which rules. */
import { describe, expect, it } from 'vitest';
import type { OptionValues } from '../../src/app/options/option-values.ts';
import { tokensOf } from '../../src/app/planning/planned-request.ts';
import { isProblem } from '../../src/bytes/problem.ts';
import { findValue } from '../../src/trace/trace.ts';
import { planOptions } from '../support/commands/option-values.ts';
import { EXAMPLE_KEYS, worldOf } from '../support/commands/test-world.ts';
import { expectProblem, sound } from '../support/problems.ts';

const REGION = { AWS_REGION: 'us-east-1' };

const plan = (
  address: string,
  options: OptionValues = {},
  environment: Readonly<Record<string, string>> = EXAMPLE_KEYS,
) => planOptions(worldOf({ environment: { ...environment, ...REGION } }).world, address, options);

async function valueIn(address: string, id: string, options: OptionValues = {}): Promise<string | undefined> {
  const { trace } = sound(await plan(address, options));
  return trace ? findValue(trace, id)?.bytes.octets : undefined;
}

describe('the rules of a service', () => {
  // What arrives encoded is encoded again, and // is one slash, everywhere but in S3 (IAM User Guide).
  it.each([
    ['s3', '/a//b%20c'],
    ['es', '/a/b%2520c'],
  ])('of %s make the path %s', async (service, path) => {
    expect(await valueIn('https://h/a//b%20c', 'canonical-uri', { service })).toBe(path);
    expect(await valueIn('https://h/', 'credential-scope', { service })).toBe(
      `20130524/us-east-1/${service}/aws4_request`,
    );
  });

  it('are asked for by the name that is in a scope, and s3:// has no other than S3', async () => {
    expectProblem(await plan('https://h/', { service: 'a b' }), 'option');
    expectProblem(await plan('s3://bucket/key', { service: 'es' }), 'service');
  });
});

describe('a URL that is presigned', () => {
  it.each(['https://h/?X-Amz-Signature=ab', 'https://h/?x=y&X-Amz-Security-Token=T'])(
    'is not signed again: %s',
    async (url) => {
      expectProblem(await plan(url), 'presigned');
    },
  );

  it('can be sent as it is, and its token is known as a secret', async () => {
    const made = await plan('https://h/?X-Amz-Security-Token=TOKEN12345', { noSignRequest: true }, {});
    expect(isProblem(made) ? made : tokensOf(made)).toEqual(['TOKEN12345']);
  });
});

describe('a session token in a header', () => {
  it('is known as a secret where the request is not signed', async () => {
    const header = ['X-Amz-Security-Token: TOKEN12345'];
    const made = await plan('https://h/', { noSignRequest: true, header }, {});
    expect(isProblem(made) ? made : tokensOf(made)).toEqual(['TOKEN12345']);
  });
});
