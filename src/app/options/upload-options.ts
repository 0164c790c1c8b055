/** Reads the options for a browser upload: a policy, the fields of a form, and a file. */
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import type { ValueKind } from './option-values.ts';

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

/** A field of a form, or its file. */
type FormPart = { readonly field: readonly [name: string, value: string] } | { readonly file: UploadedFile };

export const FORM_FIELD: ValueKind<FormPart> = {
  read: (text, option) => {
    const [, name = '', value = ''] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
    if (name === '') {
      const says = `${option} ${JSON.stringify(text)} is not a field of a form.`;
      return problem('form', says, 'Write it as name=value, or as file=@PATH for the file.');
    }
    if (name.toLowerCase() !== 'file') return { field: [name, value] };
    const file = readFilePart(value, option);
    return isProblem(file) ? file : { file };
  },
};

/** Reads the options of a browser upload. Returns `null` for a request without a policy. */
export function readUpload({
  postPolicy,
  form,
}: {
  readonly postPolicy?: string | undefined;
  readonly form: readonly FormPart[];
}): UploadChoices | null | Problem {
  if (postPolicy === undefined) return null;
  const [file = null, ...others] = form.flatMap((part) => ('file' in part ? [part.file] : []));
  if (others.length > 0)
    return problem('form', 'The form has more than one file.', 'Leave one of them: S3 accepts one file in a form.');
  return { policy: postPolicy, fields: form.flatMap((part) => ('field' in part ? [part.field] : [])), file };
}

/** Reads `@PATH`, optionally followed by `;type=…` and `;filename=…`, as in curl. */
function readFilePart(value: string, option: string): UploadedFile | Problem {
  const match = /^@([^;]+)((?:;(?:type|filename)=[^;]*)*)$/.exec(value);
  if (!match?.[1] || match[1] === '-') {
    return problem(
      'form',
      `${option} "file=${value}" does not name a file.`,
      'Write file=@PATH, or file=@PATH;type=image/png.',
    );
  }
  const [, path, more = ''] = match;
  const setting = (name: string) => new RegExp(`;${name}=([^;]*)`).exec(more)?.[1];
  const contentType = setting('type') ?? null;
  const name = setting('filename') ?? path.split(/[/\\]/).at(-1) ?? path;
  if (contentType !== null && !/^[\x21-\x7e][\x20-\x7e]*$/.test(contentType)) {
    return problem(
      'form',
      `${option}: ${JSON.stringify(contentType)} is not a content type.`,
      'Write it like image/png.',
    );
  }
  return { path, name, contentType };
}
