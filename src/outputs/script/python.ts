/** Writes a recipe in Python 3, using only its standard library. */
import { type Language, SHOW_SECRETS, snakeCase, type Uses } from './language.ts';
import type { Expression } from './recipe.ts';

/** The modules, each with the kinds of expressions that need it. Without kinds, every script imports it. */
const MODULES: Readonly<Record<string, readonly Expression['kind'][]>> = {
  base64: ['base64'],
  hashlib: ['sha256', 'hmac'],
  hmac: ['hmac'],
  os: [],
  sys: [],
  'urllib.parse': ['percent-encode'],
};

const modulesFor = (uses: Uses): string[] =>
  Object.entries(MODULES).flatMap(([name, kinds]) =>
    kinds.length === 0 || kinds.some((kind) => uses.has(kind)) ? [name] : [],
  );

export const PYTHON: Language = {
  runs: 'python3 sign.py',
  begin: (uses) => `#!/usr/bin/env python3
import ${modulesFor(uses).join(', ')}


def show(name, value, is_secret=False):
    if is_secret and os.environ.get("${SHOW_SECRETS}") != "1":
        value = b"(not shown)"
    try:
        shown = value.decode()
    except UnicodeDecodeError:
        shown = value.hex()
    sys.stdout.buffer.write(f"\\n{name}:\\n{shown}\\n".encode())

`,
  functions: [
    {
      of: ['sha256'],
      text: `
def sha256(data):
    return hashlib.sha256(data).hexdigest().encode()

`,
    },
    {
      of: ['hmac'],
      text: `
def hmac_sha256(key, message):
    return hmac.new(key, message, hashlib.sha256).digest()

`,
    },
  ],
  body: ({ body }) =>
    `\n\nbody = ${body === null ? 'open(sys.argv[1], "rb").read()' : written({ kind: 'literal', octets: body })}`,
  step: ({ id, name, is, isSecret }) => {
    const variable = snakeCase(id);
    return `${variable} = ${written(is)}\nshow(${JSON.stringify(name)}, ${variable}${isSecret ? ', is_secret=True' : ''})`;
  },
};

/** Writes an expression. A literal has one line for each line of its text. */
function written(is: Expression): string {
  switch (is.kind) {
    case 'literal':
      return onLines(linesOf(is.octets), '');
    case 'value':
      return snakeCase(is.id);
    case 'slice':
      return `${snakeCase(is.id)}[${is.start}:${is.end}]`;
    case 'join':
      return onLines(
        is.parts.flatMap((part) => (part.kind === 'literal' ? linesOf(part.octets) : [written(part)])),
        ' +',
      );
    case 'body':
      return is.isWhole ? 'body' : `body[${is.start}:${is.end}]`;
    case 'environment':
      return `os.environb[b"${is.name}"]`;
    case 'sha256':
      return `sha256(${written(is.of)})`;
    case 'hmac':
      return `hmac_sha256(${written(is.key)}, ${written(is.message)})${is.as === 'digits' ? '.hex().encode()' : ''}`;
    case 'base64':
      return `base64.b64encode(${written(is.of)})`;
    case 'percent-encode':
      return `urllib.parse.quote_from_bytes(${written(is.of)}, safe="-_.~").encode()`;
  }
}

const linesOf = (octets: string): string[] => (octets.match(/[^\n]*\n|[^\n]+$/g) ?? ['']).map(literal);

const onLines = (parts: readonly string[], operator: string): string =>
  parts.length === 1 ? (parts[0] ?? '') : `(\n    ${parts.join(`${operator}\n    `)}\n)`;

const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\', '"': '\\"' };

function literal(octets: string): string {
  const hex = (octet: string) => `\\x${octet.charCodeAt(0).toString(16).padStart(2, '0')}`;
  return `b"${octets.replace(/[^ !#-[\]-~]/g, (octet) => NAMED[octet] ?? hex(octet))}"`;
}
