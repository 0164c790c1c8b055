import type { Metafile, Plugin } from 'esbuild';

export function lateBuiltins(inputs: Metafile['inputs']): Plugin;
