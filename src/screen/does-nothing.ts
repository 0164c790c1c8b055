/** Says that a key has no meaning on this screen. Keys of unknown sequences are not named. */
export const doesNothing = (key: string): string => `${nameOf(key)} does nothing here; ? shows the keys.`;

/** Names a key as people do: the space bar by its name, because its character cannot be seen. */
function nameOf(key: string): string {
  if (key === ' ') return 'space';
  if (!/^[ -~]{1,12}$/.test(key)) return 'This key';
  return key.length === 1 ? `"${key}"` : key;
}
