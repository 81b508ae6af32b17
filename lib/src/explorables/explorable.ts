/**
 * A picture that one can take hold of. Its view runs in the page, on the same functions and optimizers that lessons
 * import; the kernel draws it once, as the picture to fall back on.
 */
export interface Explorable<Settings extends object> {
  /** As its file is called: `contour-race`. */
  readonly name: string
  /** Its heading. */
  readonly title: string
  /** What one can do with it, in a sentence: for the page that lists them all. */
  readonly about: string
  /** Puts in what was left out. Refuses, by name, what cannot be shown. */
  complete(given: Partial<Settings>): Settings
  /** The component, of preact. */
  readonly View: (settings: Settings) => unknown
}

/** An explorable of which no more is known than that its settings are its own. */
export interface AnyExplorable extends Pick<Explorable<never>, 'name' | 'title' | 'about' | 'View'> {
  complete(given: never): object
}
