import { requireFinite } from '../settings'

/**
 * The eigenvalues of a symmetric matrix, the smallest first: how strongly a function is curved along the directions in
 * which its Hessian only stretches. Each rotation makes one entry beside the diagonal 0, until only the diagonal is left.
 *
 * @throws RangeError when the matrix is not square, not symmetric or not finite
 * @see Jacobi, 1846
 */
export function eigenvalues(matrix: readonly (readonly number[])[]): number[] {
  requireSymmetric(matrix)
  const n = matrix.length
  const a = matrix.map((row) => [...row])
  const beside = () =>
    a.reduce((sum, row, i) => sum + row.slice(i + 1).reduce((s, v) => s + Math.abs(v), 0), 0)
  const least = 1e-17 * a.flat().reduce((sum, v) => sum + Math.abs(v), 0)
  while (beside() > least) for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) rotate(a, p, q)
  return a.map((row, i) => row[i]).sort((x, y) => x - y)
}

/** Turns the axes p and q so that a[p][q] becomes 0; the eigenvalues stay. */
function rotate(a: number[][], p: number, q: number): void {
  const entry = a[p][q]
  if (entry === 0) return
  const cotangent = (a[q][q] - a[p][p]) / (2 * entry)
  const tangent = (cotangent < 0 ? -1 : 1) / (Math.abs(cotangent) + Math.hypot(cotangent, 1))
  const cosine = 1 / Math.hypot(tangent, 1)
  const sine = tangent * cosine
  a[p][p] -= tangent * entry
  a[q][q] += tangent * entry
  a[p][q] = a[q][p] = 0
  for (let i = 0; i < a.length; i++) {
    if (i === p || i === q) continue
    const [ip, iq] = [a[i][p], a[i][q]]
    a[i][p] = a[p][i] = cosine * ip - sine * iq
    a[i][q] = a[q][i] = sine * ip + cosine * iq
  }
}

function requireSymmetric(matrix: readonly (readonly number[])[]): void {
  matrix.forEach((row, i) => {
    if (row.length !== matrix.length)
      throw new RangeError(
        `row ${i} of the matrix has ${row.length} entries; allowed: ${matrix.length}, as many as there are rows`,
      )
    requireFinite(`matrix[${i}]`, row)
    row.forEach((entry, k) => {
      if (entry !== matrix[k][i])
        throw new RangeError(
          `matrix[${i}][${k}] is ${entry} and matrix[${k}][${i}] is ${matrix[k][i]}; allowed: a symmetric matrix`,
        )
    })
  })
}
