/** The palette: every action by name, found by what is typed. */
import { KEYS, type KeyBinding, type KeyMode } from '../../commands/keys.ts';

const isCommand = ({ action }: KeyBinding) => action !== 'palette' && action !== 'to-stage';

/** Those of this mode with every word of the text in their name or their sentence, in the order of the table. */
export function paletteCommands(text: string, mode: KeyMode): readonly KeyBinding[] {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return KEYS.filter((binding) => {
    const { modes, action, says } = binding;
    if (!modes.includes(mode) || !isCommand(binding)) return false;
    const content = `${action.replaceAll('-', ' ')} ${says}`.toLowerCase();
    return words.every((word) => content.includes(word));
  });
}
