/**
 * Writes a recipe in JavaScript for Node.js, using only its built-in modules. Strings contain one byte in each
 * character.
 */
import { camelCase, type Language, linesOf, quotedOctets, SHOW_SECRETS, type Uses } from './language.ts';
import type { Expression } from './recipe.ts';

export const JAVASCRIPT: Language = {
  comment: '//',
  runs: 'node sign.mjs',
  begin,
  body: ({ body }) =>
    body === null
      ? "\nconst body = readFileSync(argv[2], 'latin1');"
      : `\nconst body = ${text({ kind: 'literal', octets: body })};`,
  step: ({ id, name, is, form, isSecret }) => {
    const variable = camelCase(id);
    const shown = form === 'octets' ? `hex(${variable})` : variable;
    return `const ${variable} = ${text(is)};\nshow(${quotedOctets(name, "'")}, ${shown}${isSecret ? ', true' : ''});`;
  },
  end: '',
};

function begin(uses: Uses): string {
  const names = [...(uses.has('sha256') ? ['createHash'] : []), ...(uses.has('hmac') ? ['createHmac'] : [])];
  return `
${names.length > 0 ? `import { ${names.join(', ')} } from 'node:crypto';\n` : ''}import { ${uses.has('body') ? 'readFileSync, ' : ''}writeSync } from 'node:fs';
import { ${uses.has('body') ? 'argv, ' : ''}env } from 'node:process';

// Each character of a string is one byte, which Node.js calls latin1.
const bytes = (string) => Buffer.from(string, 'latin1');
const hex = (string) => bytes(string).toString('hex');
const environment = (name) => Buffer.from(env[name] ?? '', 'utf8').toString('latin1');
function show(name, value, isSecret = false) {
  const isShown = !isSecret || env.${SHOW_SECRETS} === '1';
  writeSync(1, bytes(\`\\n\${name}:\\n\${isShown ? value : '(not shown)'}\\n\`));
}
${uses.has('sha256') ? "const sha256 = (data) => createHash('sha256').update(data, 'latin1').digest('hex');\n" : ''}${
  uses.has('hmac')
    ? "const hmac = (key, message, form) => createHmac('sha256', bytes(key)).update(message, 'latin1').digest(form);\n"
    : ''
}${
  uses.has('percent-encode')
    ? `const percentEncode = (string) =>
  string.replace(/[^A-Za-z0-9._~-]/g, (byte) => \`%\${hex(byte).toUpperCase()}\`);
`
    : ''
}`.trimEnd();
}

function text(is: Expression): string {
  switch (is.kind) {
    case 'literal':
      return added(linesOf(is.octets).map((line) => quotedOctets(line, "'")));
    case 'value':
      return camelCase(is.id);
    case 'slice':
      return `${camelCase(is.id)}.slice(${is.start}, ${is.end})`;
    case 'join':
      return added(is.parts.map(text));
    case 'body':
      return is.isWhole ? 'body' : `body.slice(${is.start}, ${is.end})`;
    case 'environment':
      return `environment('${is.name}')`;
    case 'sha256':
      return `sha256(${text(is.of)})`;
    case 'hmac':
      return `hmac(${text(is.key)}, ${text(is.message)}, ${is.as === 'digits' ? "'hex'" : "'latin1'"})`;
    case 'base64':
      return `bytes(${text(is.of)}).toString('base64')`;
    case 'percent-encode':
      return `percentEncode(${text(is.of)})`;
  }
}

const added = (parts: readonly string[]): string =>
  parts.length === 1 ? (parts[0] ?? '') : `\n  ${parts.join(' +\n  ')}`;
