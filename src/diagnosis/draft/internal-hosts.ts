/** Names and ports under which S3 servers are known to those beside them, as their manuals and compose files have them. */
const NAMES_WITH_PORTS: readonly (readonly [names: readonly string[], ports: readonly string[]])[] = [
  [
    ['localhost', '127.0.0.1'],
    ['', ':9000', ':8333', ':4566', ':3900', ':7480', ':8080'],
  ],
  [
    ['minio', 'host.docker.internal'],
    ['', ':9000'],
  ],
  [['seaweedfs', 's3'], [':8333']],
  [['localstack'], [':4566']],
  [['garage'], [':3900']],
];

export const INTERNAL_HOSTS: readonly string[] = NAMES_WITH_PORTS.flatMap(([names, ports]) =>
  names.flatMap((name) => ports.map((port) => name + port)),
);
