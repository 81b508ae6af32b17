/**
 * Text that others wrote, on one line and as harmless as it looks: signs that break lines, move the cursor, colour, hide
 * or turn text around are shown by their codes, and nothing in it is a command of a CI runner.
 */
export const visible = (text: string): string =>
  text
    .replace(/\s/g, ' ')
    .replace(/(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}]/gu, codeOf)
    .replaceAll('##[', '#\\u{23}[')

const codeOf = (sign: string) => `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`
