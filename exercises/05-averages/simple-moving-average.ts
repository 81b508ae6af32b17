/**
 * The simple moving average: before each new value comes, the mean of the k values before it.
 *
 *   SMA_t = (s_t−k + … + s_t−1) / k
 *
 * With the data numbered from 0, t runs from k (the first with k values before it) to data.length: the last average is
 * the forecast for a value that is still to come. That is data.length − k + 1 numbers; none where k is larger than
 * data.length. On the slide (deck E, k = 2) the ten values 3 8 6 5 1 7 9 0 8 4 give nine averages:
 *
 *   simpleMovingAverage([3, 8, 6, 5, 1, 7, 9, 0, 8, 4], 2)  gives  [5.5, 7, 5.5, 3, 4, 8, 4.5, 4, 6]
 *
 * @param data the values, oldest first; it stays as it is
 * @param k how many values to average, 1 or more
 * @returns a new list of the averages, oldest first
 */
export function simpleMovingAverage(data: number[], k: number): number[] {
  throw new Error('not written yet')
}
