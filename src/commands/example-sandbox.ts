/** The sandbox with AWS's example: its key, its bucket, its object. */
import { S3_EXAMPLE_KEY } from '../aws/example-keys.ts';
import { exampleBuckets } from '../sandbox/objects.ts';
import { createSandbox, type Sandbox } from '../sandbox/sandbox.ts';

/** The region of AWS's example. */
export const SANDBOX_REGION = 'us-east-1';

export function exampleSandbox(clock: () => Date): Sandbox {
  return createSandbox({
    region: SANDBOX_REGION,
    secrets: new Map([[S3_EXAMPLE_KEY.accessKeyId, S3_EXAMPLE_KEY.secretAccessKey]]),
    buckets: exampleBuckets(),
    clock,
  });
}

/** A time of the form YYYYMMDD'T'HHMMSS'Z', which the caller has checked, as a date. */
export function dateOfTimestamp(timestamp: string): Date {
  return new Date(timestamp.replace(/^(....)(..)(..)T(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6Z'));
}
