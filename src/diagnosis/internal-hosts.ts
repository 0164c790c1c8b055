/** Names under which S3 servers are known to those beside them, as their manuals and compose files have them. */
const NAMES = [
  'localhost',
  '127.0.0.1',
  'minio',
  'host.docker.internal',
  'seaweedfs',
  's3',
  'localstack',
  'ceph',
  'garage',
  'rustfs',
  'storage',
  '0.0.0.0',
  'backend',
];
/** Of MinIO, LocalStack, SeaweedFS, Garage, versitygw, radosgw, proxies; none for the default of the scheme. */
const PORTS = ['', ':9000', ':4566', ':8333', ':3900', ':7070', ':7480', ':8080', ':8000', ':80'];

export const INTERNAL_HOSTS: readonly string[] = NAMES.flatMap((name) => PORTS.map((port) => name + port));
