/** `sigv4 send`: the sandbox accepts what it signs. */
import { describe, expect, it } from 'vitest';
import { send } from '../../../src/commands/send/send.ts';
import { worldOf } from '../../support/commands/test-world.ts';
import { KEY_ID, SECRET, testSandbox } from '../../support/sandbox/sandbox-client.ts';

describe('what send signs', () => {
  it('is accepted by the sandbox', async () => {
    const sandbox = testSandbox();
    const { world, output } = worldOf({ environment: { AWS_ACCESS_KEY_ID: KEY_ID, AWS_SECRET_ACCESS_KEY: SECRET } });
    const { host, port, close } = await world.listen(0, () => sandbox.converse());
    const options = { endpointUrl: `http://${host}:${port}`, region: 'us-east-1', date: '20130524T000000Z' };
    expect(await send.run(world, options, ['s3://examplebucket/a//../b c+d'])).toBe(0);
    await close();
    expect(output()).toBe('odd key');
  });
});
