#!/usr/bin/env node
/**
 * Signs requests with AWS Signature Version 4: a JSON line in, a JSON line out, with nothing but node:crypto.
 *
 *   {"id": 1, "request": {"method": "GET", "target": "/test.txt", "headers": [["Host", "examplebucket.s3.amazonaws.com"]]},
 *    "time": "20130524T000000Z", "region": "us-east-1", "service": "s3", "form": "header",
 *    "accessKeyId": "AKIAIOSFODNN7EXAMPLE", "secret": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"}
 *
 * The functions are in the order in which a signature is made. Each step names the AWS page that defines it.
 */
import { createHash, createHmac } from 'node:crypto';
import { createInterface } from 'node:readline';

const ALGORITHM = 'AWS4-HMAC-SHA256';
const TERMINATOR = 'aws4_request';
/** The lifetime of a presigned URL in seconds: 15 minutes by default, seven days at most. */
const USUAL_EXPIRY = 900;
const LONGEST_EXPIRY = 604_800;

// The rules of S3, and those of all other services.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
const S3_RULES = {
  pathEncoding: 'once',
  pathSegments: 'kept',
  contentSha256Header: 'added',
  sessionToken: 'signed',
};
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
const OTHER_RULES = {
  ...S3_RULES,
  pathEncoding: 'twice',
  pathSegments: 'normalised',
  contentSha256Header: 'not-added',
};
const RULES = new Map([
  ['s3', S3_RULES],
  ['s3express', S3_RULES],
  ['s3-outposts', S3_RULES],
  ['s3-object-lambda', S3_RULES],
  // https://docs.aws.amazon.com/iot/latest/developerguide/mqtt.html
  ['iotdata', { ...OTHER_RULES, sessionToken: 'appended' }],
  ['iotdevicegateway', { ...OTHER_RULES, sessionToken: 'appended' }],
  // https://docs.aws.amazon.com/amazonglacier/latest/dev/amazon-glacier-signing-requests.html
  ['glacier', { ...OTHER_RULES, contentSha256Header: 'added' }],
]);

// Step 1: the canonical request. Client and server write the request in one exact form, so that both hash the same bytes.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html

/**
 * Writes each byte except A-Z a-z 0-9 - . _ ~ as %XY, in uppercase. Not encodeURIComponent: it leaves ! ' ( ) and * as
 * they are, and it takes text, but a path may be any bytes.
 */
function uriEncode(bytes, keep = '') {
  return [...bytes].map((byte) => encodedByte(byte, keep)).join('');
}

