/** Writes a request as a curl command that sends exactly its bytes, without the headers that curl would add. */
import { shellWord } from '../../views/shell.ts';

export interface CurlRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** The body as a file or as text; `null` for an empty body. */
  readonly body: { readonly file: string } | { readonly text: string } | null;
}

/** Writes the command. `word` writes text as one word for a shell. */
export function curlCommand(request: CurlRequest, word: (text: string) => string = shellWord): string {
  const { method, url, headers, body } = request;
  const asked = method === 'HEAD' ? ['--head'] : ['--request', word(method)];
  const sent = headers.flatMap(([name, value]) => ['--header', word(value === '' ? `${name};` : `${name}: ${value}`)]);
  const silenced = ['Accept', 'User-Agent', ...(body === null ? [] : ['Content-Type', 'Expect'])]
    .filter((name) => !headers.some(([given]) => given.toLowerCase() === name.toLowerCase()))
    .flatMap((name) => ['--header', word(`${name}:`)]);
  const data =
    body === null ? [] : 'file' in body ? ['--data-binary', word(`@${body.file}`)] : ['--data-raw', word(body.text)];
  return ['curl', '--path-as-is', '--globoff', ...asked, ...sent, ...silenced, ...data, word(url)].join(' ');
}
