/** Writes a recipe in Python 3, using only its standard library. */
import type { Octets } from '../../bytes/octets.ts';
import { type Language, linesOf, quotedOctets, SHOW_SECRETS, snakeCase, type Uses } from './language.ts';
import type { Expression } from './recipe.ts';

export const PYTHON: Language = {
  comment: '#',
  runs: 'python3 sign.py',
  begin,
  body: ({ body }) =>
    body === null
      ? '\n\nbody = open(sys.argv[1], "rb").read()'
      : `\n\nbody = ${text({ kind: 'literal', octets: body })}`,
  step: ({ id, name, is, isSecret }) => {
    const variable = snakeCase(id);
    return `${variable} = ${text(is)}\nshow(${JSON.stringify(name)}, ${variable}${isSecret ? ', is_secret=True' : ''})`;
  },
  end: '',
};

function begin(uses: Uses): string {
  const imports = [
    ...(uses.has('base64') ? ['base64'] : []),
    ...(uses.has('sha256') || uses.has('hmac') ? ['hashlib'] : []),
    ...(uses.has('hmac') ? ['hmac'] : []),
    'os',
    'sys',
    ...(uses.has('percent-encode') ? ['urllib.parse'] : []),
  ];
  return `#!/usr/bin/env python3
import ${imports.join(', ')}


def show(name, value, is_secret=False):
    if is_secret and os.environ.get("${SHOW_SECRETS}") != "1":
        value = b"(not shown)"
    try:
        shown = value.decode()
    except UnicodeDecodeError:
        shown = value.hex()
    sys.stdout.buffer.write(f"\\n{name}:\\n{shown}\\n".encode())

${
  uses.has('sha256')
    ? `
def sha256(data):
    return hashlib.sha256(data).hexdigest().encode()

`
    : ''
}${
  uses.has('hmac')
    ? `
def hmac_sha256(key, message):
    return hmac.new(key, message, hashlib.sha256).digest()

`
    : ''
}`.trimEnd();
}

function text(is: Expression): string {
  switch (is.kind) {
    case 'literal':
      return parenthesized(literalLines(is.octets), '');
    case 'value':
      return snakeCase(is.id);
    case 'slice':
      return `${snakeCase(is.id)}[${is.start}:${is.end}]`;
    case 'join':
      // Lines of a literal are joined like the other parts, so that there is one pair of parentheses.
      return parenthesized(is.parts.flatMap(partTexts), ' +');
    case 'body':
      return is.isWhole ? 'body' : `body[${is.start}:${is.end}]`;
    case 'environment':
      return `os.environb[b"${is.name}"]`;
    case 'sha256':
      return `sha256(${text(is.of)})`;
    case 'hmac': {
      const made = `hmac_sha256(${text(is.key)}, ${text(is.message)})`;
      return is.as === 'digits' ? `${made}.hex().encode()` : made;
    }
    case 'base64':
      return `base64.b64encode(${text(is.of)})`;
    case 'percent-encode':
      return `urllib.parse.quote_from_bytes(${text(is.of)}, safe="-_.~").encode()`;
  }
}

const literalLines = (octets: Octets): string[] => linesOf(octets).map((line) => `b${quotedOctets(line, '"')}`);

const partTexts = (part: Expression): string[] => (part.kind === 'literal' ? literalLines(part.octets) : [text(part)]);

const parenthesized = (parts: readonly string[], mark: string): string =>
  parts.length === 1 ? (parts[0] ?? '') : `(\n    ${parts.join(`${mark}\n    `)}\n)`;
