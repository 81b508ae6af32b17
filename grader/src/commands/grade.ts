import { mkdirSync, realpathSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { SingleBar } from 'cli-progress'
import { fingerprint } from '../class/fingerprint'
import { gradeClass } from '../class/grade-class'
import { lock } from '../class/lock'
import { MarksOnDisk } from '../class/marks'
import { findSubmissions, type Submission } from '../class/submissions'
import { cannotWrite } from '../class/whole'
import { find } from '../examine'
import { exercises } from '../exercises/index'
import { isolation } from '../isolate'
import { codeOf, Problem } from '../problem'
import { formats, type Format } from '../reports/index'
import { studentsOf, type Report } from '../reports/report'
import { forTerminal } from '../reports/terminal'

export const help = `npm run grade -- SUBMISSIONS --out REPORT [options]

Grades SUBMISSIONS: an answer (a file), a folder of answers, or a folder of such folders, one a student. Answers lie as
in the course (exercises/02-gradient-descent/descend.ts), without exercises/, or all in one folder (descend.ts). Nothing
is written into them. REPORT is a folder for the results. A run that was stopped goes on with the same command; an answer
that has changed since is graded again.

  --jobs N            how many submissions run at the same time (as many as there are processors: ${availableParallelism()})
  --shard I/N         only the I-th of N parts of the class; which student belongs to which part never changes. To join
                      parts, put the files of their REPORT/students into one folder and run without --shard.
  --seed N|own        the seed of the cases that are random: N for all (1), or each student's own, made from the name of
                      the folder, so that answers cannot be passed on
  --exercises ID,…    only these
  --format F,…        what to write (json,csv,html):
                        json         report.json: all results
                        csv          report.csv: a line a student
                        html         report.html: for the teacher
                        junit        junit.xml: for GitLab, Jenkins
                        gradescope   results.json, or gradescope/ for a class
                        github       the step's summary, annotations and outputs
                        classroom50  result.json, or classroom50/ for a class
  --require-isolation WORDS
                      refuses to grade when submissions would be kept apart by less; here it is
                      "${isolation}"
  --help              shows this

Exit code 0 when all could be graded, whatever the scores; 1 when something could not; 2 when the command was not
understood or the report cannot be written; 130 when it was stopped with Ctrl-C.`

export async function grade(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      out: { type: 'string', short: 'o' },
      jobs: { type: 'string' },
      shard: { type: 'string' },
      seed: { type: 'string' },
      exercises: { type: 'string' },
      format: { type: 'string' },
      'require-isolation': { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  })
  if (values.help) {
    console.log(help)
    return 0
  }
  const [given] = positionals
  if (positionals.length !== 1)
    throw new Problem(
      `What is to be graded? npm run grade -- SUBMISSIONS --out REPORT takes one file or folder.`,
    )
  if (!values.out) throw new Problem('Where does the report go? --out names a folder for it.')
  const jobs = count('--jobs', values.jobs ?? String(availableParallelism()), 1, 256)
  const seed = values.seed === 'own' ? 'own' : count('--seed', values.seed ?? '1', 0, 2 ** 32 - 1)
  const chosen = list(values.exercises)
  const wanted = list(values.format ?? 'json,csv,html').map(formatOf)
  const required = values['require-isolation']
  if (required !== undefined && !isolation.includes(required))
    throw new Problem(
      `Submissions would be kept apart by "${isolation}" here, and "${required}" is required: install that, or ask for less.`,
    )

  const handed = findSubmissions(given, chosen.length > 0 ? chosen.map(find) : exercises)
  const submissions = handed.submissions.filter(partOf(values.shard))
  const out = reportFolder(values.out, given)
  const seedOf = (submission: Submission) => (seed === 'own' ? submission.ownSeed : seed)
  const release = lock(out)
  process.once('exit', release)
  const kept = new MarksOnDisk(out, fingerprint())
  kept.sweep()
  const plan = { submissions, exercises: handed.exercises, seedOf, jobs, types: wanted.includes('github') }
  await withProgress(submissions.length * handed.exercises.length, (step) => gradeClass(plan, kept, step))

  const report: Report = {
    exercises: handed.exercises,
    chosen: chosen.length > 0,
    seed,
    isolation,
    count: submissions.length,
    students: () => studentsOf(submissions, handed.exercises, seedOf, kept),
  }
  console.log(forTerminal(report, process.stdout.isTTY && !process.env['NO_COLOR']))
  const places = wanted.map((format) => formats[format](report, out))
  console.log(`\n${places.map((place) => path.relative('', place) || place).join('\n')}`)
  for (const { score } of report.students()) if (score === null) return 1
  return 0
}

const list = (text = '') =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')

function count(option: string, text: string, least: number, most: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : NaN
  if (value >= least && value <= most) return value
  throw new Problem(`${option} is '${text}'; it has to be a whole number from ${least} to ${most}.`)
}

function formatOf(name: string): Format {
  if (Object.hasOwn(formats, name)) return name as Format
  throw new Problem(`There is no format '${name}'; there are ${Object.keys(formats).join(', ')}.`)
}

/** Which students belong to a shard: by the digest of the name, so that those who come later move nobody. */
function partOf(shard: string | undefined): (submission: Submission) => boolean {
  if (shard === undefined) return () => true
  const [part, of] = /^\d+\/\d+$/.test(shard) ? shard.split('/').map(Number) : [0, 0]
  if (part < 1 || part > of)
    throw new Problem(`--shard is '${shard}'; it has to be like 1/4, the first of four parts.`)
  return ({ ownSeed }) => ownSeed % of === part - 1
}

/** The folder of the report, made if it is not there. */
function reportFolder(given: string, submissions: string): string {
  const [out, from] = [resolved(path.resolve(given)), realpathSync(submissions)]
  const lies = (one: string, other: string) => `${one}${path.sep}`.startsWith(`${other}${path.sep}`)
  if (lies(out, from) || lies(from, out))
    throw new Problem(
      `The report cannot lie in ${given}: nothing is written into submissions, nor are they looked for in a report. Choose a folder beside them.`,
    )
  try {
    mkdirSync(out, { recursive: true })
  } catch (error) {
    throw cannotWrite(out, error)
  }
  return out
}

/** A path without links, also of what is not there yet. */
function resolved(place: string): string {
  try {
    return realpathSync(place)
  } catch (error) {
    const above = path.dirname(place)
    if (codeOf(error) !== 'ENOENT' || above === place) return place
    return path.join(resolved(above), path.basename(place))
  }
}

/** A bar in a terminal; elsewhere nothing. Ctrl-C says how to go on. */
async function withProgress(total: number, work: (step: () => void) => Promise<void>): Promise<void> {
  const bar = new SingleBar({
    format: 'Grading {bar} {value} of {total} answers, {eta_formatted} left',
    barCompleteChar: '█',
    barIncompleteChar: '░',
    hideCursor: true,
    clearOnComplete: true,
    etaBuffer: 200,
  })
  const stop = () => {
    bar.stop()
    console.error('Stopped. The same command goes on from here.')
    process.exit(130)
  }
  process.once('SIGINT', stop)
  bar.start(total, 0)
  try {
    await work(() => bar.increment())
  } finally {
    bar.stop()
    process.off('SIGINT', stop)
  }
}
