#!/usr/bin/env node
/**
 * Signs requests with AWS Signature Version 4: a JSON line in, a JSON line out, with nothing but node:crypto.
 *
 *   {"id": 1, "request": {"method": "GET", "target": "/test.txt", "headers": [["Host", "examplebucket.s3.amazonaws.com"]]},
 *    "time": "20130524T000000Z", "region": "us-east-1", "service": "s3", "form": "header",
 *    "accessKeyId": "AKIAIOSFODNN7EXAMPLE", "secret": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"}
 *
 * The functions stand in the order in which a signature is made. Each step names the page of AWS that decides it.
 */
import { createHash, createHmac } from 'node:crypto';
import { createInterface } from 'node:readline';

const ALGORITHM = 'AWS4-HMAC-SHA256';
const TERMINATOR = 'aws4_request';
/** In seconds: a quarter of an hour, where nobody says it, and seven days. */
const USUAL_EXPIRY = 900;
const LONGEST_EXPIRY = 604_800;

// What S3 wants of a signature, and what all other services want.
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
 * Each byte but A-Z a-z 0-9 - . _ ~ as %XY, with capitals. Not encodeURIComponent: it leaves ! ' ( ) and * as they are,
 * and it takes text, where a path may be any bytes.
 */
function uriEncode(bytes, keep = '') {
  return [...bytes].map((byte) => encodedByte(byte, keep)).join('');
}

