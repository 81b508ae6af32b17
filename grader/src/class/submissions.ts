import { createHash } from 'node:crypto'
import { lstatSync, readdirSync, realpathSync, statSync, type Dirent } from 'node:fs'
import path from 'node:path'
import type { AnyExercise } from '../exercise'
import { codeOf, Problem } from '../problem'
import type { Status } from '../result'
import { visible } from '../visible'

/** What one student has handed in. */
export interface Submission {
  /** Names the student's results on every system, whatever the folder is called. */
  readonly id: string
  /** The folder's name. */
  readonly student: string
  /** The seed that is the student's own, made from the folder's name. */
  readonly ownSeed: number
  /** Nothing outside of it is read. There is no link in its path. */
  readonly folder: string
  /** Where the answer to an exercise lies, or would lie. */
  readonly fileOf: (exercise: AnyExercise) => string
  /** Why none of it is read, if so. */
  readonly refused?: { readonly status: Status; readonly message: string }
}

/** What was handed in, to which exercises. */
export interface Handed {
  readonly submissions: readonly Submission[]
  readonly exercises: readonly AnyExercise[]
}

/**
 * What lies under a path: one answer, a folder of answers, or a folder of such folders, one a student.
 * @throws Problem when it is none of these
 */
export function findSubmissions(given: string, exercises: readonly AnyExercise[]): Handed {
  const place = resolved(given)
  if (statSync(place).isFile()) {
    const id = path.basename(place).replace(/\.[cm]?ts$/, '')
    const exercise = exercises.find((one) => one.id === id)
    if (!exercise)
      throw new Problem(
        `${given} is not the answer to an exercise: a file bears the name of its exercise, like ${exercises[0]?.id ?? ''}.ts.`,
      )
    const name = Buffer.from(path.basename(place))
    return { submissions: [submission(name, path.dirname(place), () => place)], exercises: [exercise] }
  }
  if (exercises.some((exercise) => answerOf(place, exercise) !== undefined))
    return { submissions: [ofFolder(Buffer.from(path.basename(place)), place)], exercises }

  const entries = entriesOf(place)
    .filter(({ name }) => !/^(\.|__MACOSX$|node_modules$)/.test(name.toString()))
    .sort((a, b) => a.name.compare(b.name))
  const submissions = apart(entries.flatMap((entry) => inClass(place, entry) ?? []))
  if (submissions.length === 0) {
    const { lesson, id } = exercises[0]
    throw new Problem(
      `There is no answer in ${given}: neither a file like ${lesson}/${id}.ts nor a folder with a student's answers.`,
    )
  }
  return { submissions, exercises }
}

/** Names that differ only in the bytes of their accents are two folders on Linux, and nobody knows whose is whose. */
function apart(submissions: readonly Submission[]): Submission[] {
  const times = new Map<string, number>()
  for (const { id } of submissions) times.set(id, (times.get(id) ?? 0) + 1)
  const message = 'Another folder has the same name; rename one of them.'
  return submissions.map((one, i) =>
    times.get(one.id) === 1
      ? one
      : { ...one, id: `${one.id}-${i}`, refused: { status: 'ungradable', message } },
  )
}

function resolved(given: string): string {
  try {
    return realpathSync.native(given)
  } catch (error) {
    const what = codeOf(error) === 'ENOENT' ? 'is not there' : `cannot be read (${codeOf(error)})`
    throw new Problem(`${path.resolve(given)} ${what}: give the file or the folder that is to be graded.`)
  }
}

function entriesOf(folder: string): Dirent<Buffer>[] {
  try {
    return readdirSync(Buffer.from(folder), { encoding: 'buffer', withFileTypes: true })
  } catch (error) {
    throw new Problem(`${folder} cannot be read (${codeOf(error)}): see to it that you may list it.`)
  }
}

/** An entry of a class's folder, if it is a student's. */
function inClass(place: string, entry: Dirent<Buffer>): Submission | undefined {
  const folder = path.join(place, entry.name.toString())
  if (entry.isSymbolicLink())
    return isFile(folder)
      ? undefined
      : ofFolder(entry.name, folder, {
          status: 'crash',
          message: 'The folder is a link to another place; put the folder itself here.',
        })
  if (!entry.isDirectory()) return undefined
  if (isText(entry.name)) return ofFolder(entry.name, folder)
  return ofFolder(entry.name, folder, {
    status: 'ungradable',
    message: 'The name of the folder is not text in UTF-8; rename it.',
  })
}

const isText = (name: Buffer) => Buffer.from(name.toString()).equals(name)

function isFile(place: string): boolean {
  try {
    return statSync(place).isFile()
  } catch {
    return false
  }
}

const ofFolder = (name: Buffer, folder: string, refused?: Submission['refused']) =>
  submission(
    name,
    folder,
    (exercise) => answerOf(folder, exercise) ?? path.join(folder, exercise.lesson, `${exercise.id}.ts`),
    refused,
  )

function submission(
  name: Buffer,
  folder: string,
  fileOf: Submission['fileOf'],
  refused?: Submission['refused'],
): Submission {
  // The same name has the same bytes on every system: macOS takes accents apart.
  const text = name.toString().normalize('NFC')
  const digest = createHash('sha256')
    .update(isText(name) ? text : name)
    .digest()
  const readable = text.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 40)
  return {
    id: `${readable}-${digest.toString('hex', 0, 6)}`,
    student: visible(text),
    ownSeed: digest.readUInt32BE(8),
    folder,
    fileOf,
    ...(refused && { refused }),
  }
}

/** An exercise's file in a copy of the course, in its folder of exercises, or in a folder without lessons. */
function answerOf(folder: string, { lesson, id }: AnyExercise): string | undefined {
  return [`exercises/${lesson}/${id}.ts`, `${lesson}/${id}.ts`, `${id}.ts`]
    .map((file) => path.join(folder, file))
    .find(isThere)
}

function isThere(file: string): boolean {
  try {
    lstatSync(file)
    return true
  } catch (error) {
    // Where one may not look, something may be: to read it will say so.
    return !['ENOENT', 'ENOTDIR'].includes(codeOf(error))
  }
}
