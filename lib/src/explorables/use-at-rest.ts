import { useEffect, useRef, useState } from 'preact/hooks'

/** How long nothing has to happen: longer than between two frames of a slow drag. */
const pause = 200

/**
 * Whether something has stopped changing: what is costly to draw may be drawn coarsely while a hand moves it, and well once
 * it rests. At first it rests.
 */
export function useAtRest(what: unknown): boolean {
  const [drawn, setDrawn] = useState(() => what)
  const latest = useRef(what)
  latest.current = what
  useEffect(() => {
    const timer = setTimeout(() => setDrawn(() => latest.current), pause)
    return () => clearTimeout(timer)
  }, [what])
  return drawn === what
}
