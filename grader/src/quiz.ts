import { decode, isOdd, type Answer } from './agree'
import type { Assignment } from './assignment'
import { exportName, notWrittenYet, type Common, type Shape } from './exercise'
import type { CheckResult, Told } from './result'

type Letter = 'a' | 'b' | 'c' | 'd'
const letters: readonly string[] = ['a', 'b', 'c', 'd'] satisfies Letter[]

/** A question with four answers; each comes with what there is to say to one who chose it. */
interface Question {
  readonly asks: string
  readonly points: number
  /** The deck that asks it. */
  readonly deck?: string
  readonly answers: Readonly<Record<Letter, { readonly answer: string; readonly says: string }>>
  readonly right: Letter
}

/** An exercise that asks for letters, one a question. */
export interface Quiz extends Common {
  readonly kind: 'quiz'
  readonly questions: readonly Question[]
}

/** Define a quiz: the questions and their answers become part of the prose. */
export function defineQuiz({
  questions,
  prose,
  ...rest
}: Omit<Quiz, 'kind' | 'opening' | 'unwritten'>): Quiz {
  const asked = questions.map(({ asks, answers }, i) =>
    [
      `${i + 1}. ${asks}`,
      ...Object.entries(answers).map(([letter, { answer }]) => `   ${letter}) ${answer}`),
    ].join('\n'),
  )
  const name = exportName(rest.id)
  return {
    ...rest,
    kind: 'quiz',
    questions,
    prose: [prose, ...asked].join('\n\n'),
    opening: `export const ${name}: Record<${questions.map((_, i) => i + 1).join(' | ')}, string> = {`,
    unwritten: [...questions.map((_, i) => `  ${i + 1}: '${notWrittenYet}',`), '}'].join('\n'),
  }
}

/** A quiz is read, not called. What is said to a wrong choice tells why it is wrong, never which one is right. */
export function quizAssignment({ id, questions }: Quiz): Assignment {
  const shape: Shape = Object.fromEntries(questions.map((_, i) => [i + 1, 'text' as const]))
  const rows: CheckResult[] = questions.map(({ points, deck }, i) => ({
    name: `question ${i + 1}`,
    score: 0,
    points,
    ...(deck !== undefined && { slide: { deck } }),
  }))
  return {
    task: { name: exportName(id), how: 'value', shape, cases: [] },
    asks: 'an object with your answers',
    rows,
    judge(outcomes) {
      const written = decode(outcomes[0]?.answer, shape)
      const chosen = questions.map((_, i) => choice(isOdd(written) ? written : (written as Parts)[i + 1]))
      if (chosen.every((one) => one === notWrittenYet)) return undefined
      const told: Told[] = []
      const checks = rows.map((row, i): CheckResult => {
        const { answers, right } = questions[i]
        const letter = chosen[i]
        told.push({ says: isLetter(letter) ? saidTo(answers[letter], letter) : saidInstead(letter) })
        if (letter === right) return { ...row, score: row.points }
        const expected = isLetter(letter) ? 'another letter' : 'a, b, c or d'
        return { ...row, firstDifference: { at: row.name, expected, actual: letter } }
      })
      return { checks, told }
    },
  }
}

const saidTo = ({ answer, says }: Question['answers'][Letter], letter: Letter) =>
  `${letter}) ${answer}: ${says}`

const saidInstead = (written: string) =>
  written === notWrittenYet ? 'No answer yet.' : `Here stands ${written}; a, b, c or d is asked for.`

type Parts = Readonly<Record<number, Answer>>

const isLetter = (text: string): text is Letter => letters.includes(text)

/** The letter that was chosen, capital or not, or what stands there instead. */
function choice(answer: Answer): string {
  if (typeof answer !== 'string') return isOdd(answer) ? answer.odd : 'something else'
  const letter = answer.trim().toLowerCase()
  return isLetter(letter) ? letter : answer
}
