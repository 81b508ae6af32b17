// For authors: after a change to a lesson or an exercise, `node tools/handed-out.mjs` records what is handed out.
import { root } from './files.mjs'
import { writeManifest } from './setup/handed-out.mjs'

console.log(
  writeManifest(root) ? 'tools/handed-out.json is rewritten.' : 'tools/handed-out.json is up to date.',
)
