/** Writes a recipe in Go, using only its standard library. */
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
  literal: (octets) => quotedOctets(octets, '"'),
  joined: (parts) => parts.join(' +\n\t\t'),
  slice: (of, start, end) => `${of}[${start}:${end}]`,
  environment: (name) => `os.Getenv("${name}")`,
  sha256: (of) => `sha256Hex(${of})`,
  hmac: (key, message, as) =>
    as === 'digits' ? digits(`hmacSha256(${key}, ${message})`) : `hmacSha256(${key}, ${message})`,
  base64: (of) => `base64.StdEncoding.EncodeToString([]byte(${of}))`,
  percentEncode: (of) => `percentEncode(${of})`,
};

const digits = (of: string) => `hex.EncodeToString([]byte(${of}))`;

const IMPORTS: Names = {
  'crypto/hmac': ['hmac'],
  'crypto/sha256': ['sha256', 'hmac'],
  'encoding/base64': ['base64'],
  'encoding/hex': ['sha256', 'hmac', 'bytes'],
  fmt: [],
  os: [],
};

export const GO: Language = {
  comment: '//',
  runs: 'go run sign.go',
  begin: (uses) => `
package main

import (
${namesIn(IMPORTS, uses)
  .map((name) => `\t"${name}"\n`)
  .join('')})

func show(name, value string, isSecret bool) {
	if isSecret && os.Getenv("${SHOW_SECRETS}") != "1" {
		value = "(not shown)"
	}
	fmt.Printf("\\n%s:\\n%s\\n", name, value)
}
`,
  functions: {
    sha256: `
func sha256Hex(data string) string {
	sum := sha256.Sum256([]byte(data))
	return hex.EncodeToString(sum[:])
}
`,
    hmac: `
func hmacSha256(key, message string) string {
	mac := hmac.New(sha256.New, []byte(key))
	mac.Write([]byte(message))
	return string(mac.Sum(nil))
}
`,
    'percent-encode': `
func percentEncode(text string) string {
	encoded := ""
	for _, b := range []byte(text) {
		if b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z' || b >= '0' && b <= '9' || b == '-' || b == '_' || b == '.' || b == '~' {
			encoded += string(rune(b))
		} else {
			encoded += fmt.Sprintf("%%%02X", b)
		}
	}
	return encoded
}
`,
    body: `
// bodyFile reads the file that is named on the command line.
func bodyFile() string {
	data, err := os.ReadFile(os.Args[1])
	if err != nil {
		panic(err)
	}
	return string(data)
}
`,
  },
  main: '\n\nfunc main() {',
  body: ({ body }) =>
    `\tbody := ${body === null ? 'bodyFile()' : expressionText({ kind: 'literal', octets: body }, WORDS)}`,
  step: ({ id, name, is, form, isSecret }) => {
    const variable = camelCase(id);
    const shown = form === 'octets' ? digits(variable) : variable;
    return `\t${variable} := ${expressionText(is, WORDS)}\n\tshow(${quotedOctets(name, '"')}, ${shown}, ${isSecret})`;
  },
  end: '}\n',
};
