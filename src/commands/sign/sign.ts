/** Defines the command `sigv4 sign`, which prints a signed request, URL, or form without sending anything. */

import { command, DONE, type Exit } from '../../app/options/command.ts';
import type { OptionDefinitions, ValuesOf } from '../../app/options/option-values.ts';
import { REQUEST_OPTIONS } from '../../app/options/request-options.ts';
import { SIGNING_OPTIONS } from '../../app/options/signing-options.ts';
import { choice } from '../../app/options/value-kinds.ts';
import { headOf, type RequestPlan, tokensOf } from '../../app/planning/planned-request.ts';
import { planCommand } from '../../app/planning/request-plan.ts';
import { shownReading } from '../../app/reading/watched-reading.ts';
import type { World } from '../../app/world/world.ts';
import { joined } from '../../bytes/joined.ts';
import { asText, type Octets } from '../../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { isScriptLanguage, SCRIPT_LANGUAGES } from '../../outputs/script/table.ts';
import { isCarriedSecret } from '../../sigv4/secrets/secret-headers.ts';
import { PRINT_FORMS, PRINTERS, type PrintForm } from './print-request.ts';
import { printScript } from './print-script.ts';

const OPTIONS = {
  as: {
    flags: '--as <form>',
    says: `request (the default), headers or curl; url (the default with --presign); fields (with --post-policy); or the whole computation as a script: ${joined(SCRIPT_LANGUAGES, 'or')}`,
    as: choice([...PRINT_FORMS, ...SCRIPT_LANGUAGES]),
  },
  step: {
    flags: '--step <id>',
    says: 'only one step of the script, such as canonical-request, signing-key, or signature',
    needs: { option: 'as', is: SCRIPT_LANGUAGES },
  },
  showSecret: { flags: '--show-secret', says: 'print the request even if it contains a session token' },
  ...REQUEST_OPTIONS,
  ...SIGNING_OPTIONS,
} as const satisfies OptionDefinitions;

type SignValues = ValuesOf<typeof OPTIONS>;

export const sign = command({
  operands: [['<url>', 'https://HOST/PATH, or s3://BUCKET/KEY with the key unencoded']],
  options: OPTIONS,
  examples: {
    'sigv4 sign s3://examplebucket/test.txt -r 0-9': 'the request as it would be sent',
    'sigv4 sign --as headers https://examplebucket.s3.amazonaws.com/test.txt': 'its headers, one on each line',
    'sigv4 sign --as curl -X PUT --data-binary @cat.jpg "s3://photos/my cat.jpg"': 'a curl command that sends it',
    'sigv4 sign --presign --expires-in 300 s3://photos/cat.jpg': 'a URL that is valid for five minutes',
    'sigv4 sign --as python s3://photos/cat.jpg': 'a script that computes the signature and prints each step of it',
    'sigv4 sign --post-policy policy.json --as fields s3://photos': 'the fields of an upload form',
  },
  run: runSign,
});

async function runSign(world: World, options: SignValues, [address = '']: readonly string[]): Promise<Exit> {
  const plan = await shownReading(world, null, (watched) => planCommand(watched, address, options));
  if (isProblem(plan)) return plan;
  const failed = isScriptLanguage(options.as)
    ? await printScript(world, plan, options.as, options.step ?? null)
    : await printAs(world, plan, options);
  return failed ?? DONE;
}

/** Prints the request in a form that is not a script. */
async function printAs(world: World, plan: RequestPlan, options: SignValues): Promise<Problem | null> {
  const form = formOf(world, plan, options);
  if (isProblem(form)) return form;
  return secretRefusal(world, plan, options) ?? PRINTERS[form](world, plan);
}

/** The forms that exist for only one kind of request, and the option that asks for that kind. */
const ONLY_OF = new Map([
  ['url', { scheme: 'query', option: 'presign' }],
  ['fields', { scheme: 'policy', option: 'postPolicy' }],
]);

function formOf({ nameOfOption }: World, { trace }: RequestPlan, { as }: SignValues): PrintForm | Problem {
  const only = ONLY_OF.get(String(as));
  if (only && only.scheme !== trace?.scheme) {
    const needed = nameOfOption(only.option);
    const says = `${nameOfOption('as')} ${as} prints what ${needed} makes.`;
    return problem('option', says, `Add ${needed}, or choose another form.`);
  }
  return PRINT_FORMS.find((form) => form === as) ?? (trace?.scheme === 'query' ? 'url' : 'request');
}

/** Refuses to print a request with a secret, because a request with a masked secret is another request. */
function secretRefusal({ masked }: World, plan: RequestPlan, { showSecret }: SignValues): Problem | null {
  if (showSecret) return null;
  const sent = (headOf(plan) + plan.body.beginning) as Octets;
  const text = asText(sent);
  const holdsSecret =
    (plan.trace?.values.some(isCarriedSecret) ?? false) ||
    tokensOf({ request: plan.request, trace: null }).length > 0 ||
    masked(text) !== text;
  if (!holdsSecret) return null;
  return problem(
    'secret',
    'The request contains a secret: a session token, a key, a password, or a cookie.',
    'Print it with --show-secret.',
  );
}
