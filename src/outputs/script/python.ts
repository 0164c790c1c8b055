/** Writes a recipe in Python 3, using only its standard library. */
import {
  type ExpressionWords,
  expressionText,
  type Language,
  type Names,
  namesIn,
  quotedOctets,
  SHOW_SECRETS,
  snakeCase,
} from './language.ts';

const WORDS: ExpressionWords = {
  variable: snakeCase,
  literal: (octets) => `b${quotedOctets(octets, '"')}`,
  joined: (parts, isLiteral) =>
    parts.length === 1 ? (parts[0] ?? '') : `(\n    ${parts.join(isLiteral ? '\n    ' : ' +\n    ')}\n)`,
  slice: (of, start, end) => `${of}[${start}:${end}]`,
  environment: (name) => `os.environb[b"${name}"]`,
  sha256: (of) => `sha256(${of})`,
  hmac: (key, message, as) => `hmac_sha256(${key}, ${message})${as === 'digits' ? '.hex().encode()' : ''}`,
  base64: (of) => `base64.b64encode(${of})`,
  percentEncode: (of) => `urllib.parse.quote_from_bytes(${of}, safe="-_.~").encode()`,
};

const IMPORTS: Names = {
  base64: ['base64'],
  hashlib: ['sha256', 'hmac'],
  hmac: ['hmac'],
  os: [],
  sys: [],
  'urllib.parse': ['percent-encode'],
};

export const PYTHON: Language = {
  comment: '#',
  runs: 'python3 sign.py',
  begin: (uses) => `#!/usr/bin/env python3
import ${namesIn(IMPORTS, uses).join(', ')}


def show(name, value, is_secret=False):
    if is_secret and os.environ.get("${SHOW_SECRETS}") != "1":
        value = b"(not shown)"
    try:
        shown = value.decode()
    except UnicodeDecodeError:
        shown = value.hex()
    sys.stdout.buffer.write(f"\\n{name}:\\n{shown}\\n".encode())

`,
  functions: {
    sha256: `
def sha256(data):
    return hashlib.sha256(data).hexdigest().encode()

`,
    hmac: `
def hmac_sha256(key, message):
    return hmac.new(key, message, hashlib.sha256).digest()

`,
  },
  body: ({ body }) =>
    `\n\nbody = ${body === null ? 'open(sys.argv[1], "rb").read()' : expressionText({ kind: 'literal', octets: body }, WORDS)}`,
  step: ({ id, name, is, isSecret }) => {
    const variable = snakeCase(id);
    return `${variable} = ${expressionText(is, WORDS)}\nshow(${JSON.stringify(name)}, ${variable}${isSecret ? ', is_secret=True' : ''})`;
  },
};
