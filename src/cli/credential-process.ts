/** The program that a profile names as `credential_process` (https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html). */
import { exec } from 'node:child_process';

type Done = (error: Error | null, output?: { readonly stdout: string }) => void;

/**
 * Runs it in a shell, as AWS's loader does, and gives its standard output. The error says how it ended and nothing else: what
 * Node.js would say has the command line and the standard error of the program in it, and either may hold a secret.
 */
export function runCredentialProcess(command: string, done: Done): void {
  exec(command, (error, stdout) => {
    if (error) done(new Error(`the program of credential_process ${endOf(error)}`));
    else done(null, { stdout });
  });
}

function endOf({ code, signal }: { readonly code?: unknown; readonly signal?: unknown }): string {
  if (typeof code === 'number') return `ended with exit code ${code}`;
  return typeof signal === 'string' ? `was ended by ${signal}` : 'could not be run to its end';
}
