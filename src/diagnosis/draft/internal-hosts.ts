import { type Draft, headerOf } from './draft.ts';
import { withValues } from './header-changes.ts';

/** Names and ports that manuals and compose files use for S3 servers in an internal network. */
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
 * Returns the draft with each internal name in place of the host name, with the usual ports of that name and with the
 * current port. A different port for the same name is a separate mistake.
 */
export function withInternalName(draft: Draft): Draft[] {
  const host = headerOf(draft, 'host') ?? '';
  const [, name = host, port = ''] = /^(.*?)(:\d+)?$/.exec(host) ?? [];
  const others = NAMES_WITH_PORTS.flatMap(([names]) => names).map((other) => other + port);
  const isOtherName = (other: string) => other.replace(/:\d+$/, '') !== name.toLowerCase();
  return withValues(draft, 'host', [...INTERNAL_HOSTS, ...others].filter(isOtherName));
}
