/**
 * Writes a recipe in JavaScript for Node.js, using only its built-in modules. Strings contain one byte in each
 * character.
 */
import {
  camelCase,
  type ExpressionWords,
  expressionText,
  type Language,
  type Names,
  namesIn,
  quotedOctets,
  SHOW_SECRETS,
} from './language.ts';

const WORDS: ExpressionWords = {
  variable: camelCase,
  literal: (octets) => quotedOctets(octets, "'"),
  joined: (parts) => (parts.length === 1 ? (parts[0] ?? '') : `\n  ${parts.join(' +\n  ')}`),
  slice: (of, start, end) => `${of}.slice(${start}, ${end})`,
  environment: (name) => `environment('${name}')`,
  sha256: (of) => `sha256(${of})`,
  hmac: (key, message, as) => `hmac(${key}, ${message}, ${as === 'digits' ? "'hex'" : "'latin1'"})`,
  base64: (of) => `bytes(${of}).toString('base64')`,
  percentEncode: (of) => `percentEncode(${of})`,
};

const IMPORTS: Readonly<Record<string, Names>> = {
  'node:crypto': { createHash: ['sha256'], createHmac: ['hmac'] },
  'node:fs': { readFileSync: ['body'], writeSync: [] },
  'node:process': { argv: ['body'], env: [] },
};

export const JAVASCRIPT: Language = {
  comment: '//',
  runs: 'node sign.mjs',
  begin: (uses) => `
${Object.entries(IMPORTS)
  .map(([module, imported]) => ({ module, names: namesIn(imported, uses).join(', ') }))
  .map(({ module, names }) => (names === '' ? '' : `import { ${names} } from '${module}';\n`))
  .join('')}
// Each character of a string is one byte, which Node.js calls latin1.
const bytes = (string) => Buffer.from(string, 'latin1');
const hex = (string) => bytes(string).toString('hex');
const environment = (name) => Buffer.from(env[name] ?? '', 'utf8').toString('latin1');
function show(name, value, isSecret = false) {
  const isShown = !isSecret || env.${SHOW_SECRETS} === '1';
  writeSync(1, bytes(\`\\n\${name}:\\n\${isShown ? value : '(not shown)'}\\n\`));
}
`,
  functions: {
    sha256: "const sha256 = (data) => createHash('sha256').update(data, 'latin1').digest('hex');\n",
    hmac: "const hmac = (key, message, form) => createHmac('sha256', bytes(key)).update(message, 'latin1').digest(form);\n",
    'percent-encode': `const percentEncode = (string) =>
  string.replace(/[^A-Za-z0-9._~-]/g, (byte) => \`%\${hex(byte).toUpperCase()}\`);
`,
  },
  body: ({ body }) =>
    `\nconst body = ${body === null ? "readFileSync(argv[2], 'latin1')" : expressionText({ kind: 'literal', octets: body }, WORDS)};`,
  step: ({ id, name, is, form, isSecret }) => {
    const variable = camelCase(id);
    const shown = form === 'octets' ? `hex(${variable})` : variable;
    return `const ${variable} = ${expressionText(is, WORDS)};\nshow(${quotedOctets(name, "'")}, ${shown}${isSecret ? ', true' : ''});`;
  },
};
