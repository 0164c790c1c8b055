// The operations of the SDKs of Alibaba Cloud and Google, one cell for each. It is copied into the folder in which they are
// installed. That of Google signs URLs with a private key, which the program verifies.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { Storage } from '@google-cloud/storage';
import OSS from 'ali-oss';

const { ENDPOINT, NODE, PROGRAM, WRONG_SECRET } = process.env;
const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: accessKeySecret } = process.env;
const KEY = 'a b/ö+&.txt';

function assert(condition, what = 'not as expected') {
  if (!condition) throw new Error(what);
}
async function cell(client, operation, run) {
  let said = 'ok';
  try {
    await run();
  } catch (error) {
    said = error.code ?? 'failed';
    console.error(client, operation, String(error).slice(0, 300));
  }
  console.log([client, operation, said].join('\t'));
}

const ossWith = (secret) =>
  new OSS({
    region: 'oss-cn-hangzhou',
    // For an address of digits, it sends the Host of the vendor.
    endpoint: ENDPOINT.replace('127.0.0.1', 'localhost'),
    sldEnable: true,
    accessKeyId,
    accessKeySecret: secret,
    bucket: 'examplebucket',
    authorizationV4: true,
  });

async function aliOss() {
  const client = ossWith(accessKeySecret);
  const small = readFileSync('small');
  const run = (operation, what) => cell('ali-oss', operation, what);
  await run('put', () => client.put(KEY, small, { meta: { color: 'red' } }));
  await run('get', async () => assert((await client.get(KEY)).content.equals(small)));
  await run('head', async () => assert((await client.head(KEY)).meta.color === 'red'));
  await run('list', async () => assert((await client.listV2({ prefix: 'a b' })).objects[0].name === KEY));
  await run('copy', () => client.copy('copy-of-oss', KEY));
  await run('multipart', async () => {
    const { uploadId } = await client.initMultipartUpload('parts-of-oss');
    const { etag } = await client.uploadPart('parts-of-oss', uploadId, 1, 'small', 0, small.length);
    await client.completeMultipartUpload('parts-of-oss', uploadId, [{ number: 1, etag }]);
  });
  await run('presigned-get', async () => {
    const answer = await fetch(await client.signatureUrlV4('GET', 60, undefined, KEY));
    assert(Buffer.from(await answer.arrayBuffer()).equals(small));
  });
  await run('delete', () => client.delete(KEY));
  await run('wrong-secret', async () => {
    const refused = await ossWith(WRONG_SECRET)
      .get('copy-of-oss')
      .catch(({ code }) => code);
    assert(refused === 'SignatureDoesNotMatch');
  });
}

/** What `sigv4 verify` says of a URL that is signed with the private key. */
function verdictOf(url, headers) {
  const { host, pathname, search } = new URL(url);
  const lines = [`GET ${pathname}${search} HTTP/1.1`, `Host: ${host}`, ...headers, '', ''];
  writeFileSync('request', lines.join('\r\n'));
  try {
    return execFileSync(NODE, [PROGRAM, 'verify', '--secret-from', 'public.pem', 'request'], { encoding: 'utf8' });
  } catch (error) {
    return String(error.stdout);
  }
}

async function googleCloudStorage() {
  const credentials = { client_email: 'signer@example.iam.gserviceaccount.com' };
  credentials.private_key = readFileSync('account.pem', 'utf8');
  const file = new Storage({ projectId: 'example', credentials, apiEndpoint: ENDPOINT })
    .bucket('examplebucket')
    .file(KEY);
  const config = { version: 'v4', action: 'read', expires: Date.now() + 60_000 };
  const more = { ...config, queryParams: { prefix: 'a b' }, extensionHeaders: { 'x-goog-meta-a': 'b  c' } };
  const run = (operation, what) => cell('gcs-node', operation, what);
  await run('presigned-get', async () =>
    assert(verdictOf((await file.getSignedUrl(config))[0], []).startsWith('match')),
  );
  await run('presigned-with-header', async () => {
    const [url] = await file.getSignedUrl(more);
    assert(verdictOf(url, ['x-goog-meta-a: b  c']).startsWith('match'));
    assert(!verdictOf(url, ['x-goog-meta-a: other']).startsWith('match'), 'accepted');
  });
}

await aliOss();
await googleCloudStorage();
