/** Defines Ruby (https://docs.ruby-lang.org/en/master: OpenSSL::HMAC, Digest::SHA256, CGI, ERB::Util, URI, Time, Array, Hash, Net::HTTP). */
import { type Language, LIKE_JAVA } from '../written/syntax.ts';

export const RUBY: Language = {
  name: 'Ruby',
  syntax: {
    ...LIKE_JAVA,
    marks: /^[ \t]*(?:def [\w.]+[^:\n]*$|require ['"]|end$)|\bOpenSSL::|\.each do \|| do \|\w/gm,
    hashComments: true,
    blocks: 'ends',
    members: /^(?:&?\.|\?\.|::)$/,
    raw: /'/,
    filled: /"/,
    hole: /#\{/,
  },
  calls: {
    'OpenSSL.HMAC.digest': { is: 'hmac', key: 1, of: 2, form: 'bytes' },
    'OpenSSL.HMAC.hexdigest': { is: 'hmac', key: 1, of: 2, form: 'hex' },
    'Digest.SHA256.hexdigest SHA256.hexdigest': { is: 'hash', of: 0, form: 'hex' },
    'Digest.SHA256.digest': { is: 'hash', of: 0, form: 'bytes' },
    'Base64.strict_encode64 Base64.encode64': { is: 'write', of: 0, form: 'base64' },
    'to_s strip downcase to_a': { is: 'same', of: 'self' },
    'ERB.Util.url_encode URI.encode_uri_component': { is: 'encode', of: 0, as: 'right' },
    'URI.encode_www_form_component CGI.escape': { is: 'encode', of: 0, as: 'form' },
    'URI.encode_www_form': { is: 'query', of: 0, as: 'form' },
    gsub: { is: 'replace', old: 0, put: 1 },
    'sort sort_by': { is: 'sort', of: 'self' },
    keys: { is: 'keys', of: 'self' },
    map: { is: 'each', of: 'self', by: 0 },
    join: { is: 'join', of: 'self', by: 0 },
    push: { is: 'add', of: 0 },
    'format sprintf': { is: 'format', template: 0 },
    'Time.now DateTime.now Date.today': { is: 'now', zone: 'local' },
    'utc getutc gmtime': { is: 'zone', zone: 'utc' },
    strftime: { is: 'time', of: 'self', pattern: 0 },
    'body=': { is: 'send', body: 0 },
  },
};
