import { type Draft, headerOf } from './draft.ts';
import { withValues } from './header-changes.ts';

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

/**
 * Returns the draft with each internal host under another name: with its usual ports, and with the port that is there.
 * Another port of the same name is another mistake.
 */
export function withInternalName(draft: Draft): Draft[] {
  const host = headerOf(draft, 'host') ?? '';
  const [, name = host, port = ''] = /^(.*?)(:\d+)?$/.exec(host) ?? [];
  const others = NAMES_WITH_PORTS.flatMap(([names]) => names).map((other) => other + port);
  const isOtherName = (other: string) => other.replace(/:\d+$/, '') !== name.toLowerCase();
  return withValues(draft, 'host', [...INTERNAL_HOSTS, ...others].filter(isOtherName));
}
