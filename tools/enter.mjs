// Every command passes through here first, so this file keeps to syntax that an old Node can read.

/**
 * Runs a command's `main`, and ends its failures in a sentence.
 * @param {() => Promise<{ main: (args: string[]) => Promise<number> }>} load
 */
export function enter(load) {
  if (Number(process.versions.node.split('.')[0]) < 20) {
    console.error(
      'This course needs Node 20 or later; this is Node ' +
        process.versions.node +
        '. Install a newer one from https://nodejs.org and run the command again.',
    )
    process.exit(1)
  }
  load()
    .then((command) => command.main(process.argv.slice(2)))
    .then((code) => {
      process.exitCode = code
    })
    .catch((/** @type {unknown} */ error) => {
      const sentence = inWords(error)
      console.error(sentence === undefined ? error : '\n' + sentence)
      process.exitCode = 1
    })
}

/**
 * @param {unknown} error
 * @returns {string | undefined} undefined: nobody expected it, and all that is known of it may help
 */
function inWords(error) {
  if (!(error instanceof Error)) return undefined
  if (error.name === 'Problem') return error.message
  const { code, path } = /** @type {NodeJS.ErrnoException} */ (error)
  if (code === 'ENOSPC') return 'The disk is full: free about 1 GB and run the command again.'
  if (path === undefined || !['EACCES', 'EPERM', 'EROFS'].includes(String(code))) return undefined
  return path + ' may not be written to: put the course into a folder of your own and run the command again.'
}
