/** Commands run in this process, and what must be true of all that they print. */
import type { Octets } from '../../src/bytes/octets.ts';
import { isProblem } from '../../src/bytes/problem.ts';
import type { diagnose } from '../../src/commands/diagnose.ts';
import type { verify } from '../../src/commands/verify/verify.ts';
import { leakIn, WITH_KEYS } from '../attack/tools.ts';
import { worldOf } from '../support/commands/test-world.ts';

const FORMS = [
  { plain: true },
  { json: true },
  { html: '-' },
  { share: true },
  { case: '-' },
  { screenReader: true },
] as const;

/** The names of the forms of output, in the order in which the number of bytes decides between them. */
export const FORM_NAMES: readonly string[] = FORMS.flatMap((form) => Object.keys(form));

/** What a terminal takes for a command. A line break and a tab are none. */
const CONTROL = /[^\n\t\x20-\x7e\xa0-\uffff]/;

/**
 * Runs a command with these bytes in a file, in a form of output that their number decides. Throws if the exit code is none
 * of 0, 1, and 2, if JSON is not JSON, or if something printed has a control character, or the secret.
 */
export async function runsWell(command: typeof verify | typeof diagnose, octets: Octets): Promise<void> {
  const form = FORMS[octets.length % FORMS.length] ?? FORMS[0];
  const { world, printed, output, created } = worldOf({ environment: WITH_KEYS, readFile: async () => octets });
  const code = await command.run(world, form, ['input']);
  if (!isProblem(code) && (code < 0 || code > 2)) throw new Error(`The exit code is ${code}.`);
  const all = [printed(), ...created.values()].join('');
  const control = CONTROL.exec(all);
  if (control)
    throw new Error(`Printed: ${JSON.stringify(all.slice(Math.max(control.index - 60, 0), control.index + 20))}`);
  const leak = leakIn(all, JSON.stringify(form));
  if (leak) throw new Error(leak);
  if ('json' in form && output() !== '') JSON.parse(output());
}
