/** Guards commands: what a command writes passes one mask, which no command can forget. */
import type { ListedCommand } from '../options/command.ts';
import type { GuardedParts } from './guarded-world.ts';

/** Returns the command with its world guarded, unless the user asks to see secrets. Its exceptions are masked too. */
export function guarded<Needs extends GuardedParts>(listed: ListedCommand<Needs>): ListedCommand<Needs> {
  return {
    ...listed,
    load: async () => {
      const command = await listed.load();
      return {
        ...command,
        run: async (world, options, operands) => {
          // A command line that is refused shows nothing that was asked for, and can have a secret in a wrong place.
          const isRefused = command.problemsOf(options, operands).length > 0;
          if (options.showSecret === true && !isRefused) return command.run(world, options, operands);
          const { guardedWorld } = await import('./guarded-world.ts');
          const guard = await guardedWorld(world, { options, operands });
          try {
            return await command.run(guard, options, operands);
          } catch (error) {
            // The message of an exception can quote anything.
            throw new Error(guard.masked(error instanceof Error ? error.message : String(error)));
          }
        },
      };
    },
  };
}
