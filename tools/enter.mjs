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
      console.error(error instanceof Error && error.name === 'Problem' ? '\n' + error.message : error)
      process.exitCode = 1
    })
}
