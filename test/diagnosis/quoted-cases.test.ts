/** Every failure that public threads quote: the cause that they established, or what is said where their texts tell none. */

import { expect, it } from 'vitest';
import { octetsFromText } from '../../src/bytes/octets.ts';
import { isProblem } from '../../src/bytes/problem.ts';
import { diagnose } from '../../src/diagnosis/diagnosis.ts';
import { readEvidence } from '../../src/evidence/read-evidence.ts';
import { QUOTED_CASES, type QuotedCase } from '../evidence/quoted-cases.ts';
import { named } from '../support/sources.ts';

/** Of which nothing but what the client signed is quoted. */
const OF_CLIENTS_ALONE = {
  'remotelysave403-minio-port': {
    thread: 'https://github.com/remotely-save/remotely-save/issues/403',
    pieces: [
      [
        'CanonicalRequest:',
        'GET',
        '/obsidian/',
        'location=',
        'host:192.168.42.50:9002',
        'x-amz-content-sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
        'x-amz-date:20231207T203505Z',
        '',
        'host;x-amz-content-sha256;x-amz-date',
        'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      ].join('\n'),
    ],
  },
  'sregistry297-minio-good-baseline': {
    thread: 'https://github.com/singularityhub/sregistry/pull/297',
    pieces: [
      [
        'CanonicalRequest:',
        'HEAD',
        '/sregistry/',
        '',
        'host:minio:9000',
        'user-agent:MinIO (Linux; x86_64) minio-py/5.0.8',
        'x-amz-content-sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
        'x-amz-date:20200405T230830Z',
        '',
        'host;user-agent;x-amz-content-sha256;x-amz-date',
        'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      ].join('\n'),
    ],
  },
  'awssdkrust1244-default-port': {
    thread: 'https://github.com/awslabs/aws-sdk-rust/issues/1244',
    pieces: [
      [
        'CanonicalRequest:',
        'GET',
        '/test/',
        'list-type=2',
        'host:localhost:80',
        'x-amz-content-sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
        'x-amz-date:20250117T041216Z',
        'x-amz-user-agent:aws-sdk-rust/1.3.4 ua/2.1 api/s3/1.69.0 os/macos lang/rust/1.81.0 m/E md/http#hyper-0.x',
        '',
        'host;x-amz-content-sha256;x-amz-date;x-amz-user-agent',
        'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      ].join('\n'),
    ],
  },
  's3cmd780-ceph-space-as-plus': {
    thread: 'https://github.com/s3tools/s3cmd/issues/780',
    pieces: [
      [
        'CanonicalRequest:',
        'POST',
        '/%40sample%2016.txt',
        'uploadId=2~jyZszEoDF4u8dgSDef4oyftCyz-QpQa',
        'content-length:223',
        'host:mybucket.localhost',
        'x-amz-content-sha256:5aca76b6b5bb22e8aa87d2868f3f0e83ab57f73db7a9a9dba378c8566d57b51a',
        'x-amz-date:20160830T050105Z',
        '',
        'content-length;host;x-amz-content-sha256;x-amz-date',
        '5aca76b6b5bb22e8aa87d2868f3f0e83ab57f73db7a9a9dba378c8566d57b51a',
      ].join('\n'),
    ],
  },
  'minio2744-play-content-length': {
    thread: 'https://github.com/minio/minio/issues/2744',
    pieces: [
      [
        'CanonicalRequest:',
        'PUT',
        '/testflorent/some-file.xml',
        '',
        'content-length:123456',
        'content-type:binary/octet-stream',
        'host:play.minio.io:9000',
        'x-amz-content-sha256:834610869317b8b1842e139f2ee0e18b2f6010e396c6a74e1a09ebaccb37fad2',
        'x-amz-date:20160920T094647Z',
        'x-amz-meta-s3cmd-attrs:uid:1000/gname:flo/uname:flo/gid:1000/mode:33188/mtime:1234242654/atime:1474326979/md5:d52cab37a6c33c38d595f3b9b884b482/ctime:1446596045',
        'x-amz-storage-class:STANDARD',
        '',
        'content-length;content-type;host;x-amz-content-sha256;x-amz-date;x-amz-meta-s3cmd-attrs;x-amz-storage-class',
        '834610869317b8b1842e139f2ee0e18b2f6010e396c6a74e1a09ebaccb37fad2',
      ].join('\n'),
    ],
  },
} as const satisfies Readonly<Record<string, QuotedCase>>;

const CASES = { ...QUOTED_CASES, ...OF_CLIENTS_ALONE };

type Outcome =
  | readonly [certainty: 'proved' | 'explains' | 'possible', id: string]
  /** Suspects are ranked, nothing shows which one it is, and why that is honest. */
  | readonly [certainty: 'unknown', why: string];

const TABLE: Readonly<Record<keyof typeof CASES, Outcome>> = {
  'minio2986-aws-expect-signed': ['possible', 'expect-signed'],
  'minio2696-aws-vs-minio-format': ['unknown', 'the answers alone, for their form'],
  'pithos156-sdk-example-keys': ['unknown', 'no answer is quoted; the bucket in the host is right for most servers'],
  'remotelysave403-minio-port': ['possible', 'host-nondefault-port-not-signed'],
  'sregistry297-minio-good-baseline': ['possible', 'host-nondefault-port-not-signed'],
  'versitygw1990-garage-scope': ['possible', 'wrong-region'],
  'platformio-esp32-s3-contenttype': ['possible', 'content-type-added-or-changed'],
  'awssdkrust1244-default-port': ['possible', 'host-default-port-signed'],
  's3cmd974-host-port': ['unknown', 'what the client signed is not quoted: that it had :443 is said in words'],
  's3cmd780-ceph-space-as-plus': ['possible', 'content-length-signed'],
  'awssdkjs853-es-double-encode': ['possible', 'path-single-encoded-non-s3'],
  'libvmodawsrest8-es-host': ['unknown', 'what the client signed is not quoted'],
  'awsrequestsigner10-kibana': ['possible', 'unreserved-set-too-wide'],
  'awscli4356-range-blanked': ['possible', 'signed-header-dropped-in-transit'],
  'awssdkphp612-skew': ['proved', 'clock-skew'],
  's3fs1186-swift-region': ['proved', 'wrong-region'],
  'flatware10-aws-region': ['proved', 'wrong-region'],
  'objectfs303-two-auth': ['proved', 'two-auth-mechanisms'],
  'minio3462-traefik-host': ['explains', 'host-rewritten-by-proxy'],
  'minio2744-play-content-length': ['possible', 'content-length-signed'],
  'requestsaws4auth7-date-scope': ['proved', 'scope-date-differs'],
  'minio7736-cloudflare-trace': ['unknown', 'MinIO quotes nothing, and host, hash and date are all that is signed'],
  'minio15506-cloudflare-accept-encoding': ['possible', 'accept-encoding-rewritten'],
  'seaweedfs6517-unsigned-trailer': ['possible', 'unsigned-trailer-unsupported'],
  // An empty secret makes this very signature.
  'entwine99-empty-signed-headers': ['proved', 'wrong-secret'],
  'minio5456-sigv2-meta': ['unknown', 'Signature Version 2'],
  'seaweedfs7320-prefix-stripped': ['possible', 'unsigned-trailer-unsupported'],
  'ngxawsauth35-decoded-path-signed': ['explains', 'path-not-encoded'],
  'awscli9682-range-blanked': ['unknown', 'the canonical request is cut behind its first letters'],
  'gsutil1349-meta-daisychain': ['unknown', 'what the client signed is not quoted'],
  'awssdkgov2-2722-range-proxy': ['possible', 'signed-header-dropped-in-transit'],
  'cloudflareb2-5-b2-format': ['possible', 'accept-encoding-rewritten'],
  'huaweiobs84-skew-day': ['proved', 'clock-skew'],
  'knox223-nonascii-v2': ['possible', 'non-ascii-header-value'],
  'awssdkjs530-v2-subresource-decoded': ['possible', 'query-not-canonicalised'],
  'awslibvmod24-valueless-query': ['possible', 'query-valueless-param'],
  'terraform36412-cloudflare-tunnel': ['possible', 'accept-encoding-rewritten'],
  'rgw-presigned-cloudscale': ['unknown', 'the answer alone, which quotes nothing'],
};

it.each(Object.entries(TABLE))('%s: %o', (name, [certainty, id]) => {
  const { pieces } = CASES[name as keyof typeof CASES];
  const evidence = readEvidence(
    pieces.map((text, index) => ({ octets: octetsFromText(text), by: named(`piece ${index}`) })),
  );
  if (isProblem(evidence)) throw new Error(evidence.says);
  const { findings, next, suspects } = diagnose(evidence, () => null);
  const [first] = findings;
  if (certainty === 'unknown') {
    // Nothing is shown, other causes remain, and the person is told what would help.
    const shown = findings.filter(({ certainty, replayed }) => certainty.kind !== 'possible' || replayed !== null);
    expect(shown.map(({ cause }) => cause.id)).toEqual([]);
    expect(findings.every(({ suspected }) => suspected && suspected.likelihood < 0.9)).toBe(true);
    expect(suspects?.other).toBeGreaterThan(0);
    expect(next).not.toEqual([]);
  } else {
    expect([first?.certainty.kind, findings.map(({ cause }) => cause.id)]).toEqual([
      certainty,
      expect.arrayContaining([id]),
    ]);
  }
});

it('is every case', () => {
  expect(Object.keys(TABLE)).toHaveLength(38);
});
