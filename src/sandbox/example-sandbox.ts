/** The sandbox with AWS's example: its key, its bucket, its object. */
import { DOCUMENTED_EXAMPLE } from '../aws/documented-example.ts';
import { S3_EXAMPLE_KEY } from '../aws/example-keys.ts';
import { exampleStore } from './objects.ts';
import { createSandbox, type Sandbox, type SandboxSettings } from './sandbox.ts';

/** The region of AWS's example. */
export const SANDBOX_REGION = DOCUMENTED_EXAMPLE.region;

export type SandboxWish = Pick<SandboxSettings, 'clock' | 'onAnswer' | 'naive' | 'hosts' | 'rules'>;

export function exampleSandbox(wish: SandboxWish): Sandbox {
  const { accessKeyId, secretAccessKey } = S3_EXAMPLE_KEY;
  return createSandbox({
    region: SANDBOX_REGION,
    keys: new Map([[accessKeyId, { secretAccessKey, sessionToken: null }]]),
    store: exampleStore(),
    ...wish,
  });
}
