import * as downhill from 'downhill'
import {
  adadelta,
  adam,
  descend,
  fromExpression,
  gradientDescent,
  humps,
  logSquare,
  momentum,
} from 'downhill'
import { h, type ComponentType } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { describe, expect, it } from 'vitest'
import { scheduleComposer, type ScheduleComposer } from '../../../lib/src/explorables/schedule-composer'
import { still } from '../../../lib/src/explorables/still'

const name = 'schedule-composer'
const words = (settings: object = {}) => still(name, settings).words
const complete = (settings: object) => () => scheduleComposer.complete(settings)

/** The line that a reader copies. */
const codeOf = (settings: Partial<ScheduleComposer>) =>
  /<code class="copy">([^<]*)<\/code>/.exec(
    renderToString(h(scheduleComposer.View as ComponentType, scheduleComposer.complete(settings) as object)),
  )![1]

/** What the line makes where it is pasted. */
const pasted = (code: string) =>
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- it is code for a cell
  new Function(...Object.keys(downhill), `return ${code}`)(...Object.values(downhill)) as downhill.Rate

describe('the words', () => {
  it('say what the schedule is and where both paths end', () => {
    // The constant rate ends where one step leads from a to −a: 2a = 0.2 (2a + 5 sin 2a), by bisection.
    let [low, high] = [0.3, 1]
    for (let i = 0; i < 60; i++) {
      const a = (low + high) / 2
      if (1.6 * a < Math.sin(2 * a)) low = a
      else high = a
    }
    expect(words()).toBe(
      'The rate rises to 0.2 within 5 steps, stays there for 10 steps and falls along half a cosine to 0 at step 40. ' +
        `With it, x ends at 0.000. With 0.2 all along it ends bouncing between −${low.toFixed(3)} and ${low.toFixed(3)}.`,
    )
  })

  it.each([
    [{ decay: 'none' }, 'The rate rises to 0.2 within 5 steps and stays there.'],
    [{ decay: 'none', warmSteps: 0 }, 'The rate is 0.2 all along.'],
    [
      { warmSteps: 0, holdSteps: 0, decay: 'straight line' },
      'The rate falls in a straight line from 0.2 to 0 at step 40.',
    ],
    [
      { warmSteps: 0, holdSteps: 1, low: 0.1 },
      'The rate is 0.2 for 1 step and falls along half a cosine to 0.1',
    ],
    [
      { warmSteps: 0, holdSteps: 0, decay: 'stairs', low: 0.05, steps: 30 },
      'The rate falls in stairs of 10 steps from 0.2 to 0.05.',
    ],
    [{ decay: 'cosine, restarts', period: 7 }, 'falls along half a cosine and jumps back up every 7 steps.'],
  ])('for %o', (settings, says) => {
    expect(words(settings)).toContain(says)
  })

  it('tell what becomes of a path that leaves, and of a start that is none', () => {
    const steep = { f: fromExpression('x^4'), start: 10, optimizer: gradientDescent({ eta: 1 }) }
    expect(words(steep)).toMatch(
      /With it, x diverges at step \d+\. With 1 all along it diverges at step \d+\./,
    )
    expect(words({ f: logSquare, start: 0 })).toMatch(/^No path from here: .*ln x²/)
  })
})

describe('the line to copy', () => {
  it('is short, and as one would write it', () => {
    expect(codeOf({})).toBe(
      'warmUp({ warmSteps: 5, after: hold({ holdSteps: 10, after: cosine({ high: 0.2, steps: 25 }) }) })',
    )
    expect(codeOf({ warmSteps: 0, holdSteps: 0, decay: 'none' })).toBe('0.2')
  })

  const decays = [
    'none',
    'stairs',
    'exponential',
    'straight line',
    'parabola',
    'cosine',
    'cosine, restarts',
  ] as const
  it.each(decays)('makes the path whose end the words tell: %s', (decay) => {
    for (const optimizer of [gradientDescent, momentum, adam])
      for (const shape of [
        {},
        { warmSteps: 0, low: 0.03, steps: 57 },
        { holdSteps: 0, period: 3, start: -3.2 },
      ]) {
        const settings = { decay, optimizer: optimizer({ eta: 0.1 }), ...shape }
        const { last } = descend(
          humps,
          shape.start ?? -1.5,
          optimizer({ eta: pasted(codeOf(settings)) }),
          shape.steps ?? 40,
        )
        expect(words(settings).split('With it, ')[1]).toContain(
          last.x
            .toFixed(3)
            .replace(/^-(?=[0.]+$)/, '')
            .replace('-', '−'),
        )
      }
  })

  it.each(['exponential', 'stairs', 'straight line', 'parabola', 'cosine'] as const)(
    'ends at the final rate: %s',
    (decay) => {
      const rate = pasted(codeOf({ decay, low: 0.02, warmSteps: 4, holdSteps: 6, steps: 40, period: 10 }))
      if (typeof rate === 'number') throw new Error('no schedule')
      expect(rate(9)).toBe(0.2)
      expect(rate(decay === 'stairs' ? 39 : 40)).toBeCloseTo(0.02, 3)
    },
  )
})

describe('the picture', () => {
  const handles = (settings: object) =>
    still(name, settings).pictures[0].match(/aria-label="[^"]*" aria-valuenow/g)!.length
  it('has a ball for each thing that can be dragged', () => {
    expect(handles({})).toBe(3)
    expect(handles({ decay: 'cosine, restarts' })).toBe(4)
    expect(handles({ decay: 'stairs' })).toBe(4)
    expect(handles({ decay: 'none' })).toBe(1)
  })

  it('has the rate at which descent settles, 2 / f″(0) = 1/6, for plain descent alone', () => {
    expect(still(name, {}).pictures[0]).toContain('settles at 0.167 or below')
    expect(still(name, { optimizer: momentum({ eta: 0.2 }) }).pictures[0]).not.toContain('settles')
  })
})

describe('what cannot be shown is refused by name', () => {
  it.each([
    [{ optimizer: adadelta() }, 'Adadelta has no rate that a schedule could set'],
    [
      { optimizer: adam({ eta: () => 1 }) },
      'eta of Adam is a schedule; allowed: a number above 0, the highest rate',
    ],
    [{ optimizer: adam({ eta: 0 }) }, 'eta of Adam is 0; allowed'],
    [{ f: fromExpression('x^2 + y^2') }, 'allowed: a function of x alone'],
    [{ f: downhill.bowl }, 'f is x² + y²; allowed: a function of x alone'],
    [{ start: NaN }, 'start is NaN; allowed: a finite number'],
    [{ steps: 501 }, 'steps is 501; allowed: a whole number, 2 to 500'],
    [{ warmSteps: 2.5 }, 'warmSteps is 2.5; allowed: a whole number, 0 or more'],
    [{ warmSteps: 30, holdSteps: 10 }, 'warmSteps and holdSteps come to 40; allowed: fewer than steps, 40'],
    [{ decay: 'linear' }, 'decay is linear; allowed: none | stairs'],
    [{ low: 0.3 }, 'low is 0.3; allowed: 0 ≤ low ≤ 0.2'],
    [{ decay: 'exponential', low: 0 }, 'low is 0; allowed: 0.002 ≤ low ≤ 0.2'],
    [{ period: 0 }, 'period is 0; allowed: a whole number, 1 or more'],
  ])('%o', (settings, says) => {
    expect(complete(settings)).toThrow(RangeError)
    expect(complete(settings)).toThrow(says)
  })
})
