import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { Slider } from './controls'

/** Where a path is being looked at, and what moves it on. */
export interface Play {
  /** A whole step, 0 to `last`. */
  readonly t: number
  readonly playing: boolean
  readonly last: number
  readonly setT: (t: number) => void
  readonly setPlaying: (playing: boolean) => void
}

const still = () => typeof matchMedia === 'function' && matchMedia('(prefers-reduced-motion: reduce)').matches

/**
 * Plays through the steps 0 to `last`. Who asked their system for less motion sees the end at once.
 *
 * @param seconds how long all of it takes
 * @param start the step to show first
 */
export function usePlay(
  last: number,
  { seconds = 8, start = last }: { seconds?: number; start?: number } = {},
): Play {
  const [t, setT] = useState(start)
  const [playing, setPlaying] = useState(false)
  useEffect(() => {
    if (!playing) return
    if (still()) {
      setT(last)
      setPlaying(false)
      return
    }
    const from = t >= last ? 0 : t
    let began: number | undefined
    let frame = requestAnimationFrame(function next(now) {
      began ??= now
      const reached = from + ((now - began) / 1000 / seconds) * last
      setT(Math.min(last, Math.floor(reached)))
      if (reached < last) frame = requestAnimationFrame(next)
      else setPlaying(false)
    })
    return () => cancelAnimationFrame(frame)
    // Where it stands when it begins to play is all that counts of t.
  }, [playing, last, seconds])
  return {
    t: Math.min(t, last),
    playing,
    last,
    setT: (value) => setT(Math.max(0, Math.min(last, Math.round(value)))),
    setPlaying,
  }
}

/** Play, pause, a step back and on, and a slider for all of the way. */
export function Player({
  play,
  label = 'step',
  children,
}: {
  play: Play
  label?: string
  children?: ComponentChildren
}) {
  const { t, playing, last, setT, setPlaying } = play
  const to = (step: number) => {
    setPlaying(false)
    setT(step)
  }
  return (
    <div class="row" role="group" aria-label="Play">
      <button type="button" onClick={() => setPlaying(!playing)}>
        {playing ? 'Pause' : 'Play'}
      </button>
      <button type="button" onClick={() => to(0)}>
        Start
      </button>
      <button type="button" aria-label="−1, one step back" onClick={() => to(t - 1)}>
        −1
      </button>
      <button type="button" aria-label="+1, one step on" onClick={() => to(t + 1)}>
        +1
      </button>
      <Slider label={label} value={t} min={0} max={last} step={1} says={`${t} of ${last}`} onChange={to} />
      {children}
    </div>
  )
}
