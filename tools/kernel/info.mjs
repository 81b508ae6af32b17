import { createRequire } from 'node:module'
import { protocolVersion } from './wire.mjs'

const load = createRequire(import.meta.url)

/** @param {string} name of a package */
function versionOf(name) {
  /** @type {unknown} */
  const description = load(`${name}/package.json`)
  return /** @type {{ version: string }} */ (description).version
}

/** The content of a kernel_info_reply. */
export function info() {
  const [typescript, tslab] = [versionOf('@tslab/typescript-for-tslab'), versionOf('tslab')]
  return {
    status: 'ok',
    protocol_version: protocolVersion,
    implementation: 'downhill',
    implementation_version: tslab,
    language_info: {
      name: 'typescript',
      version: typescript,
      mimetype: 'text/typescript',
      file_extension: '.ts',
      codemirror_mode: { mode: 'typescript', name: 'javascript', typescript: true },
    },
    banner: `TypeScript ${typescript} for Downhill (tslab ${tslab}, Node ${process.versions.node})`,
    help_links: [
      { text: 'TypeScript handbook', url: 'https://www.typescriptlang.org/docs/handbook/intro.html' },
    ],
  }
}
