import { superscript } from '../figures/format-number'

/** An expression as a sentence has it: `x^2 - 2.5 cos(2x)` is x² − 2.5 cos(2x). */
export const written = (expression: string): string =>
  expression
    .trim()
    .replace(/ ?\^ ?(\d+)(?![\d.]| ?\^)/g, (_, power: string) => superscript(power))
    .replace(/(?<!\de)-/g, '−')
    .replaceAll('*', '·')
