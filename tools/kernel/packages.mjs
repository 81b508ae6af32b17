import './root.mjs'
import { createRequire } from 'node:module'

const load = createRequire(import.meta.url)

/** @type {unknown} */
const loaded = load('@tslab/typescript-for-tslab')

/**
 * TypeScript as tslab brings it. It is asked for as `require` would, since `import` reads all its nine megabytes once
 * more for the names in them, which takes longer than everything else that the kernel loads.
 */
export const ts = /** @type {typeof import('@tslab/typescript-for-tslab')} */ (loaded)
