/** The least that can be drawn with Ink: what any program on it costs. */
import { bundle } from './temporary-folder.ts';

/** Drawn as the program draws: on the alternate screen, listening to keys. */
const SOURCE = `
  import { render, Text, useInput } from 'ink';
  function Word() {
    useInput(() => {});
    return <Text>word</Text>;
  }
  render(<Word />, { alternateScreen: true, incrementalRendering: true, maxFps: 60, interactive: true });
`;

/** Made as the program is: one file, for production. Gives the file to run. */
export const minimalInk = (folder: string): Promise<string> => bundle(folder, 'minimal', SOURCE);
