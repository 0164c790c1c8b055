// Writes the example for tests of docs/library.md into a folder, as it is for each runner: FOLDER.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [, code] = /^## In your own tests\n.*?^```js\n(.*?)^```$/ms.exec(readFileSync('docs/library.md', 'utf8'));

/** Replaces a passage of the example. Throws if it is not there. */
const replaced = (text, passage, other) => {
  if (!text.includes(passage)) throw new Error(`The example has no ${passage}`);
  return text.replace(passage, other);
};

const LINE = "import { afterAll, beforeAll, expect, it } from 'vitest';";
const ADDRESS = '`\x24{url}/photos/cat.txt`';
const TEXT = `await (await client.fetch(${ADDRESS})).text()`;
const ASSERTED = `expect(${TEXT}).toBe('meow')`;
const NODE =
  "import assert from 'node:assert'; import { after as afterAll, before as beforeAll, it } from 'node:test';";
const CLIENT = "new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3' })";
const SDK =
  'new S3Client({ endpoint: url, region, credentials: { accessKeyId, secretAccessKey }, forcePathStyle: true })';
const SENT = `client.fetch(${ADDRESS}, { method: 'PUT', body: 'meow' })`;
const KEY = "Bucket: 'photos', Key: 'cat.txt'";

const forNode = replaced(replaced(code, LINE, NODE), ASSERTED, `assert.equal(${TEXT}, 'meow')`);
const withSdk = [
  [
    "import { AwsClient } from 'aws4fetch'",
    "import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'",
  ],
  [CLIENT, SDK],
  [SENT, `client.send(new PutObjectCommand({ ${KEY}, Body: 'meow' }))`],
  [
    ASSERTED,
    `expect(await (await client.send(new GetObjectCommand({ ${KEY} }))).Body.transformToString()).toBe('meow')`,
  ],
].reduce((text, [passage, other]) => replaced(text, passage, other), code);

for (const [name, text] of [
  ['vitest.test.mjs', code],
  ['node.mjs', forNode],
  ['jest.test.mjs', replaced(code, LINE, '')],
  ['sdk.test.mjs', withSdk],
])
  writeFileSync(join(process.argv[2], name), text);
