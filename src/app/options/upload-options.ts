/** The options of a browser upload: a policy, the fields of a form, a file. */
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { listOf, type OptionValues } from './option-values.ts';
import { HOW_OPTIONS } from './signing-options.ts';

/** A browser upload. */
export interface UploadWish {
  /** The path of the policy. */
  readonly policy: string;
  /** Name and value, in the order given. */
  readonly fields: readonly (readonly [string, string])[];
  readonly file: UploadedFile | null;
}

export interface UploadedFile {
  readonly path: string;
  /** As the form names it. */
  readonly name: string;
  readonly contentType: string | null;
}

/** What a form is asked to have; `null` where nobody asks for one. Whoever names a policy has no other body. */
export function readUpload(options: OptionValues): UploadWish | null | Problem {
  const parts = listOf(options.form);
  if (typeof options.postPolicy !== 'string') {
    return parts.length === 0
      ? null
      : problem('option', '--form is given without --post-policy.', 'Forms are for uploads with a policy: give both.');
  }
  const refusal = contradiction(options);
  if (refusal) return refusal;
  const broken = parts.find((part) => part.indexOf('=') < 1);
  if (broken !== undefined) {
    return problem(
      'form',
      `${JSON.stringify(broken)} is no field of a form.`,
      'Write it as name=value, the file as file=@PATH.',
    );
  }
  const pairs = parts.map((part) => [part.slice(0, part.indexOf('=')), part.slice(part.indexOf('=') + 1)] as const);
  const isFile = ([name]: readonly [string, string]) => name.toLowerCase() === 'file';
  const files = pairs.filter(isFile).map(([, value]) => readFilePart(value));
  const [file = null, ...others] = files;
  if (others.length > 0) return problem('form', 'The form has more than one file.', 'S3 takes one file in a form.');
  if (file && isProblem(file)) return file;
  return { policy: options.postPolicy, fields: pairs.filter((pair) => !isFile(pair)), file };
}

/** An upload is POST with a form as its body, and only its policy is signed: what else is asked for would not come. */
const MEANINGLESS = [
  ['data', '--data'],
  ['dataBinary', '--data-binary'],
  ['request', '--request'],
  ['range', '--range'],
  ['service', '--service'],
  ...HOW_OPTIONS,
] as const;

function contradiction(options: OptionValues): Problem | null {
  const others = MEANINGLESS.filter(([option]) => options[option] !== undefined).map(([, name]) => name);
  if (others.length === 0) return null;
  return problem(
    'option',
    '--post-policy makes a request of its own: POST, with a form as its body, of which the policy is signed.',
    `Leave out ${others.join(', ')}.`,
  );
}

/** As curl has it, with `;type=…` and `;filename=…` behind the path. */
function readFilePart(value: string): UploadedFile | Problem {
  const match = /^@([^;]+)((?:;(?:type|filename)=[^;]*)*)$/.exec(value);
  if (!match?.[1] || match[1] === '-') {
    return problem('form', `"file=${value}" names no file.`, 'Write file=@PATH, or file=@PATH;type=image/png.');
  }
  const [, path, more = ''] = match;
  const setting = (name: string) => new RegExp(`;${name}=([^;]*)`).exec(more)?.[1];
  const contentType = setting('type') ?? null;
  const name = setting('filename') ?? path.split(/[/\\]/).at(-1) ?? path;
  if (contentType !== null && !/^[\x21-\x7e][\x20-\x7e]*$/.test(contentType)) {
    return problem('form', `${JSON.stringify(contentType)} is no type of a file.`, 'Write it as image/png.');
  }
  return { path, name, contentType };
}