function encodedByte(byte, keep) {
  const character = String.fromCharCode(byte);
  if (/[A-Za-z0-9\-._~]/.test(character) || keep.includes(character)) return character;
  return `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
}

/** The bytes that are meant. Not decodeURIComponent: it throws where they are no UTF-8. */
function uriDecode(text) {
  const bytes = Buffer.from(text).toString('latin1');
  const decoded = bytes.replace(/%([0-9A-Fa-f]{2})/g, (_escape, digits) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
  return Buffer.from(decoded, 'latin1');
}

/** The path, every byte of the key encoded exactly once. It may be written with other escapes: hence the decoding. */
function canonicalUri(path, rules) {
  const segments = rules.pathSegments === 'normalised' ? normalised(path) : path;
  // All services but S3 encode what is encoded already once more.
  const bytes = rules.pathEncoding === 'once' ? uriDecode(segments) : Buffer.from(segments);
  return uriEncode(bytes, '/');
}

/** Without empty segments and ".", each ".." taking the segment before it along. Not for S3: a key may be a//b. */
function normalised(path) {
  const kept = [];
  for (const segment of path.split('/')) {
    if (segment === '..') kept.pop();
    else if (segment !== '' && segment !== '.') kept.push(segment);
  }
  const end = kept.length > 0 && path.endsWith('/') ? '/' : '';
  return `/${kept.join('/')}${end}`;
}

/** Names and values encoded first and sorted then; an = behind each name, also where nothing follows it. */
function canonicalQueryString(query) {
  const parameters = query
    .split('&')
    .filter((parameter) => parameter !== '')
    .map((parameter) => parted(parameter, '=').map((part) => uriEncode(uriDecode(part))));
  // Pairs and not texts NAME=VALUE: "a-=1" stands behind "a=1", though "-" comes before "=".
  parameters.sort(([name, value], [otherName, otherValue]) => byBytes(name, otherName) || byBytes(value, otherValue));
  return parameters.map(([name, value]) => `${name}=${value}`).join('&');
}

/** What stands before the first separator, and what behind it. */
function parted(text, separator) {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

/** Not localeCompare, which sorts as dictionaries do, without regard to capitals. */
function byBytes(one, other) {
  return one < other ? -1 : Number(one > other);
}

/** Without white space around it; folded lines are one line, and each run of spaces is one space. */
function canonicalValue(value) {
  return value
    .replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '')
    .replace(/[ \t]*\r?\n[ \t]+/g, ' ')
    .replace(/ +/g, ' ');
}

/** A line for each name, in lower case; a header that is sent several times has its values joined by commas. */
function canonicalHeaders(headers, names) {
  return names
    .map((name) => {
      const sent = headers.filter(([other]) => other.toLowerCase() === name);
      return `${name}:${sent.map(([, value]) => canonicalValue(value)).join(',')}\n`;
    })
    .join('');
}

/** The names in the order of the lines. */
function signedHeaders(names) {
  return names.join(';');
}

/** SHA-256 as 64 lower-case hexadecimal digits. */
function sha256(data) {
  return createHash('sha256').update(data).digest('hex');
}

/** Six parts, a newline between them. The headers end with one of their own: hence the empty line behind them. */
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

// Step 2: the string to sign. It binds the request to a moment and to a place.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html

/** What the signature is good for: one day, one region, one service. */
function credentialScope(timestamp, region, service) {
  return [timestamp.slice(0, 8), region, service, TERMINATOR].join('/');
}

/** Four lines, and no newline behind the last one. */
function stringToSign(timestamp, scope, canonical) {
  return [ALGORITHM, timestamp, scope, sha256(canonical)].join('\n');
}

// Step 3: the signing key, which is good for no more than the scope: the secret itself never signs anything.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-signing-elements.html

/** 32 raw bytes, which are the next key as they are: digest() without an encoding gives a Buffer, not text. */
function hmacSha256(key, message) {
  return createHmac('sha256', key).update(message).digest();
}

/** Four HMACs, each under what the one before it made. */
function signingKey(secret, timestamp, region, service) {
  const dateKey = hmacSha256(`AWS4${secret}`, timestamp.slice(0, 8));
  const regionKey = hmacSha256(dateKey, region);
  const serviceKey = hmacSha256(regionKey, service);
  return hmacSha256(serviceKey, TERMINATOR);
}

// Step 4: the signature.

/** 64 lower-case hexadecimal digits. */
function signature(key, text) {
  return hmacSha256(key, text).toString('hex');
}

// A body in signed chunks: the signature of the request is the seed, and each chunk signs the signature before it, so that
// nobody can drop, change or reorder one. Steps 3 and 4 are the same.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html

/** A chunk has no headers: their hash is that of nothing. The chunk without bytes ends the body. */
function chunkStringToSign(timestamp, scope, previous, data) {
  return [`${ALGORITHM}-PAYLOAD`, timestamp, scope, previous, sha256(''), sha256(data)].join('\n');
}

/**
 * The headers behind the last chunk, each with a newline behind it, though CR LF is sent.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 */
function trailerStringToSign(timestamp, scope, previous, trailers) {
  const lines = trailers.map(([name, value]) => `${name}:${canonicalValue(value)}\n`).join('');
  return [`${ALGORITHM}-TRAILER`, timestamp, scope, previous, sha256(lines)].join('\n');
}

// Around the four steps: what a request needs before it can be signed, in its header or in its query.

/** Whoever forwards the request may change or remove them, or they are credentials themselves. */
const NEVER_SIGNED = new Set([
  ...['connection', 'expect', 'keep-alive', 'te', 'trailer', 'transfer-encoding', 'upgrade'],
  ...['authorization', 'proxy-authorization', 'proxy-connection'],
]);

/** Signing in the header puts them there where they are not there yet. */
const ADDED = ['x-amz-date', 'x-amz-content-sha256', 'x-amz-security-token'];

/** The value of the first header of this name; undefined where there is none. */
function firstValue(headers, name) {
  const [, value] = headers.find(([sent]) => sent.toLowerCase() === name) ?? [];
  return value?.replace(/^[ \t]+|[ \t]+$/g, '');
}

/** In lower case and sorted, each once: the more is signed, the less can be changed on the way. */
function namesToSign(headers, chosen) {
  const names = new Set(headers.map(([name]) => name.toLowerCase()));
  const wanted = chosen && chosenNames(chosen);
  const signed = [...names].filter((name) => (wanted ? wanted.has(name) : !NEVER_SIGNED.has(name)));
  return signed.sort(byBytes);
}

/** Those of a list, or of a text such as "host;x-amz-date". */
function chosenNames(chosen) {
  return new Set([chosen].flat().flatMap((list) => list.toLowerCase().split(';')));
}

/** With this header, if it is not there yet. */
function withMissing(headers, name, value) {
  return firstValue(headers, name) === undefined ? [...headers, [name, value]] : headers;
}

/**
 * The headers that authentication needs. S3 requires the hash of the payload as one of them.
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
 * The target with the parameters that are signed; the signature itself is appended afterwards, not signed.
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

/** What stands for the payload: what the request says of it, or its hash, or that it is not signed. */
function payloadLine({ form, payload, request }, rules) {
  const given = firstValue(request.headers, 'x-amz-content-sha256');
  if (given !== undefined) return given;
  // Whoever uses a presigned URL of S3 brings a payload that nobody knows yet.
  const usual = form === 'query' && rules.contentSha256Header === 'added' ? 'unsigned' : 'hashed';
  if ((payload ?? usual) === 'unsigned') return 'UNSIGNED-PAYLOAD';
  return sha256(Buffer.from(request.bodyBase64 ?? '', 'base64'));
}

/** Why no server would take what the line asks for; null where one would. Signing it would only hide the mistake. */
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

/** All values on the way to the signature of a chunk, or of the headers behind the last one. */
function signChunk({ chunk, time, region, service, secret }) {
  const { previousSignature, bodyBase64, trailers } = chunk;
  const scope = credentialScope(time, region, service);
  const text = trailers
    ? trailerStringToSign(time, scope, previousSignature, trailers)
    : chunkStringToSign(time, scope, previousSignature, Buffer.from(bodyBase64 ?? '', 'base64'));
  const key = signingKey(secret, time, region, service);
  return { stringToSign: text, signingKeyHex: key.toString('hex'), signature: signature(key, text) };
}

/** All values on the way to the signature of the request that a line has. */
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

/** The answer to a line: the values, or what is wrong with it. */
function answer(line) {
  const says = refusal(line);
  if (says !== null) return { problem: { code: 'refused', says } };
  return line.chunk ? signChunk(line) : signRequest(line);
}

for await (const json of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
  const line = JSON.parse(json);
  process.stdout.write(`${JSON.stringify({ id: line.id ?? null, ...answer(line) })}\n`);
}