function encodedByte(byte, keep) {
  const character = String.fromCharCode(byte);
  if (/[A-Za-z0-9\-._~]/.test(character) || keep.includes(character)) return character;
  return `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
}

/** Decodes the escapes into bytes. Not decodeURIComponent: it throws if they are not UTF-8. */
function uriDecode(text) {
  const bytes = Buffer.from(text).toString('latin1');
  const decoded = bytes.replace(/%([0-9A-Fa-f]{2})/g, (_escape, digits) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
  return Buffer.from(decoded, 'latin1');
}

/** Encodes every byte of the key exactly once. The path may contain other escapes, so it is decoded first. */
function canonicalUri(path, rules) {
  const segments = rules.pathSegments === 'normalised' ? normalised(path) : path;
  // All services except S3 encode the encoded path again.
  const bytes = rules.pathEncoding === 'once' ? uriDecode(segments) : Buffer.from(segments);
  return uriEncode(bytes, '/');
}

/** Removes empty segments and ".", and removes a segment for each "..". Not for S3: a key may be a//b. */
function normalised(path) {
  const kept = [];
  for (const segment of path.split('/')) {
    if (segment === '..') kept.pop();
    else if (segment !== '' && segment !== '.') kept.push(segment);
  }
  const end = kept.length > 0 && path.endsWith('/') ? '/' : '';
  return `/${kept.join('/')}${end}`;
}

/** Encodes names and values, then sorts them. Each name is followed by =, even if it has no value. */
function canonicalQueryString(query) {
  const parameters = query
    .split('&')
    .filter((parameter) => parameter !== '')
    .map((parameter) => parted(parameter, '=').map((part) => uriEncode(uriDecode(part))));
  // Sorts pairs, not texts NAME=VALUE: "a=1" comes before "a-=1", although "-" comes before "=".
  parameters.sort(([name, value], [otherName, otherValue]) => byBytes(name, otherName) || byBytes(value, otherValue));
  return parameters.map(([name, value]) => `${name}=${value}`).join('&');
}

/** Splits a text at the first separator. */
function parted(text, separator) {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

/** Compares by code unit. Not localeCompare, which sorts like a dictionary and ignores case. */
function byBytes(one, other) {
  return one < other ? -1 : Number(one > other);
}

/** Removes white space around the value, unfolds lines, and reduces each run of spaces to one space. */
function canonicalValue(value) {
  return value
    .replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '')
    .replace(/[ \t]*\r?\n[ \t]+/g, ' ')
    .replace(/ +/g, ' ');
}

/** Writes a line for each lowercase name. If a header is sent several times, commas join its values. */
function canonicalHeaders(headers, names) {
  return names
    .map((name) => {
      const sent = headers.filter(([other]) => other.toLowerCase() === name);
      return `${name}:${sent.map(([, value]) => canonicalValue(value)).join(',')}\n`;
    })
    .join('');
}

/** Joins the names, in the order of the lines. */
function signedHeaders(names) {
  return names.join(';');
}

/** Computes the SHA-256 as 64 lowercase hexadecimal digits. */
function sha256(data) {
  return createHash('sha256').update(data).digest('hex');
}

/** Joins six parts with newlines. The headers also end with a newline, so an empty line follows them. */
function canonicalRequest({ method, target, headers, names, payloadHash, rules }) {
  const [path, query] = parted(target, '?');
  return [
    method,
    canonicalUri(path, rules),
    canonicalQueryString(query),
    canonicalHeaders(headers, names),
    signedHeaders(names),
    payloadHash,
  ].join('\n');
}

// Step 2: the string to sign. It binds the request to a moment and a place.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html

/** Names what the signature is good for: one day, one region, one service. */
function credentialScope(timestamp, region, service) {
  return [timestamp.slice(0, 8), region, service, TERMINATOR].join('/');
}

/** Joins four lines, without a newline after the last one. */
function stringToSign(timestamp, scope, canonical) {
  return [ALGORITHM, timestamp, scope, sha256(canonical)].join('\n');
}

// Step 3: the signing key, which is good only for the scope. The secret itself never signs anything.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-signing-elements.html

/** Returns 32 raw bytes, used as the next key directly. digest() without an encoding gives a Buffer, not text. */
function hmacSha256(key, message) {
  return createHmac('sha256', key).update(message).digest();
}

/** Computes four HMACs. The result of each is the key of the next. */
function signingKey(secret, timestamp, region, service) {
  const dateKey = hmacSha256(`AWS4${secret}`, timestamp.slice(0, 8));
  const regionKey = hmacSha256(dateKey, region);
  const serviceKey = hmacSha256(regionKey, service);
  return hmacSha256(serviceKey, TERMINATOR);
}

// Step 4: the signature.

/** Returns 64 lowercase hexadecimal digits. */
function signature(key, text) {
  return hmacSha256(key, text).toString('hex');
}

// A body in signed chunks: the signature of the request is the seed, and each chunk signs the signature before it, so that
// no one can drop, change, or reorder a chunk. Steps 3 and 4 are the same.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html

/** A chunk has no headers, so their hash is that of the empty string. An empty chunk ends the body. */
function chunkStringToSign(timestamp, scope, previous, data) {
  return [`${ALGORITHM}-PAYLOAD`, timestamp, scope, previous, sha256(''), sha256(data)].join('\n');
}

/**
 * The headers after the last chunk. Each ends with a newline here, although CR LF is sent.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 */
function trailerStringToSign(timestamp, scope, previous, trailers) {
  const lines = trailers.map(([name, value]) => `${name}:${canonicalValue(value)}\n`).join('');
  return [`${ALGORITHM}-TRAILER`, timestamp, scope, previous, sha256(lines)].join('\n');
}

// Around the four steps: what a request needs before it can be signed, in its header or in its query.

/** Proxies may change or remove these headers, or they are credentials themselves. */
const NEVER_SIGNED = new Set([
  ...['connection', 'expect', 'keep-alive', 'te', 'trailer', 'transfer-encoding', 'upgrade'],
  ...['authorization', 'proxy-authorization', 'proxy-connection'],
]);

/** Signing in the header adds these if they are missing. */
const ADDED = ['x-amz-date', 'x-amz-content-sha256', 'x-amz-security-token'];

/** Returns the value of the first header with this name, or undefined. */
function firstValue(headers, name) {
  const [, value] = headers.find(([sent]) => sent.toLowerCase() === name) ?? [];
  return value?.replace(/^[ \t]+|[ \t]+$/g, '');
}

/** Returns the lowercase names, sorted and unique. The more headers are signed, the fewer can be changed on the way. */
function namesToSign(headers, chosen) {
  const names = new Set(headers.map(([name]) => name.toLowerCase()));
  const wanted = chosen && chosenNames(chosen);
  const signed = [...names].filter((name) => (wanted ? wanted.has(name) : !NEVER_SIGNED.has(name)));
  return signed.sort(byBytes);
}

/** Reads a list, or a text such as "host;x-amz-date". */
function chosenNames(chosen) {
  return new Set([chosen].flat().flatMap((list) => list.toLowerCase().split(';')));
}

/** Adds the header if it is missing. */
function withMissing(headers, name, value) {
  return firstValue(headers, name) === undefined ? [...headers, [name, value]] : headers;
}

/**
 * Adds the headers that authentication needs. S3 requires the hash of the payload as one of them.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-auth-using-authorization-header.html
 */
function preparedForHeader({ sessionToken }, { headers, timestamp, payloadHash, rules }) {
  let prepared = withMissing(headers, 'x-amz-date', timestamp);
  if (rules.contentSha256Header === 'added' || payloadHash === 'UNSIGNED-PAYLOAD') {
    prepared = withMissing(prepared, 'x-amz-content-sha256', payloadHash);
  }
  const isTokenSigned = Boolean(sessionToken) && rules.sessionToken === 'signed';
  return isTokenSigned ? withMissing(prepared, 'x-amz-security-token', sessionToken) : prepared;
}

/**
 * Adds the parameters that are signed. The signature itself is not signed, and is appended later.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 */
function presignedTarget({ accessKeyId, expires, sessionToken }, { target, headers, names, timestamp, scope, rules }) {
  const parameters = [
    ['X-Amz-Algorithm', ALGORITHM],
    ['X-Amz-Credential', `${accessKeyId}/${scope}`],
    ['X-Amz-Date', timestamp],
    ['X-Amz-Expires', String(expires ?? USUAL_EXPIRY)],
  ];
  const isTokenSent = firstValue(headers, 'x-amz-security-token') !== undefined;
  if (sessionToken && rules.sessionToken === 'signed' && !isTokenSent) {
    parameters.push(['X-Amz-Security-Token', sessionToken]);
  }
  parameters.push(['X-Amz-SignedHeaders', signedHeaders(names)]);
  const added = parameters.map(([name, value]) => `${name}=${uriEncode(Buffer.from(value))}`).join('&');
  return `${target}${target.includes('?') ? '&' : '?'}${added}`;
}

/** Returns the last line of the canonical request: the value of the header, the hash, or UNSIGNED-PAYLOAD. */
function payloadLine({ form, payload, request }, rules) {
  const given = firstValue(request.headers, 'x-amz-content-sha256');
  if (given !== undefined) return given;
  // The payload for a presigned URL of S3 is not known yet.
  const usual = form === 'query' && rules.contentSha256Header === 'added' ? 'unsigned' : 'hashed';
  if ((payload ?? usual) === 'unsigned') return 'UNSIGNED-PAYLOAD';
  return sha256(Buffer.from(request.bodyBase64 ?? '', 'base64'));
}

/** Says why no server would accept this request, or returns null. Signing it would only hide the mistake. */
function refusal({ time, chunk, request, form, expires, signedHeaders }) {
  if (!/^\d{8}T\d{6}Z$/.test(time)) return "time is not of the form YYYYMMDD'T'HHMMSS'Z'.";
  if (chunk) return null;
  const { target, headers } = request;
  if (headers.some(([, value]) => /[\r\0]|\n(?![ \t])/.test(value.replace(/\r\n/g, '\n')))) {
    return 'A value with a line break in it would be two headers.';
  }
  const names = new Set([...(form === 'header' ? ADDED : []), ...headers.map(([name]) => name.toLowerCase())]);
  if (signedHeaders && [...chosenNames(signedHeaders)].some((name) => !names.has(name))) {
    return 'A header that is to be signed is not in the request.';
  }
  if (!target.startsWith('/')) return 'The target does not begin with a slash.';
  if (firstValue(headers, 'authorization') !== undefined || target.includes('X-Amz-Signature=')) {
    return 'The request is signed already.';
  }
  if (form === 'header' && (firstValue(headers, 'x-amz-date') ?? time) !== time) {
    return 'time is not the X-Amz-Date of the request.';
  }
  if (form === 'query' && !firstValue(headers, 'host')) return 'The request has no Host, and a URL needs one.';
  if ((expires ?? USUAL_EXPIRY) < 1 || expires > LONGEST_EXPIRY) {
    return 'A presigned URL is good for one second at least and seven days at most.';
  }
  return null;
}

/** Computes all values up to the signature of a chunk, or of the headers after the last chunk. */
function signChunk({ chunk, time, region, service, secret }) {
  const { previousSignature, bodyBase64, trailers } = chunk;
  const scope = credentialScope(time, region, service);
  const text = trailers
    ? trailerStringToSign(time, scope, previousSignature, trailers)
    : chunkStringToSign(time, scope, previousSignature, Buffer.from(bodyBase64 ?? '', 'base64'));
  const key = signingKey(secret, time, region, service);
  return { stringToSign: text, signingKeyHex: key.toString('hex'), signature: signature(key, text) };
}

/** Computes all values up to the signature of the request in a line. */
function signRequest(line) {
  const { request, time: timestamp, region, service, form } = line;
  const rules = { ...(RULES.get(service) ?? OTHER_RULES), ...line.rules };
  const payloadHash = payloadLine(line, rules);
  let { headers, target } = request;
  if (form === 'header') {
    headers = preparedForHeader(line, { headers, timestamp, payloadHash, rules });
  } else if (payloadHash !== 'UNSIGNED-PAYLOAD' && rules.contentSha256Header === 'added') {
    headers = withMissing(headers, 'x-amz-content-sha256', payloadHash);
  }
  const names = namesToSign(headers, line.signedHeaders);
  const scope = credentialScope(timestamp, region, service);
  if (form === 'query') target = presignedTarget(line, { target, headers, names, timestamp, scope, rules });

  const canonical = canonicalRequest({ method: request.method, target, headers, names, payloadHash, rules });
  const text = stringToSign(timestamp, scope, canonical);
  const key = signingKey(line.secret, timestamp, region, service);
  return {
    canonicalRequest: canonical,
    stringToSign: text,
    signingKeyHex: key.toString('hex'),
    signature: signature(key, text),
  };
}

/** Answers a line with the values, or with what is wrong with it. */
function answer(line) {
  const says = refusal(line);
  if (says !== null) return { problem: { code: 'refused', says } };
  return line.chunk ? signChunk(line) : signRequest(line);
}

for await (const json of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
  const line = JSON.parse(json);
  process.stdout.write(`${JSON.stringify({ id: line.id ?? null, ...answer(line) })}\n`);
}
