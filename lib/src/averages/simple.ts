import { requireCount, requireFinite } from '../settings'

/**
 * The simple moving average: for each t from k on, the mean of the k values before t. The last one is the forecast
 * after the data, so there are n − k + 1 of them (none when k > n).
 *
 * SMA_t = (s_{t−1} + … + s_{t−k}) / k
 *
 * @throws RangeError when k is not a whole number of at least 1, or data are not finite
 * @see deck E
 */
export function simpleMovingAverage(data: readonly number[], k: number): number[] {
  requireCount('k', k, 1)
  requireFinite('data', data)
  const averages: number[] = []
  for (let t = k; t <= data.length; t++)
    averages.push(data.slice(t - k, t).reduce((sum, s) => sum + s, 0) / k)
  return averages
}
