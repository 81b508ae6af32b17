import { fileURLToPath } from 'node:url'

/**
 * The project's root, which every cell works in. Imported first by main.mjs: TypeScript remembers the working
 * directory that it finds when it is loaded.
 */
export const root = fileURLToPath(new URL('../../', import.meta.url)).replace(/[\\/]$/, '')

process.chdir(root)
