import { defineQuiz } from '../quiz'

export const quiz = defineQuiz({
  id: 'quiz',
  lesson: '13-choosing',
  title: 'Six questions',
  prose: `Six questions to end with, after those of deck E. Write the letter of your answer in place of the words, like 1: 'a'.`,
  questions: [
    {
      asks: 'Four models and their usual losses. Which loss is not convex in the parameters?',
      points: 2,
      deck: 'E',
      answers: {
        a: {
          answer: 'linear regression, squared error',
          says: 'the error is linear in the parameters, and a square of that is a bowl: any minimum is the global one.',
        },
        b: {
          answer: 'logistic regression, cross-entropy',
          says: 'it is a sum of terms log(1 + e^−z), each of them convex, with z linear in the parameters; so the sum is convex too.',
        },
        c: {
          answer: 'softmax regression, cross-entropy',
          says: 'the logarithm of a sum of exponentials is convex, and what is taken away from it is linear.',
        },
        d: {
          answer: 'a network with a hidden layer and ReLU, cross-entropy',
          says: 'weights of one layer multiply those of the next, and hidden units can change places without a change of the loss: there are many minima with higher ground between them.',
        },
      },
      right: 'd',
    },
    {
      asks: 'You write down one weight of a network after every step. What kind of data do you get?',
      points: 1,
      deck: 'E',
      answers: {
        a: {
          answer: 'a table, whose rows may stand in any order',
          says: 'exchange two rows here and the story changes: each value comes out of the one before it.',
        },
        b: {
          answer: 'an image',
          says: 'an image has neighbours in two directions; this has one value before and one after each.',
        },
        c: {
          answer: 'a time series',
          says: 'one value a step, in order. That is why moving averages have a place in optimizers.',
        },
        d: {
          answer: 'none of these',
          says: 'one of the others fits: think of what the order of the values means.',
        },
      },
      right: 'c',
    },
    {
      asks: 'You are given a deep model that is new to you. Which optimizer is the best one for it?',
      points: 2,
      deck: 'E',
      answers: {
        a: {
          answer: 'stochastic gradient descent',
          says: 'with momentum and a good schedule it often wins on images, and often loses on language or sparse data.',
        },
        b: {
          answer: 'Adagrad',
          says: 'its rates only ever fall: good for sparse features, too slow for many a long run.',
        },
        c: {
          answer: 'Adam',
          says: 'a good first try, but there are models on which others end lower.',
        },
        d: {
          answer: 'that cannot be said before it is tried',
          says: 'no rule wins on every loss. A small race with a few rates each tells more than any rule of thumb.',
        },
      },
      right: 'd',
    },
    {
      asks: 'For f(x) = x² the learning rate η suits you well. Now comes 20x². What do you do with η?',
      points: 2,
      deck: 'E',
      answers: {
        a: {
          answer: 'raise it a lot',
          says: 'the slope is 20 times as steep, so the step is 20 times as long already; longer still, and it leaves the valley.',
        },
        b: {
          answer: 'raise it a bit',
          says: 'the slope is steeper, so the same η already makes longer steps.',
        },
        c: {
          answer: 'lower it a lot',
          says: 'steps of η · 40x instead of η · 2x: with η divided by 20 the path is the very same.',
        },
        d: {
          answer: 'lower it a bit',
          says: 'the direction is right. Compare the two slopes: how many times as steep is it?',
        },
      },
      right: 'c',
    },
    {
      asks: 'On a parabola each step lands farther from the minimum than the step before. Why?',
      points: 1,
      deck: 'E',
      answers: {
        a: {
          answer: 'the loss is a square',
          says: 'lesson 02 comes down many squares; it depends on something that you choose.',
        },
        b: {
          answer: 'the learning rate is too large',
          says: 'each step multiplies the distance by 1 − η f″, and beyond η = 2 / f″ that is more than 1 in size.',
        },
        c: {
          answer: 'the input is large',
          says: 'a start twice as far away makes every step twice as long, and the path only twice as large.',
        },
        d: {
          answer: 'the parameter is large',
          says: 'on a parabola the distance is multiplied by the same factor everywhere, far out and near.',
        },
      },
      right: 'b',
    },
    {
      asks: 'f(x, y) is steep along y and nearly flat along x. What helps most?',
      points: 2,
      deck: 'E',
      answers: {
        a: {
          answer: 'momentum',
          says: 'it helps somewhat: what alternates along y cancels. But one rate still has to serve both directions.',
        },
        b: {
          answer: 'one large rate for both',
          says: 'it brings x along, and y leaves its valley.',
        },
        c: {
          answer: 'one small rate for both',
          says: 'y is content with it, and x hardly moves at all.',
        },
        d: {
          answer: 'a rate of its own for each variable',
          says: 'small where it is steep, large where it is flat: that is what Adagrad and all after it do.',
        },
      },
      right: 'd',
    },
  ],
  hints: [
    'Questions 2 and 5: look at lessons 05 and 02 again. What is an average of the past taken of? And which number did you change to make a path diverge?',
    'Questions 4 and 6: compare the slopes. If f is 20 times as steep, how does the step η · f′ change, and what brings it back?',
    'Questions 1 and 3: what do two layers that are multiplied do to a bowl? And did one optimizer win all the races of the lessons?',
  ],
})
