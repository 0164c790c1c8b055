import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { KEPT_LIMIT, NOTHING_RECORDED, recorder } from '../../src/http/body/recorded.ts';
import { responseReader } from '../../src/http/read-response.ts';

describe('a recorder', () => {
  it('has nothing at first', () => {
    expect(recorder().record()).toEqual(NOTHING_RECORDED);
  });

  it.each([[1], [1000], [KEPT_LIMIT - 1], [KEPT_LIMIT], [KEPT_LIMIT + 1]])(
    'keeps the first bytes of pieces of %i, and counts and hashes them all',
    (length) => {
      const piece = new Uint8Array(length).fill(0xe9);
      const pieces = Array.from({ length: Math.ceil(Math.min(5000, (KEPT_LIMIT * 1.5) / length)) }, () => piece);
      const all = Buffer.concat(pieces);
      const recorded = recorder();
      const kept = pieces.reduce((sum, next) => sum + recorded.add(next), 0);
      const record = recorded.record();
      expect(kept).toBe(Math.min(all.length, KEPT_LIMIT));
      expect(record.kept === all.toString('latin1', 0, KEPT_LIMIT)).toBe(true);
      expect(record).toMatchObject({ length: all.length, sha256: createHash('sha256').update(all).digest('hex') });
    },
  );
});

describe('the body of an answer', () => {
  it.each(['Content-Length: 3145728', 'Transfer-Encoding: chunked', 'A: b'])(
    'is kept as far as the limit and no further: %s',
    (field) => {
      const reader = responseReader('GET');
      reader.push(Buffer.from(`HTTP/1.1 200 OK\r\n${field}\r\n\r\n`));
      if (field.includes('chunked')) reader.push(Buffer.from('300000\r\n'));
      for (let at = 0; at < 48; at++) reader.push(new Uint8Array(65_536).fill(at));
      const reading = reader.reading();
      const body = 'response' in reading ? reading.response?.body : undefined;
      expect(body?.kept.length).toBe(KEPT_LIMIT);
      expect(body?.length).toBe(3_145_728);
    },
  );
});
