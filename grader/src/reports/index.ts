import { writeClassroom50 } from './classroom50'
import { writeCsv } from './csv'
import { writeGithub } from './github'
import { writeGradescope } from './gradescope'
import { writeHtml } from './html'
import { writeJson } from './json'
import { writeJunit } from './junit'
import type { Report } from './report'

/** The formats of a report; each writes into a folder and says where. */
export const formats = {
  json: writeJson,
  csv: writeCsv,
  html: writeHtml,
  junit: writeJunit,
  gradescope: writeGradescope,
  github: writeGithub,
  classroom50: writeClassroom50,
} satisfies Record<string, (report: Report, out: string) => string>

export type Format = keyof typeof formats
