/** Says the version. This loads nothing that a command needs. */
import { version } from '../../package.json';
import { standardOutput } from './files/standard-output.ts';

/** Writes the version to standard output. */
export function sayVersion(): void {
  standardOutput().write(`${version}\n`);
}
