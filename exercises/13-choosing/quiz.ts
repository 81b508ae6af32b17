/**
 * Six questions to end with, after those of deck E. Write the letter of your answer in place of the words, like 1: 'a'.
 *
 * 1. Four models and their usual losses. Which loss is not convex in the parameters?
 *    a) linear regression, squared error
 *    b) logistic regression, cross-entropy
 *    c) softmax regression, cross-entropy
 *    d) a network with a hidden layer and ReLU, cross-entropy
 *
 * 2. You write down one weight of a network after every step. What kind of data do you get?
 *    a) a table, whose rows may stand in any order
 *    b) an image
 *    c) a time series
 *    d) none of these
 *
 * 3. You are given a deep model that is new to you. Which optimizer is the best one for it?
 *    a) stochastic gradient descent
 *    b) Adagrad
 *    c) Adam
 *    d) that cannot be said before it is tried
 *
 * 4. For f(x) = x² the learning rate η suits you well. Now comes 20x². What do you do with η?
 *    a) raise it a lot
 *    b) raise it a bit
 *    c) lower it a lot
 *    d) lower it a bit
 *
 * 5. On a parabola each step lands farther from the minimum than the step before. Why?
 *    a) the loss is a square
 *    b) the learning rate is too large
 *    c) the input is large
 *    d) the parameter is large
 *
 * 6. f(x, y) is steep along y and nearly flat along x. What helps most?
 *    a) momentum
 *    b) one large rate for both
 *    c) one small rate for both
 *    d) a rate of its own for each variable
 */
export const quiz: Record<1 | 2 | 3 | 4 | 5 | 6, string> = {
  1: 'not written yet',
  2: 'not written yet',
  3: 'not written yet',
  4: 'not written yet',
  5: 'not written yet',
  6: 'not written yet',
}
