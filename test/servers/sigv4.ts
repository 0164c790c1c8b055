/** The built program against the server: run as its user runs it, with the credentials in its environment. */
import { spawn } from 'node:child_process';
import { PROGRAM } from '../support/cli/program.ts';
import { SERVER } from './server.ts';

export interface Finished {
  readonly exitCode: number | null;
  readonly output: Buffer;
  readonly errors: string;
}

export function sigv4(commandLine: readonly string[], secretKey = SERVER.secretKey): Promise<Finished> {
  const child = spawn(process.execPath, [PROGRAM, ...commandLine], {
    env: { AWS_ACCESS_KEY_ID: SERVER.accessKey, AWS_SECRET_ACCESS_KEY: secretKey, AWS_REGION: SERVER.region },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output: Buffer[] = [];
  const errors: Buffer[] = [];
  child.stdout.on('data', (piece) => output.push(piece));
  child.stderr.on('data', (piece) => errors.push(piece));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exitCode) =>
      resolve({ exitCode, output: Buffer.concat(output), errors: Buffer.concat(errors).toString() }),
    );
  });
}

/** A request that was sent, and how it was answered. */
export interface Sent extends Finished {
  /** The options and the address that make the request: without those that say what becomes of the answer. */
  readonly request: readonly string[];
  /** Of the answer; `null` where none came. */
  readonly status: number | null;
  /** The x-amz-date and the signature that went over the wire. */
  readonly timestamp: string;
  readonly signature: string;
}

/** `sigv4 send`. Status, time and signature are read from what --verbose says of the wire. */
export async function send(
  request: readonly string[],
  { output = [], secretKey }: { readonly output?: readonly string[]; readonly secretKey?: string } = {},
): Promise<Sent> {
  const finished = await sigv4(['send', '--verbose', ...output, ...request], secretKey);
  const said = (pattern: RegExp) => pattern.exec(finished.errors)?.[1];
  const status = said(/^< HTTP\/1\.1 (\d{3})/m);
  return {
    ...finished,
    request,
    status: status === undefined ? null : Number(status),
    timestamp: said(/^> x-amz-date: (\w+)$/m) ?? '',
    signature: said(/^> Authorization: .*Signature=(\w+)$/m) ?? '',
  };
}
