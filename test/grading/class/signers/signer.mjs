// Signs requests with Signature Version 4, as AWS's page "Create a signed AWS API request" describes it.
import { createHash, createHmac } from 'node:crypto';
import { createInterface } from 'node:readline';

const sha256 = (data) => createHash('sha256').update(data).digest('hex');
const hmac = (key, text) => createHmac('sha256', key).update(text).digest();

// A-Z, a-z, 0-9, hyphen, underscore, period, and tilde stay; every other byte is %XY.
function uriEncode(bytes) {
  let encoded = '';
  for (const byte of bytes) {
    const sign = String.fromCharCode(byte);
    encoded += /[A-Za-z0-9_.~-]/.test(sign) ? sign : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return encoded;
}

function decode(text) {
  const bytes = [];
  const source = Buffer.from(text);
  for (let at = 0; at < source.length; at += 1) {
    const digits = source.toString('latin1', at + 1, at + 3);
    if (source[at] === 0x25 && /^[0-9a-f]{2}$/i.test(digits)) {
      bytes.push(Number.parseInt(digits, 16));
      at += 2;
    } else bytes.push(source[at]);
  }
  return bytes;
}

const again = (text) => uriEncode(decode(text));

function queryOf(line, query, scope, signed) {
  const pairs = query
    .split('&')
    .filter(Boolean)
    .map((pair) => {
      const [name, ...value] = pair.split('=');
      return [again(name), again(value.join('='))];
    });
  if (line.form === 'query') {
    pairs.push(['X-Amz-Algorithm', 'AWS4-HMAC-SHA256']);
    pairs.push(['X-Amz-Credential', uriEncode(Buffer.from(`${line.accessKeyId}/${scope}`))]);
    pairs.push(['X-Amz-Date', line.time]);
    pairs.push(['X-Amz-Expires', String(line.expires)]);
    pairs.push(['X-Amz-SignedHeaders', uriEncode(Buffer.from(signed))]);
  }
  const order = ([a, b], [c, d]) => (a < c ? -1 : a > c ? 1 : b < d ? -1 : b > d ? 1 : 0);
  return pairs
    .sort(order)
    .map((pair) => pair.join('='))
    .join('&');
}

function sign(line) {
  const { method, target, headers, bodyBase64 = '' } = line.request;
  const valuesOf = (wanted) => headers.filter(([name]) => name.toLowerCase() === wanted).map(([, value]) => value);
  const scope = `${line.time.slice(0, 8)}/${line.region}/${line.service}/aws4_request`;
  const names = line.signedHeaders.map((name) => name.toLowerCase()).sort();
  const signed = names.join(';');
  const at = target.indexOf('?');
  const path = at < 0 ? target : target.slice(0, at);
  const query = at < 0 ? '' : target.slice(at + 1);
  const [stated] = valuesOf('x-amz-content-sha256');
  const hashed = line.payload === 'unsigned' ? 'UNSIGNED-PAYLOAD' : sha256(Buffer.from(bodyBase64, 'base64'));
  const canonicalRequest = [
    method,
    path.split('/').map(again).join('/') || '/',
    queryOf(line, query, scope, signed),
    ...names.map(
      (name) =>
        `${name}:${valuesOf(name)
          .map((value) => value.trim().replace(/\s+/g, ' '))
          .join(',')}`,
    ),
    '',
    signed,
    stated ?? hashed,
  ].join('\n');
  const stringToSign = ['AWS4-HMAC-SHA256', line.time, scope, sha256(canonicalRequest)].join('\n');
  const key = scope.split('/').reduce(hmac, `AWS4${line.secret}`);
  return { id: line.id, signature: hmac(key, stringToSign).toString('hex') };
}

for await (const text of createInterface({ input: process.stdin })) {
  const line = JSON.parse(text);
  console.log(JSON.stringify(sign(line)));
}
