/** Says which version of Node.js is needed, for modules that also run in older ones. */

const OLDEST = [22, 13] as const;

/** Returns the sentence that `name` needs a newer Node.js than `version`, such as `20.19.5`; `null` if it is new enough. */
export function newerNodeNeeded(name: string, version = process.versions.node): string | null {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return null;
  return `${name} needs Node.js ${OLDEST.join('.')} or newer, and this is ${version}.`;
}
