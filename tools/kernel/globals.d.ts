// What cells of a lesson use of Node besides the language: enough to begin with. Node's own declarations are thirty
// times as much as all others together; the kernel reads them once a cell asks for more than stands here.

interface Console {
  assert(condition?: boolean, ...values: unknown[]): void
  clear(): void
  debug(...values: unknown[]): void
  dir(value: unknown, options?: object): void
  error(...values: unknown[]): void
  group(...values: unknown[]): void
  groupEnd(): void
  info(...values: unknown[]): void
  log(...values: unknown[]): void
  table(rows: unknown, columns?: readonly string[]): void
  time(label?: string): void
  timeEnd(label?: string): void
  timeLog(label?: string, ...values: unknown[]): void
  trace(...values: unknown[]): void
  warn(...values: unknown[]): void
}
declare const console: Console

declare namespace NodeJS {
  interface Timeout {
    ref(): this
    unref(): this
  }
}
declare function setTimeout<T extends unknown[]>(
  callback: (...given: T) => void,
  delay?: number,
  ...given: T
): NodeJS.Timeout
declare function setInterval<T extends unknown[]>(
  callback: (...given: T) => void,
  delay?: number,
  ...given: T
): NodeJS.Timeout
declare function clearTimeout(timeout: NodeJS.Timeout | undefined): void
declare function clearInterval(timeout: NodeJS.Timeout | undefined): void
declare function structuredClone<T>(value: T): T

interface Performance {
  now(): number
}
declare const performance: Performance
