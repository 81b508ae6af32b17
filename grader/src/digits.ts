/** Two numbers in as few digits as tell them apart, at least six. */
export function sameDigits(a: number, b: number): [string, string] {
  for (let digits = 6; digits < 17; digits++) {
    const pair: [string, string] = [short(a, digits), short(b, digits)]
    if (pair[0] !== pair[1] || a === b) return pair
  }
  return [String(a), String(b)]
}

const short = (x: number, digits: number) => String(Number(x.toPrecision(digits)))
