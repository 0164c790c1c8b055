/** The palette: every action by name, found by what is typed. */
import { KEYS, type KeyBinding } from '../../commands/keys.ts';

const COMMANDS = KEYS.filter(
  ({ modes, action }) => modes.includes('walk') && action !== 'palette' && action !== 'to-stage',
);

/** Those with every word of the text in their name or their sentence, in the order of the table. */
export function paletteCommands(text: string): readonly KeyBinding[] {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return COMMANDS.filter(({ action, says }) => {
    const content = `${action.replaceAll('-', ' ')} ${says}`.toLowerCase();
    return words.every((word) => content.includes(word));
  });
}
