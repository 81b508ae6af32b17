import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const names = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'brave-browser',
]

const onMac = ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
  (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
)

const onWindows = ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe']

/**
 * A browser of the Chromium family on this machine, for the browser tests; undefined where there is none.
 * CHROME_PATH names one that is somewhere else.
 * @param {NodeJS.ProcessEnv} [env]
 * @param {NodeJS.Platform} [platform]
 * @returns {string | undefined}
 */
export function findBrowser(env = process.env, platform = process.platform) {
  return candidates(env, platform).find((path) => existsSync(path))
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {NodeJS.Platform} platform
 */
function candidates(env, platform) {
  if (env.CHROME_PATH) return [env.CHROME_PATH]
  if (platform === 'win32') {
    const folders = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA]
    return folders.flatMap((folder) => (folder ? onWindows.map((path) => join(folder, path)) : []))
  }
  const onPath = (env.PATH ?? '').split(delimiter).filter(Boolean)
  return [
    ...onPath.flatMap((folder) => names.map((name) => join(folder, name))),
    ...(platform === 'darwin' ? onMac : []),
  ]
}
