/** Determines whether this process is in the foreground of its terminal (POSIX, section 11.1.4). */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * Returns whether this process is in the foreground. If that cannot be determined, it counts as in the foreground,
 * which is the usual case.
 */
export function isInForeground(): boolean {
  const groups = groupsOfLinux() ?? groupsOfPs();
  return groups === null || groups.own === groups.foreground;
}

/** The process group of this process, and the one in the foreground of the terminal. */
interface ProcessGroups {
  readonly own: string;
  readonly foreground: string;
}

/** Reads the groups from `/proc/self/stat` (proc_pid_stat(5): fields 5 and 8, after a name in parentheses). */
function groupsOfLinux(): ProcessGroups | null {
  try {
    const stat = readFileSync('/proc/self/stat', 'utf8');
    const [, , own = '', , , foreground = ''] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { own, foreground };
  } catch {
    return null;
  }
}

/** Asks `ps` for the groups, which macOS and the BSDs have no file for. */
function groupsOfPs(): ProcessGroups | null {
  const { stdout } = spawnSync('ps', ['-o', 'pgid=,tpgid=', '-p', String(process.pid)], { encoding: 'utf8' });
  const [own = '', foreground = ''] = stdout?.trim().split(/\s+/) ?? [];
  return foreground === '' ? null : { own, foreground };
}
