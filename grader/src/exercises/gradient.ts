import { defineExercise, formula, several, type Random } from '../exercise'

type F = (point: number[]) => number
type Gradient = (f: F, point: number[], h?: number) => number[]

const bowl = formula<F>('([x, y]) => x ** 2 + y ** 2')

/** Two variables that depend on each other, with a wave in one of them. */
const landscape = (random: Random) =>
  formula<F>(
    `([x, y]) => ${random.between(-3, 3)} * x ** 2 + ${random.between(1, 4)} * x * y + ${random.between(1, 5)} * Math.sin(${random.between(0.5, 2)} * y)`,
  )

/** Each coordinate times the next, in a ring, and a cubic. */
const ring = (random: Random) =>
  formula<F>(
    `(p) => p.reduce((sum, x, i) => sum + ${random.between(0.1, 1)} * x ** 3 + ${random.between(1, 3)} * x * p[(i + 1) % p.length], 0)`,
  )

const place = (random: Random, n: number) => several(n, () => random.between(-4, 4))

export const gradient = defineExercise<Gradient>({
  id: 'gradient',
  lesson: '01-derivatives',
  title: 'The gradient from values',
  prose: `The gradient of f at a point, from values of f: one slope for each coordinate.

  ∂f/∂x_i ≈ (f(…, x_i + h, …) − f(…, x_i − h, …)) / (2 · h)

That is the central difference of the exercise derivative, along one coordinate after the other. Only x_i moves, first by
h to the right and then by h to the left; all others stay where the point has them. On the slide (deck E,
f(x, y) = x² + y²) the gradient at (6, 9) is (12, 18), and for the x² − xy of deck B's quiz it is (2x − y, −x):

  gradient(([x, y]) => x ** 2 + y ** 2, [6, 9])   gives  [12, 18]
  gradient(([x, y]) => x ** 2 - x * y, [3, 1])    gives  [5, -3]
  gradient(([x, y]) => x ** 3 + y, [0, 5], 0.5)   gives  [0.25, 1]

Two numbers count as equal here when they differ by no more than a millionth: near a point, f can only be told to 16
digits.

@param f the function: call it with a list of numbers, one a coordinate, to get its value there
@param point where the gradient is asked for, one number or more; it stays as it is
@param h how far to step to each side; 1e-5 when it is not given
@returns a new list, one slope a coordinate`,
  signature: 'gradient(f: (point: number[]) => number, point: number[], h = 1e-5): number[]',
  shape: ['number'],
  place: (i) => `slope ${i + 1}`,
  tolerance: 'differences',
  reference: (f, point, h = 1e-5) =>
    point.map((_, i) => {
      const moved = (by: number) => f(point.map((x, k) => (k === i ? x + by : x)))
      return (moved(h) - moved(-h)) / (2 * h)
    }),
  argumentsStay: 1,
  checks: (random) => [
    {
      name: 'the slide f(x, y) = x² + y²: its gradient on the way from (6, 9)',
      points: 3,
      slide: { deck: 'E', group: 'gd-bowl-6-9' },
      cases: [
        { given: [bowl, [6, 9]], printed: ['12', '18'], byHand: [12, 18] },
        { given: [bowl, [4.8, 7.2]], printed: ['9.6', '14.4'], byHand: [9.6, 14.4] },
        { given: [bowl, [3.84, 5.76]], printed: ['7.68', '11.51'] },
        { given: [bowl, [3.072, 4.608]], printed: ['6.14', '9.21'] },
      ],
    },
    {
      name: 'by hand: the functions of deck B, and steps so large that they can be seen',
      points: 3,
      cases: [
        { given: [formula<F>('([x, y]) => x ** 2 - x * y'), [3, 1]], byHand: [5, -3] },
        { given: [formula<F>('([x, y]) => x ** 2 * y'), [3, 2]], byHand: [12, 9] },
        { given: [formula<F>('([x, y]) => x ** 3 + y'), [0, 5], 0.5], byHand: [0.25, 1] },
        { given: [formula<F>('([x, y]) => x * y ** 3'), [2, 0], 0.5], byHand: [0, 0.5] },
        { given: [formula<F>('([x, y, z]) => x * y * z'), [2, 3, 4], 1], byHand: [12, 8, 6] },
      ],
    },
    {
      name: 'landscapes at random, with the usual h and with others',
      points: 2,
      cases: [
        ...several(6, () => ({ given: [landscape(random), place(random, 2)] as [F, number[]] })),
        ...several(6, () => ({
          given: [landscape(random), place(random, 2), random.between(0.05, 0.5)] as Parameters<Gradient>,
        })),
        ...several(6, () => ({
          given: [
            ring(random),
            place(random, random.whole(3, 8)),
            random.between(0.05, 0.5),
          ] as Parameters<Gradient>,
        })),
      ],
    },
    {
      name: 'edges: one coordinate, eight of them, a plain, a bottom, a kink',
      points: 1,
      edge: true,
      cases: [
        { given: [formula<F>('([x]) => x ** 2'), [-3]], byHand: [-6] },
        {
          given: [
            formula<F>('(p) => p.reduce((sum, x, i) => sum + i * x, 0)'),
            [1, 2, 3, 4, 5, 6, 7, 8],
            0.25,
          ],
          byHand: [0, 1, 2, 3, 4, 5, 6, 7],
        },
        { given: [formula<F>('() => 5'), [1, -1]], byHand: [0, 0] },
        { given: [bowl, [0, 0]], byHand: [0, 0] },
        { given: [formula<F>('([x, y]) => Math.abs(x) + 2 * y'), [0, 1], 0.5], byHand: [0, 2] },
      ],
    },
  ],
  mistakes: [
    {
      id: 'moves all coordinates at once',
      says: 'All coordinates move together, so every slope is the slope along the diagonal; only the i-th may move, the others stay.',
      slip: (f, point, h = 1e-5) => {
        const rise = f(point.map((x) => x + h)) - f(point.map((x) => x - h))
        return point.map(() => rise / (2 * h))
      },
    },
    {
      id: 'leaves the caller’s point moved',
      says: 'The point that was given is moved, and each coordinate is left where its last step took it. So the next slope is measured somewhere else, and who called stands elsewhere too; move a copy.',
      slip: (f, point, h = 1e-5) => {
        const slopes: number[] = []
        for (let i = 0; i < point.length; i++) {
          const x = point[i]
          point[i] = x + h
          const right = f(point)
          point[i] = x - h
          slopes.push((right - f(point)) / (2 * h))
        }
        return slopes
      },
    },
    {
      id: 'leaves a coordinate moved',
      says: 'After its slope is known, a coordinate stays where its last step took it, and the next slope is measured beside the point; put the old number back first.',
      slip: (f, point, h = 1e-5) => {
        const moved = [...point]
        return point.map((x, i) => {
          moved[i] = x + h
          const right = f(moved)
          moved[i] = x - h
          return (right - f(moved)) / (2 * h)
        })
      },
      shows: (answers, cases) =>
        cases.every(({ given: [f, point, h = 1e-5] }, c) => {
          const moved = [...point]
          return point.every((x, i) => {
            moved[i] = x - h
            const left = f(moved)
            moved[i] = x + h
            const slope = (f(moved) - left) / (2 * h)
            return Math.abs(answers[c][i] - slope) <= 1e-6 * Math.max(1, Math.abs(slope))
          })
        }),
    },
    {
      id: 'moves the point that was given',
      says: 'The slopes are right, but the point that was given is moved to and fro, and x + h − 2h + h is not always exactly x; move a copy, or put the old number back.',
      slip: (f, point, h = 1e-5) => {
        const slopes: number[] = []
        for (let i = 0; i < point.length; i++) {
          point[i] += h
          const right = f(point)
          point[i] -= 2 * h
          const left = f(point)
          point[i] += h
          slopes.push((right - left) / (2 * h))
        }
        return slopes
      },
    },
    {
      id: 'a forward difference',
      says: 'The rise is taken from x_i to x_i + h alone. On a curve that misses by about h times half the curvature; with x_i − h on the other side the two errors cancel.',
      slip: (f, point, h = 1e-5) =>
        point.map((_, i) => (f(point.map((x, k) => (k === i ? x + h : x))) - f(point)) / h),
    },
    {
      id: 'divides by h',
      says: 'x_i + h and x_i − h are 2h apart, and the rise between them is divided by h: every slope comes out twice as steep.',
      slip: (f, point, h = 1e-5) =>
        point.map((_, i) => {
          const moved = (by: number) => f(point.map((x, k) => (k === i ? x + by : x)))
          return (moved(h) - moved(-h)) / h
        }),
    },
    {
      id: 'h plays no part',
      says: 'The step is the same whatever h is; where h is given, it says how far to step.',
      slip: (f, point) =>
        point.map((_, i) => {
          const moved = (by: number) => f(point.map((x, k) => (k === i ? x + by : x)))
          return (moved(1e-5) - moved(-1e-5)) / 2e-5
        }),
    },
    {
      id: 'h so small that it is lost',
      says: 'Where h is not given, the slopes are 0: with an h that small, x_i + h and x_i − h are rounded to x_i itself, and nothing rises between them.',
      slip: (f, point, h = 1e-20) =>
        point.map((_, i) => {
          const moved = (by: number) => f(point.map((x, k) => (k === i ? x + by : x)))
          return (moved(h) - moved(-h)) / (2 * h)
        }),
      shows: (answers, cases) => {
        const steep = [...cases.keys()].filter((c) => cases[c].given[1].every((x) => Math.abs(x) >= 1))
        const isGiven = (c: number) => cases[c].given[2] !== undefined
        const isFlat = (c: number) => answers[c].every((slope) => slope === 0)
        return steep.every((c) => isGiven(c) || isFlat(c)) && steep.some((c) => isGiven(c) && !isFlat(c))
      },
    },
    {
      id: 'one list under two names',
      says: 'const right = point gives the same list another name, so what moves the one moves the other, and every slope is 0; [...point] makes a copy.',
      slip: (f, point, h = 1e-5) => {
        const [left, right] = [point, point]
        return point.map((_, i) => {
          right[i] += h
          left[i] -= h
          return (f(right) - f(left)) / (2 * h)
        })
      },
    },
    {
      id: 'the sign',
      says: 'The rises are taken from right to left, so every slope has the wrong sign; the value with h more comes first.',
      slip: (f, point, h = 1e-5) =>
        point.map((x, i) => {
          const at = (there: number) => f(point.map((old, k) => (k === i ? there : old)))
          return (at(x - h) - at(x + h)) / (2 * h)
        }),
    },
  ],
  otherRightAnswers: [
    (f, point, h = 1e-5) => {
      // In the list that was given, but every coordinate is put back as it was.
      const slopes = []
      for (let i = 0; i < point.length; i++) {
        const x = point[i]
        point[i] = x - h
        const left = f(point)
        point[i] = x + h
        slopes[i] = (f(point) - left) / (h + h)
        point[i] = x
      }
      return slopes
    },
    (f, point, h = 1e-5) =>
      point.reduce<number[]>((slopes, x, i) => {
        const at = (place: number) => f([...point.slice(0, i), place, ...point.slice(i + 1)])
        const [left, right] = [x - h, x + h]
        return slopes.concat((at(right) - at(left)) / (right - left))
      }, []),
    (f, point, h = 1e-5) => {
      const from = (before: number[], rest: number[]): number[] => {
        if (rest.length === 0) return []
        const [x, ...after] = rest
        const slope = (step: number) => (f([...before, x + step, ...after]) - f(point)) / step
        return [(slope(h) + slope(-h)) / 2, ...from([...before, x], after)]
      }
      return from([], point)
    },
    (f, point, h = 1e-5) => {
      const slopes = new Float64Array(point.length)
      const moved = point.slice()
      slopes.forEach((_, i) => {
        moved[i] += h
        slopes[i] += f(moved) / 2 / h
        moved[i] = point[i] - h
        slopes[i] -= f(moved) / 2 / h
        moved[i] = point[i]
      })
      return Array.from(slopes)
    },
  ],
  hints: [
    'For the slope along x, which number of the point moves, and which ones stay?',
    'Go through the coordinates. For each one make two copies of the point, one with h more in that place and one with h less, and ask f for both.',
    'In point.map((x, i) => …): const right = [...point]; right[i] = x + h. The same with left and x - h. What do you divide f(right) - f(left) by?',
  ],
})
