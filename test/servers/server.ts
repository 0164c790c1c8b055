/** The server that these tests run beside: what with-swift.sh or with-radosgw.sh has put into the environment. */
export const SERVER = {
  endpoint: setting('S3_ENDPOINT'),
  accessKey: setting('S3_ACCESS_KEY'),
  secretKey: setting('S3_SECRET_KEY'),
  region: setting('S3_REGION'),
  bucket: setting('S3_BUCKET'),
  /** Where radosgw writes how it verifies; `null` for Swift. */
  log: process.env.RGW_LOG ?? null,
};

function setting(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: run these tests with npm run test:servers`);
  return value;
}
