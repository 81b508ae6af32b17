import { expect, test } from 'vitest'
import { answerText } from '../../../lib/src/notebook/predict'

test.each([
  [56, 63, '**x₁: 56.** You said 63, which is 7 away.'],
  [56, 56, '**x₁: 56.** You said just that.'],
  [-52.2378, 0, '**x₁: −52.24.** You said 0, which is 52.24 away.'],
  [56, 'less', '**x₁: 56.** You said less.'],
  ['left', 'left', '**x₁: left.** You said so.'],
])('the answer %s to the guess %s says both', (value, guess, says) => {
  expect(answerText('x₁', value, guess)).toBe(says)
})

test.each([undefined, NaN])(
  'without a guess (%s) the answer is given all the same, and how to guess',
  (guess) => {
    expect(answerText('x₁', 56, guess)).toBe(
      "**x₁: 56.** There is no guess of yours yet: run the cell with `predict('x₁', …)`, then this one again.",
    )
  },
)
