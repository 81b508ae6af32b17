import { spawn } from 'node:child_process'
import { Problem } from './problem.mjs'

/**
 * Runs a program to its end and gathers what it prints.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<{ code: number | null, output: string }>} code null: the program could not be started, or was stopped
 */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true })
    let output = ''
    const gather = (/** @type {Buffer} */ chunk) => {
      output += chunk.toString()
    }
    child.stdout.on('data', gather)
    child.stderr.on('data', gather)
    child.on('error', () => resolve({ code: null, output }))
    child.on('close', (code) => resolve({ code, output }))
  })
}

/**
 * Runs a program that is part of this terminal's conversation.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<number>} its exit code
 */
export function show(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { ...options, stdio: 'inherit' })
    child.on('error', () => resolve(1))
    child.on('close', (code) => resolve(code ?? 1))
  })
}

const offline =
  /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|FETCH_ERROR)\b|Failed to establish a new connection|NewConnectionError|ConnectTimeoutError|ReadTimeoutError|ProxyError|name resolution|getaddrinfo failed|dns error|error sending request|are you offline/i
const notAllowed =
  /(?:EACCES|EPERM|EROFS|Permission denied|Read-only file system|Access is denied)[^\n]*?['"]([^'"\n]+)['"]/i
const diskFull = /\bENOSPC\b|no space left on device|not enough space on the disk/i

/**
 * Says in a sentence why an installer failed.
 * @param {string} what what it was to install, as a sentence's subject: 'The node packages'
 * @param {string} source where they come from: 'the npm registry'
 * @param {string} output everything that the installer printed
 */
export function installProblem(what, source, output) {
  if (diskFull.test(output))
    return new Problem(
      `${what} could not be installed: the disk is full. Free about 1 GB and run the command again.`,
    )
  const forbidden = notAllowed.exec(output)?.[1]
  if (forbidden !== undefined)
    return new Problem(
      `${what} could not be installed: ${forbidden} may not be written to. Put the course into a folder of your own and run the command again.`,
    )
  if (offline.test(output))
    return new Problem(
      `${what} could not be installed: ${source} cannot be reached. Connect to the internet (or set up your proxy) and run the command again; later starts need no network.`,
    )
  const end = output.trimEnd().split('\n').slice(-12).join('\n')
  return new Problem(
    `${end}\n\n${what} could not be installed; the lines above say why. Mend that and run the command again.`,
  )
}
