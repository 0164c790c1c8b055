/** Reads the options for a browser upload: a policy, the fields of a form, and a file. */
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { listOf, type OptionValues } from './option-values.ts';
import { HOW_OPTIONS } from './signing-options.ts';

export interface UploadChoices {
  readonly policy: string;
  /** Names and values, in the order in which the user gave them. */
  readonly fields: readonly (readonly [string, string])[];
  readonly file: UploadedFile | null;
}

interface UploadedFile {
  readonly path: string;
  /** The file name that the form contains. */
  readonly name: string;
  readonly contentType: string | null;
}

/**
 * Reads the options of a browser upload. Returns `null` for a request without a policy, and a problem if the options
 * contradict each other. A request that has a policy has no body other than the form.
 */
export function readUpload(options: OptionValues): UploadChoices | null | Problem {
  const parts = listOf(options.form);
  if (typeof options.postPolicy !== 'string') {
    return parts.length === 0
      ? null
      : problem(
          'option',
          '--form is given without --post-policy.',
          'A form is an upload with a policy. Add --post-policy.',
        );
  }
  const refusal = contradiction(options);
  if (refusal) return refusal;
  const broken = parts.find((part) => part.indexOf('=') < 1);
  if (broken !== undefined) {
    return problem(
      'form',
      `${JSON.stringify(broken)} is not a field of a form.`,
      'Write it as name=value, or as file=@PATH for the file.',
    );
  }
  const pairs = parts.map((part) => [part.slice(0, part.indexOf('=')), part.slice(part.indexOf('=') + 1)] as const);
  const isFile = ([name]: readonly [string, string]) => name.toLowerCase() === 'file';
  const files = pairs.filter(isFile).map(([, value]) => readFilePart(value));
  const [file = null, ...others] = files;
  if (others.length > 0)
    return problem('form', 'The form has more than one file.', 'Leave one of them: S3 accepts one file in a form.');
  if (file && isProblem(file)) return file;
  return { policy: options.postPolicy, fields: pairs.filter((pair) => !isFile(pair)), file };
}

/**
 * Options that have no effect on a browser upload, because it is always a POST whose body is the form, and only its
 * policy is signed.
 */
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
    '--post-policy makes a POST request with a form as its body, and signs the policy.',
    `Leave out ${others.join(', ')}.`,
  );
}

/** Reads `@PATH`, optionally followed by `;type=…` and `;filename=…`, as in curl. */
function readFilePart(value: string): UploadedFile | Problem {
  const match = /^@([^;]+)((?:;(?:type|filename)=[^;]*)*)$/.exec(value);
  if (!match?.[1] || match[1] === '-') {
    return problem('form', `"file=${value}" does not name a file.`, 'Write file=@PATH, or file=@PATH;type=image/png.');
  }
  const [, path, more = ''] = match;
  const setting = (name: string) => new RegExp(`;${name}=([^;]*)`).exec(more)?.[1];
  const contentType = setting('type') ?? null;
  const name = setting('filename') ?? path.split(/[/\\]/).at(-1) ?? path;
  if (contentType !== null && !/^[\x21-\x7e][\x20-\x7e]*$/.test(contentType)) {
    return problem('form', `${JSON.stringify(contentType)} is not a content type.`, 'Write it like image/png.');
  }
  return { path, name, contentType };
}
