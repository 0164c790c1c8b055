// The operations of the SDKs for JavaScript, one cell for each. It is copied into the folder in which they are installed.
import { readFileSync } from 'node:fs';
import http from 'node:http';
import { createRequire } from 'node:module';
import * as v3 from '@aws-sdk/client-s3';
import { S3 } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { AwsClient } from 'aws4fetch';
import { HttpsProxyAgent } from 'https-proxy-agent';

const require = createRequire(import.meta.url);
const aws4 = require('aws4');
const AWS = require('aws-sdk');
const Minio = require('minio');

const { ENDPOINT, WRONG_SECRET, AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = process.env;
const [small, r20, r40] = ['small', 'r20M', 'r40M'].map((name) => readFileSync(name));
const { hostname, port } = new URL(ENDPOINT);

function assert(condition, what = 'not as expected') {
  if (!condition) throw new Error(what);
}
async function refused(run) {
  try {
    await run();
  } catch (error) {
    const status = error.$metadata?.httpStatusCode ?? error.statusCode;
    if (status === undefined || [400, 403].includes(status)) return;
  }
  throw new Error('accepted');
}
async function cell(client, operation, run) {
  let said = 'ok';
  try {
    await run();
  } catch (error) {
    said = error.Code ?? error.code ?? (error.name === 'Error' || error.name === 'TypeError' ? 'failed' : error.name);
    console.error(client, operation, String(error).slice(0, 300));
  }
  console.log([client, operation, said].join('\t'));
}

/** The agents of a proxy. The older SDKs and MinIO's take one agent, for the scheme of the endpoint. */
const httpAgent = process.env.HTTP_PROXY && new http.Agent({ keepAlive: true, proxyEnv: process.env });
const httpsAgent = process.env.HTTPS_PROXY && new HttpsProxyAgent(process.env.HTTPS_PROXY);
const requestHandler = new NodeHttpHandler({ httpAgent, httpsAgent });

async function sdkV3() {
  const options = {
    endpoint: ENDPOINT,
    region: 'us-east-1',
    forcePathStyle: true,
    maxAttempts: 1,
    requestHandler,
  };
  const s3 = new S3({ ...options, credentials: { accessKeyId, secretAccessKey } });
  const Bucket = 'sdk-v3-bucket';
  const at = (operation, run) => cell('sdk-js-v3', operation, run);
  const get = async (Key) => Buffer.from(await (await s3.getObject({ Bucket, Key })).Body.transformToByteArray());
  await at('create-bucket', () => s3.createBucket({ Bucket }));
  await at('put-small', () => s3.putObject({ Bucket, Key: 'small', Body: small, Metadata: { color: 'blue' } }));
  await at('get', async () => assert((await get('small')).equals(small)));
  await at('put-20M-single', async () => {
    await s3.putObject({ Bucket, Key: 'single', Body: r20 });
    assert((await get('single')).equals(r20));
  });
  await at('put-40M-parts', async () => {
    await new Upload({ client: s3, params: { Bucket, Key: 'parts', Body: r40 } }).done();
    assert((await get('parts')).equals(r40));
  });
  await at('tagging', () =>
    s3.putObjectTagging({ Bucket, Key: 'small', Tagging: { TagSet: [{ Key: 'a', Value: 'b' }] } }),
  );
  await at('versions', () => s3.listObjectVersions({ Bucket }));
  await at('versioning-put', () => s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
  await at('acl-get', () => s3.getBucketAcl({ Bucket }));
  await at('attributes', () =>
    s3.getObjectAttributes({ Bucket, Key: 'parts', ObjectAttributes: ['ObjectSize', 'ObjectParts'] }),
  );
  for (const ChecksumAlgorithm of ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256']) {
    await at(`checksum-${ChecksumAlgorithm}`, () =>
      s3.putObject({ Bucket, Key: 'checked', Body: small, ChecksumAlgorithm }),
    );
  }
  await at('presign-get', async () => {
    const url = await getSignedUrl(s3, new v3.GetObjectCommand({ Bucket, Key: 'small' }));
    assert(Buffer.from(await (await fetch(url)).arrayBuffer()).equals(small));
  });
  await at('presign-put-metadata', async () => {
    const url = await getSignedUrl(s3, new v3.PutObjectCommand({ Bucket, Key: 'put', Metadata: { color: 'blue' } }));
    assert((await fetch(url, { method: 'PUT', body: small })).ok);
    assert((await s3.headObject({ Bucket, Key: 'put' })).Metadata.color === 'blue');
  });
  const wrong = (more, credentials = {}) =>
    new S3({ ...options, ...more, credentials: { accessKeyId, secretAccessKey, ...credentials } });
  await at('wrong-secret', () => refused(() => wrong({}, { secretAccessKey: WRONG_SECRET }).listBuckets({})));
  await at('wrong-key', () => refused(() => wrong({}, { accessKeyId: 'AKIAUNKNOWN' }).listBuckets({})));
  await at('wrong-region', () => refused(() => wrong({ region: 'eu-west-1' }).listObjectsV2({ Bucket })));
  await at('delete-many', async () => {
    const { Contents } = await s3.listObjectsV2({ Bucket });
    await s3.deleteObjects({ Bucket, Delete: { Objects: Contents.map(({ Key }) => ({ Key })) } });
  });
  await at('delete-bucket', () => s3.deleteBucket({ Bucket }));
}

/** A directory bucket of S3 Express One Zone, without a session. The sandbox has the bucket from its start. */
async function sdkV3Express() {
  const credentials = { accessKeyId, secretAccessKey };
  const options = {
    endpoint: ENDPOINT,
    region: 'us-east-1',
    forcePathStyle: true,
    maxAttempts: 1,
    requestHandler,
    credentials,
    disableS3ExpressSessionAuth: true,
  };
  const express = new S3(options);
  const Bucket = 'sdk--use1-az4--x-s3';
  const at = (operation, run) => cell('sdk-js-v3', `express-${operation}`, run);
  await at('list-buckets', async () => {
    const { Buckets } = await express.listDirectoryBuckets({});
    assert(Buckets.some(({ Name }) => Name === Bucket));
  });
  await at('put-small', () => express.putObject({ Bucket, Key: 'small', Body: small }));
  await at('get', async () => {
    const { Body } = await express.getObject({ Bucket, Key: 'small' });
    assert(Buffer.from(await Body.transformToByteArray()).equals(small));
  });
  await at('put-40M-parts', () => new Upload({ client: express, params: { Bucket, Key: 'parts', Body: r40 } }).done());
  await at('list', async () => assert((await express.listObjectsV2({ Bucket })).KeyCount === 2));
  await at('delete-many', () =>
    express.deleteObjects({ Bucket, Delete: { Objects: [{ Key: 'small' }, { Key: 'parts' }] } }),
  );
}

async function sdkV2() {
  const options = {
    endpoint: ENDPOINT,
    region: 'us-east-1',
    s3ForcePathStyle: true,
    maxRetries: 0,
    httpOptions: { agent: httpAgent },
    accessKeyId,
    secretAccessKey,
  };
  const s3 = new AWS.S3({ ...options, signatureVersion: 'v4' });
  const Bucket = 'sdk-v2-bucket';
  const at = (operation, run) => cell('sdk-js-v2', operation, run);
  const get = async (Key) => (await s3.getObject({ Bucket, Key }).promise()).Body;
  await at('create-bucket', () => s3.createBucket({ Bucket }).promise());
  await at('put-small', () => s3.putObject({ Bucket, Key: 'small', Body: small }).promise());
  await at('get', async () => assert((await get('small')).equals(small)));
  await at('put-40M-parts', async () => {
    await s3.upload({ Bucket, Key: 'parts', Body: r40 }).promise();
    assert((await get('parts')).equals(r40));
  });
  await at('presign-get', async () => assert((await fetch(s3.getSignedUrl('getObject', { Bucket, Key: 'small' }))).ok));
  await at('presign-put-acl', async () => {
    const url = s3.getSignedUrl('putObject', { Bucket, Key: 'put', ACL: 'private', Metadata: { color: 'blue' } });
    assert((await fetch(url, { method: 'PUT', body: small })).ok);
  });
  await at('wrong-secret', () =>
    refused(() => new AWS.S3({ ...options, secretAccessKey: WRONG_SECRET }).listBuckets().promise()),
  );
  await at('delete-many', () =>
    s3.deleteObjects({ Bucket, Delete: { Objects: ['small', 'parts', 'put'].map((Key) => ({ Key })) } }).promise(),
  );
  await at('delete-bucket', () => s3.deleteBucket({ Bucket }).promise());
}

async function minio() {
  const options = {
    endPoint: hostname,
    port: Number(port),
    useSSL: false,
    transportAgent: httpAgent,
    accessKey: accessKeyId,
    region: 'us-east-1',
  };
  const s3 = new Minio.Client({ ...options, secretKey: secretAccessKey });
  const at = (operation, run) => cell('minio-js', operation, run);
  const bucket = 'minio-js-bucket';
  const get = async (key) => Buffer.concat(await (await s3.getObject(bucket, key)).toArray());
  await at('create-bucket', () => s3.makeBucket(bucket));
  await at('put-small', () => s3.putObject(bucket, 'small', small));
  await at('get', async () => assert((await get('small')).equals(small)));
  await at('put-40M', async () => {
    await s3.putObject(bucket, 'large', r40);
    assert((await get('large')).equals(r40));
  });
  await at('tagging', () => s3.setObjectTagging(bucket, 'small', { a: 'b' }));
  await at('versioning-get', () => s3.getBucketVersioning(bucket));
  await at('presign-get', async () => assert((await fetch(await s3.presignedGetObject(bucket, 'small'))).ok));
  await at('wrong-secret', () =>
    refused(() => new Minio.Client({ ...options, secretKey: WRONG_SECRET }).listBuckets()),
  );
  await at('delete-many', () => s3.removeObjects(bucket, ['small', 'large']));
  await at('delete-bucket', () => s3.removeBucket(bucket));
}

async function small4() {
  const client = new AwsClient({ accessKeyId, secretAccessKey, service: 's3', region: 'us-east-1' });
  const ok = async (response) => assert((await response).ok);
  const url = `${ENDPOINT}/aws4fetch-bucket`;
  await cell('aws4fetch', 'create-bucket', () => ok(client.fetch(url, { method: 'PUT' })));
  await cell('aws4fetch', 'put-20M', () => ok(client.fetch(`${url}/k`, { method: 'PUT', body: r20 })));
  await cell('aws4fetch', 'get-20M', async () => {
    assert(Buffer.from(await (await client.fetch(`${url}/k`)).arrayBuffer()).equals(r20));
  });
  const send = async (method, path, secret = secretAccessKey, body = undefined) => {
    const order = { host: `${hostname}:${port}`, method, path, service: 's3', region: 'us-east-1', body };
    const { headers } = aws4.sign(order, { accessKeyId, secretAccessKey: secret });
    const { Host: _host, 'Content-Length': _length, ...rest } = headers;
    return fetch(`${ENDPOINT}${path}`, { method, headers: rest, body });
  };
  await cell('aws4', 'create-bucket', () => ok(send('PUT', '/aws4-bucket')));
  await cell('aws4', 'put', () => ok(send('PUT', '/aws4-bucket/k', secretAccessKey, 'text')));
  await cell('aws4', 'get', async () => assert((await (await send('GET', '/aws4-bucket/k')).text()) === 'text'));
  await cell('aws4', 'wrong-secret', async () =>
    assert((await send('GET', '/aws4-bucket/k', WRONG_SECRET)).status === 403),
  );
}

// TLS is for the SDK alone; the other clients have no certificate authority of their own. Only the sandbox has S3 Express.
const express = process.env.S3_ENDPOINT ? [] : [sdkV3Express];
for (const run of ENDPOINT.startsWith('https:') ? [sdkV3] : [sdkV3, ...express, sdkV2, minio, small4]) await run();
