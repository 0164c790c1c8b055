/**
 * Writes a recipe for a POSIX shell with openssl. Keys are stored as hexadecimal digits, because shell variables cannot
 * contain every byte.
 */
import type { Octets } from '../../bytes/octets.ts';
import { printf } from '../../views/shell.ts';
import { type Language, SHOW_SECRETS, snakeCase } from './language.ts';
import type { Expression, Recipe } from './recipe.ts';

export const SHELL: Language = {
  runs: 'sh sign.sh',
  begin: () => `#!/bin/sh
set -eu
export LC_ALL=C

show() { printf '\\n%s:\\n%s\\n' "$1" "$2"; }
show_secret() { if [ "\${${SHOW_SECRETS}:-}" = 1 ]; then show "$1" "$2"; else show "$1" '(not shown)'; fi; }
`,
  functions: [
    { of: ['sha256'], text: "sha256() { openssl dgst -sha256 -r | cut -d' ' -f1; }\n" },
    {
      of: ['hmac'],
      text: `# The key, in hexadecimal digits, is an argument of openssl: while it runs, other processes of this machine can see it.
hmac() { openssl dgst -sha256 -mac HMAC -macopt "hexkey:$1" -r | cut -d' ' -f1; }
hex() { od -An -v -tx1 | tr -d ' \\n'; }
`,
    },
    { of: ['slice', 'body'], text: 'slice() { dd bs=1 skip="$1" count="$2" 2>/dev/null; }\n' },
    {
      of: ['percent-encode'],
      text: `percent_encode() {
  od -An -v -tu1 | awk '{ for (i = 1; i <= NF; i++) { c = sprintf("%c", $i + 0)
    if (c ~ /[A-Za-z0-9._~-]/) printf "%s", c; else printf "%%%02X", $i } }'
}
`,
    },
  ],
  body: ({ body }) =>
    body === null
      ? `body_file=\${1:?name the file of the body}\nbody() { cat "$body_file"; }`
      : `body() { ${(printf(body) ?? []).join(' ')}; }`,
  step: ({ id, name, is, isSecret }, recipe) => {
    const variable = snakeCase(id);
    return `${variable}=${word(is, recipe)}\nshow${isSecret ? '_secret' : ''} '${name}' "$${variable}"`;
  },
};

/** Writes an expression as one word. */
function word(is: Expression, recipe: Recipe): string {
  switch (is.kind) {
    case 'literal':
      return literal(is.octets);
    case 'value':
      return `"$${snakeCase(is.id)}"`;
    case 'join':
      return is.parts.map((part) => word(part, recipe)).join('');
    case 'environment':
      return `"$${is.name}"`;
    default:
      return `"$(${pipe(is, recipe)})"`;
  }
}

/** Writes the command that prints the bytes of an expression. */
function pipe(is: Expression, recipe: Recipe): string {
  switch (is.kind) {
    case 'body':
      return is.isWhole ? 'body' : `body | slice ${is.start} ${is.end - is.start}`;
    case 'slice':
      return `printf %s "$${snakeCase(is.id)}" | slice ${is.start} ${is.end - is.start}`;
    case 'sha256':
      return `${pipe(is.of, recipe)} | sha256`;
    case 'hmac':
      return `${pipe(is.message, recipe)} | hmac ${keyWord(is.key, recipe)}`;
    case 'base64':
      return `${pipe(is.of, recipe)} | openssl base64 -A`;
    case 'percent-encode':
      return `${pipe(is.of, recipe)} | percent_encode`;
    default:
      return `printf %s ${word(is, recipe)}`;
  }
}

/** Writes a key in hexadecimal digits. A key that is the result of an HMAC already has this form. */
function keyWord(key: Expression, recipe: Recipe): string {
  const isDigits = key.kind === 'value' && recipe.steps.find(({ id }) => id === key.id)?.form === 'octets';
  return isDigits ? word(key, recipe) : `"$(${pipe(key, recipe)} | hex)"`;
}

/** Quotes bytes. Shells keep newlines between quotes unchanged. printf writes invisible bytes. */
function literal(octets: Octets): string {
  const pieces = octets.match(/[ -~\n]+|[^ -~\n]+/g) ?? [''];
  return pieces
    .map((piece) =>
      /^[ -~\n]*$/.test(piece)
        ? `'${piece.replaceAll("'", "'\\''")}'`
        : `"$(${(printf(piece as Octets) ?? []).join(' ')})"`,
    )
    .join('');
}
