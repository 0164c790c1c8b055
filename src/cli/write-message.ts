/** Standard error: the one way on which messages leave the program. */
import { maskMessage } from '../sigv4/secrets/mask-message.ts';

/** Writes a message without the secrets that it quotes, whoever made it. */
export function writeMessage(text: string): void {
  process.stderr.write(maskMessage(text));
}
