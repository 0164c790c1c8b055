/** Checks the lines that code joins: the canonical request, the string to sign, and the times and hashes in them. */
import { HASH_OF_NOTHING } from '../../crypto/digests.ts';
import { AWS4 } from '../../sigv4/dialects/aws4.ts';
import { HOLE, type RenderedLine, renderedLines } from '../flow/rendered.ts';
import { allIn } from '../flow/values.ts';
import { type Found, faultAt } from './fault.ts';
import type { Signer } from './signer.ts';

/** Matches the patterns of a date in the basic format of ISO 8601. */
const BASIC_DATE = /^\+?(?:%Y%m%d|%F|yyyyMMdd|YYYYMMDD|20060102|Ymd)/;

export function localTime({ values }: Signer): Found {
  const written = values.find(
    (value) =>
      value.is === 'time' && value.zone === 'local' && value.pattern !== null && BASIC_DATE.test(value.pattern),
  );
  const joined = values.find(
    (value) =>
      value.is === 'text' &&
      value.parts.some((part) => part.is === 'literal' && /^T$/.test(part.text)) &&
      value.parts.some((part) => [...allIn(part)].some((one) => one.is === 'time' && one.zone === 'local')),
  );
  return faultAt('local-time', written ?? joined);
}

const TOKEN = /(?:aws_?)?session_?token|security_?token/i;

/** A signer that reads a session token has to send it. */
export function tokenNotSent({ text, strings, canonicals }: Signer): Found {
  const isSender = strings.length + canonicals.length > 0;
  if (!isSender || new RegExp(AWS4.headers.securityToken, 'i').test(text)) return null;
  const line = text.split('\n').findIndex((one) => TOKEN.test(one.replace(/(?:\/\/|#|--).*/, '')));
  return line < 0 ? null : { id: 'token-not-sent', line: line + 1 };
}

const isHeader = ({ text }: RenderedLine): boolean => new RegExp(`^[\\w${HOLE}-]+:`).test(text);

/** Checks that the parts of the canonical request are on lines of their own. */
export function canonicalLines({ canonicals }: Signer): Found {
  for (const canonical of canonicals) {
    const lines = renderedLines(canonical);
    const first = lines.findIndex(isHeader);
    if (first < 2) continue;
    if (first === 2) return faultAt('query-line', canonical);
    const after = lines.findIndex((line, index) => index > first && !isHeader(line));
    const [empty, list, hash, more] = after < 0 ? [] : lines.slice(after);
    if (empty && empty.text !== '') return faultAt('empty-line', canonical);
    if (list && hash === undefined) return faultAt('hash-line', canonical);
    if (hash && more?.text === '' && lines.length === after + 4) return faultAt('last-newline', canonical);
  }
  return null;
}

/** Checks the four lines of the string to sign. */
export function stringLines({ strings }: Signer): Found {
  for (const string of strings) {
    const lines = renderedLines(string);
    const last = lines.at(-1);
    const isHashed = lines.some(({ values }) => values.some(({ is }) => is === 'hash'));
    if (!isHashed || last === undefined) continue;
    if (lines.length < 4) return faultAt('string-line', string);
    if (lines.length === 5 && last.text === '') return faultAt('last-newline', string);
  }
  return null;
}

/** Checks that the date of the scope is that of the time in the line before it. */
export function scopeDate({ strings }: Signer): Found {
  for (const string of strings) {
    const [, time, scope] = renderedLines(string);
    if (time === undefined || scope === undefined) continue;
    const [, date = null] = /^(\d{8})\//.exec(scope.text) ?? [];
    const isTimeKnown = /^\d{8}T\d{6}Z$/.test(time.text);
    const isComputed = time.text === HOLE && time.values.some((value) => value.is === 'time');
    const isOther = date !== null && (isTimeKnown ? !time.text.startsWith(date) : isComputed);
    const [zone, other] = [zoneIn(time), zoneIn(scope)];
    if (isOther || (zone !== null && other !== null && zone !== other)) return faultAt('scope-date', scope);
  }
  return null;
}

function zoneIn({ values }: RenderedLine): string | null {
  const times = [...allIn(...values.slice(0, 1))].filter((value) => value.is === 'time');
  return times.find(({ zone }) => zone !== 'unknown')?.zone ?? null;
}

/** Checks that the hash is not that of nothing if a body is sent. */
export function hashOfNothing({ canonicals, code: { sent } }: Signer): Found {
  const isBody = sent.some((value) => value.is !== 'literal' || value.text !== '');
  if (!isBody) return null;
  for (const canonical of canonicals) {
    const lines = renderedLines(canonical);
    const last = lines.at(-1);
    const [hash] = last?.values ?? [];
    const isEmpty =
      last?.text === HASH_OF_NOTHING || (hash?.is === 'hash' && hash.of.is === 'literal' && hash.of.text === '');
    if (last && isEmpty && !/^(?:GET|HEAD|DELETE)$/.test(lines[0]?.text ?? '')) {
      return faultAt('hash-of-nothing', hash?.is === 'hash' ? hash : last);
    }
  }
  return null;
}
