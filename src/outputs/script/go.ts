/** Writes a recipe in Go, using only its standard library. */
import { camelCase, type Language, linesOf, quotedOctets, SHOW_SECRETS, type Uses } from './language.ts';
import type { Expression } from './recipe.ts';

export const GO: Language = {
  comment: '//',
  runs: 'go run sign.go',
  begin,
  body: ({ body }) => (body === null ? '\tbody := bodyFile()' : `\tbody := ${text({ kind: 'literal', octets: body })}`),
  step: ({ id, name, is, form, isSecret }) => {
    const variable = camelCase(id);
    const shown = form === 'octets' ? `hex.EncodeToString([]byte(${variable}))` : variable;
    return `\t${variable} := ${text(is)}\n\tshow(${quotedOctets(name, '"')}, ${shown}, ${isSecret})`;
  },
  end: '}\n',
};

function begin(uses: Uses): string {
  const isDigits = uses.has('sha256') || uses.has('hmac') || uses.has('bytes');
  const imports = [
    ...(uses.has('hmac') ? ['crypto/hmac'] : []),
    ...(uses.has('sha256') || uses.has('hmac') ? ['crypto/sha256'] : []),
    ...(uses.has('base64') ? ['encoding/base64'] : []),
    ...(isDigits ? ['encoding/hex'] : []),
    'fmt',
    'os',
  ];
  return `
package main

import (
${imports.map((name) => `\t"${name}"`).join('\n')}
)

func show(name, value string, isSecret bool) {
	if isSecret && os.Getenv("${SHOW_SECRETS}") != "1" {
		value = "(not shown)"
	}
	fmt.Printf("\\n%s:\\n%s\\n", name, value)
}
${uses.has('sha256') ? SHA256 : ''}${uses.has('hmac') ? HMAC : ''}${uses.has('percent-encode') ? PERCENT_ENCODE : ''}${uses.has('body') ? BODY : ''}
func main() {`;
}

const SHA256 = `
func sha256Hex(data string) string {
	sum := sha256.Sum256([]byte(data))
	return hex.EncodeToString(sum[:])
}
`;
const HMAC = `
func hmacSha256(key, message string) string {
	mac := hmac.New(sha256.New, []byte(key))
	mac.Write([]byte(message))
	return string(mac.Sum(nil))
}
`;
const PERCENT_ENCODE = `
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
`;
const BODY = `
// bodyFile reads the file that is named on the command line.
func bodyFile() string {
	data, err := os.ReadFile(os.Args[1])
	if err != nil {
		panic(err)
	}
	return string(data)
}
`;

function text(is: Expression): string {
  switch (is.kind) {
    case 'literal':
      return added(linesOf(is.octets).map((line) => quotedOctets(line, '"')));
    case 'value':
      return camelCase(is.id);
    case 'slice':
      return `${camelCase(is.id)}[${is.start}:${is.end}]`;
    case 'join':
      return added(is.parts.map(text));
    case 'body':
      return is.isWhole ? 'body' : `body[${is.start}:${is.end}]`;
    case 'environment':
      return `os.Getenv("${is.name}")`;
    case 'sha256':
      return `sha256Hex(${text(is.of)})`;
    case 'hmac': {
      const made = `hmacSha256(${text(is.key)}, ${text(is.message)})`;
      return is.as === 'digits' ? `hex.EncodeToString([]byte(${made}))` : made;
    }
    case 'base64':
      return `base64.StdEncoding.EncodeToString([]byte(${text(is.of)}))`;
    case 'percent-encode':
      return `percentEncode(${text(is.of)})`;
  }
}

const added = (parts: readonly string[]): string => parts.join(' +\n\t\t');
