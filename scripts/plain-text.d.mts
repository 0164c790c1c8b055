import type { Plugin } from 'esbuild';

export function plainText(): Plugin;
