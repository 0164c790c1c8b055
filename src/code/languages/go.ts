/** Defines Go (https://pkg.go.dev/crypto/hmac, encoding/hex, net/url, sort, strings, time, and net/http). */
import { type Language, LIKE_JAVA } from '../written/syntax.ts';

export const GO: Language = {
  name: 'Go',
  syntax: {
    ...LIKE_JAVA,
    marks: /^[ \t]*(?:func (?:\(\w+ [*\w]+\) )?\w+\(|package \w+$|type \w+ struct)|:= |\[\]byte\b|\bfmt\.Sprintf\b/gm,
    namesBeforeTypes: true,
    raw: /`/,
  },
  calls: {
    'hmac.New': { is: 'hmac', key: 1, form: 'bytes' },
    'sha256.New': { is: 'hash', form: 'bytes' },
    'sha256.Sum256': { is: 'hash', of: 0, form: 'bytes' },
    Write: { is: 'feed', of: 0 },
    WriteString: { is: 'append', of: 0 },
    Sum: { is: 'finish', form: 'bytes' },
    'hex.EncodeToString': { is: 'write', of: 0, form: 'hex' },
    'base64.StdEncoding.EncodeToString': { is: 'write', of: 0, form: 'base64' },
    'hex.DecodeString': { is: 'write', of: 0, form: 'bytes' },
    'bytes_ string strings.ToLower strings.TrimSpace bytes.NewReader bytes.NewBuffer': { is: 'same', of: 0 },
    'strings.NewReader': { is: 'same', of: 0 },
    String: { is: 'same', of: 'self' },
    'url.QueryEscape': { is: 'encode', of: 0, as: 'form' },
    'url.PathEscape': { is: 'encode', of: 0, as: 'component' },
    'strings.ReplaceAll strings.Replace': { is: 'replace', old: 1, put: 2 },
    'sort.Strings slices.Sort slices.Sorted sort.Slice': { is: 'sort', of: 0 },
    'maps.Keys': { is: 'keys', of: 0 },
    append: { is: 'add', to: 0, of: 1 },
    'strings.Join': { is: 'join', of: 0, by: 1 },
    'fmt.Sprintf': { is: 'format', template: 0 },
    'time.Now': { is: 'now', zone: 'local' },
    UTC: { is: 'zone', zone: 'utc' },
    In: { is: 'zone', zone: 'unknown' },
    Format: { is: 'time', of: 'self', pattern: 0 },
    'http.NewRequest': { is: 'send', body: 2 },
  },
};
