/** SigV4A: a signature for several regions, of which the sandbox's has to be one. */
import { describe, expect, it } from 'vitest';
import { isRefusal } from '../../src/sandbox/answers/answer.ts';
import { AWS4_ECDSA_P256_SHA256 as algorithm } from '../../src/sigv4/algorithms/ecdsa-p256-sha256.ts';
import { type SentBody, sentRequest } from '../support/commands/sent-request.ts';
import { octetsOf } from '../support/octets-of.ts';
import { authenticate } from '../support/sandbox/authenticate.ts';
import { type Circumstances, settingsOf } from '../support/sandbox/sandbox-settings.ts';
import { crc32Of } from '../support/sigv4/chunked-order.ts';
import { type Asked, inputOf } from '../support/sigv4/signing.ts';

const HEAD = 'GET /test.txt HTTP/1.1\r\nHost: examplebucket.s3.amazonaws.com\r\n\r\n';
const NOTHING: SentBody = { body: '', chunkSizes: null, trailers: [] };

function answerTo(asked: Partial<Asked>, sent = NOTHING, circumstances: Circumstances = {}) {
  const { received } = sentRequest(inputOf({ head: HEAD, algorithm, body: sent.body, ...asked }), sent);
  const result = authenticate(received, settingsOf(circumstances));
  return isRefusal(result) ? result : 'passes';
}

describe('a region set', () => {
  it.each(['us-east-1', 'eu-west-1,us-east-1', 'eu-west-1, us-east-1', '*', 'us-*', '*-1', 'us-*-1', 'u*s*1', '**'])(
    'has us-east-1 in it: %s',
    (region) => {
      expect(answerTo({ region })).toBe('passes');
      expect(answerTo({ region, expires: '60' })).toBe('passes');
    },
  );

  it.each(['eu-west-1', 'eu-*', 'us-east-1x', 'us-east', 'us-east-*-1', 'US-EAST-1', 'us-east-?', 'a,,b', '*2*'])(
    'does not have it: %s',
    (region) => {
      const says = `the region '${region}' is wrong; expecting 'us-east-1'`;
      const elements = { Region: 'us-east-1' };
      const inHeader = {
        code: 'AuthorizationHeaderMalformed',
        message: `The authorization header is malformed; ${says}`,
      };
      const message = `Error parsing the X-Amz-Credential parameter; ${says}`;
      expect(answerTo({ region })).toMatchObject({ ...inHeader, elements });
      const inQuery = { code: 'AuthorizationQueryParametersError', message };
      expect(answerTo({ region, expires: '60' })).toMatchObject({ ...inQuery, elements });
    },
  );

  it('has to be said', () => {
    const { received } = sentRequest(inputOf({ head: HEAD, algorithm }), NOTHING);
    const headers = received.head.headers.filter(({ name }) => name.octets !== 'x-amz-region-set');
    const head = { ...received.head, headers };
    expect(authenticate({ ...received, head }, settingsOf())).toMatchObject({ code: 'AuthorizationHeaderMalformed' });
  });
});

describe('a signature of SigV4A', () => {
  it.each([
    ['of another secret', { secret: 'another secret' }, {}, 'SignatureDoesNotMatch'],
    ['of an unknown key', { keyId: 'AKIAUNKNOWN' }, {}, 'InvalidAccessKeyId'],
    ['for another service', { service: 'ec2' }, {}, 'AuthorizationHeaderMalformed'],
    ['of another time', {}, { seconds: 901 }, 'RequestTimeTooSkewed'],
  ] as const)('%s is refused', (_what, asked, circumstances, code) => {
    expect(answerTo(asked, NOTHING, circumstances)).toMatchObject({ code });
  });

  const body = 'data of two chunks'.padEnd(8200, '.');
  const chunks: SentBody = {
    body,
    chunkSizes: [8192, 8],
    trailers: [['x-amz-checksum-crc32', crc32Of(body)]],
  };
  const asked = { rules: { payload: 'streaming-trailer' }, trailers: ['x-amz-checksum-crc32'] } as const;

  /** A signature has a random length: until there is one that is padded. */
  function padded() {
    for (;;) {
      const { received } = sentRequest(inputOf({ head: HEAD, algorithm, body: chunks.body, ...asked }), chunks);
      if (/;chunk-signature=[0-9a-f]+\*+\r\n/.test(received.body)) return received;
    }
  }

  it('of chunks and what follows them is padded, or it is not', () => {
    const received = padded();
    const bare = { ...received, body: octetsOf(received.body.replace(/\*+\r\n/g, '\r\n')) };
    for (const request of [received, bare]) {
      expect(authenticate(request, settingsOf())).toMatchObject({ payload: chunks.body });
    }
  });

  it('is not padded to another length', () => {
    const received = padded();
    const longer = octetsOf(received.body.replace(/\*\r\n/g, '**\r\n'));
    expect(authenticate({ ...received, body: longer }, settingsOf())).toMatchObject({ code: 'SignatureDoesNotMatch' });
  });
});
