import { root } from '../files.mjs'
import { setUp } from '../setup/stages.mjs'

/** Sets the course up without opening it. */
export async function main() {
  await setUp(root)
  console.log('The course is set up. To open it: npm start')
  return 0
}
