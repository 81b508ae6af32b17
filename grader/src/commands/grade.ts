import { availableParallelism } from 'node:os'
import path from 'node:path'
import { fingerprint } from '../class/fingerprint'
import { gradeClass } from '../class/grade-class'
import { lock } from '../class/lock'
import { MarksOnDisk } from '../class/marks'
import { reportFolder } from '../class/report-folder'
import { findSubmissions, type Handed, type Submission } from '../class/submissions'
import { exercises } from '../exercises/index'
import { isolationHere, isolations } from '../isolate'
import { Problem } from '../problem'
import { runnerTells } from '../reports/classroom50'
import { formats } from '../reports/index'
import { studentsOf, type Report } from '../reports/report'
import { nothingRun, type Result } from '../result'
import { forTerminal } from '../reports/terminal'
import { readOrder, type Order } from './order'
import { withProgress } from './progress'

const help = `npm run grade -- SUBMISSIONS --out REPORT [options]

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
                      refuses to grade when submissions would be kept apart by less: deno, unshare (Linux) or
                      bubblewrap (Linux). The most that works here is used in any case; each result says which.
  --help              shows this

Exit code 0 when all could be graded, whatever the scores; 1 when something could not; 2 when the command was not
understood or the report cannot be written; 130 when it was stopped with Ctrl-C.`

/** `npm run grade`: the exit code. */
export async function grade(args: string[]): Promise<number> {
  const order = readOrder(args)
  if (!order) {
    console.log(help)
    return 0
  }
  if (order.formats.includes('classroom50')) runnerTells()
  // Where nothing can be run at all, each result says why, and those that are there already need nothing.
  const isolation = await isolationHere().catch((): typeof nothingRun => nothingRun)
  const least = isolations.indexOf(order.isolation)
  if (least > 0 && !isolations.some((one, i) => one === isolation && i >= least))
    throw new Problem(
      `Submissions would be kept apart by "${isolation}" here, and "${order.isolation}" is required: install that, or ask for less.`,
    )
  const handed = findSubmissions(order.submissions, order.exercises.length > 0 ? order.exercises : exercises)
  const out = reportFolder(order.out, order.submissions)
  const release = lock(out)
  process.once('exit', release)
  try {
    return await gradeInto(out, handed, order, isolation)
  } finally {
    process.off('exit', release)
    release()
  }
}

async function gradeInto(
  out: string,
  handed: Handed,
  order: Order,
  isolation: Result['isolation'],
): Promise<number> {
  const { seed, jobs } = order
  const submissions = handed.submissions.filter(order.isInShard)
  const seedOf = (submission: Submission) => (seed === 'own' ? submission.ownSeed : seed)
  const kept = new MarksOnDisk(out, fingerprint())
  kept.sweep()
  const plan = {
    submissions,
    exercises: handed.exercises,
    seedOf,
    isolation: order.isolation,
    jobs,
    types: order.formats.includes('github'),
  }
  await withProgress(submissions.length * handed.exercises.length, (step) => gradeClass(plan, kept, step))

  const report: Report = {
    exercises: handed.exercises,
    chosen: order.exercises.length > 0,
    seed,
    isolation,
    count: submissions.length,
    students: () => studentsOf(submissions, handed.exercises, seedOf, kept),
  }
  console.log(forTerminal(report, process.stdout.isTTY && !process.env['NO_COLOR']))
  const places = order.formats.map((format) => formats[format](report, out))
  if (places.length > 0) console.log(`\n${places.map(fromHere).join('\n')}`)
  for (const { score } of report.students()) if (score === null) return 1
  return 0
}

/** A place as short as it can be said. */
function fromHere(place: string): string {
  const way = path.relative('', place)
  return way.startsWith('..') ? place : way
}
