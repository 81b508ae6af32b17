import type { ComponentChildren } from 'preact'
import { useEffect, useId, useRef, useState } from 'preact/hooks'
import { formatNumber } from '../figures/format-number'

/**
 * A number to drag, with its name and value beside it.
 *
 * @param props.name what it is called for those who cannot see what it stands beside: `η of momentum`
 * @param props.log whether the slider goes in powers of ten; a hundred places a power
 */
export function Slider({
  label,
  name,
  value,
  min,
  max,
  step = (max - min) / 200,
  log = false,
  says = formatNumber(value, 3),
  onChange,
}: {
  label: string
  name?: string
  value: number
  min: number
  max: number
  step?: number
  log?: boolean
  says?: string
  onChange: (value: number) => void
}) {
  const id = useId()
  const place = (number: number) => (log ? Math.log10(number) : number)
  return (
    <span>
      <label for={id}>{label}</label>{' '}
      <input
        id={id}
        type="range"
        min={place(min)}
        max={place(max)}
        step={log ? 0.01 : step}
        value={place(value)}
        aria-label={name}
        aria-valuetext={says}
        onInput={(event) => {
          const moved = Number(event.currentTarget.value)
          // Three digits, as they are shown, so that what is seen can be typed into a cell.
          onChange(log ? Number((10 ** moved).toPrecision(3)) : Number(moved.toPrecision(6)))
        }}
        onKeyDown={(event) => event.stopPropagation()}
      />{' '}
      <output for={id}>{says}</output>
    </span>
  )
}

/** One of a few things, by name. */
export function Choice<Name extends string>({
  label,
  value,
  names,
  onChange,
}: {
  label: string
  value: Name
  names: readonly Name[]
  onChange: (name: Name) => void
}) {
  return (
    <label>
      {label}
      <select
        value={value}
        onChange={(event) => onChange(event.currentTarget.value as Name)}
        onKeyDown={(event) => event.stopPropagation()}
      >
        {names.map((name) => (
          <option key={name} value={name} selected={name === value}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}

/** On or off. */
export function Switch({
  on,
  onChange,
  children,
}: {
  on: boolean
  onChange: (on: boolean) => void
  children: ComponentChildren
}) {
  return (
    <label>
      <input type="checkbox" checked={on} onChange={(event) => onChange(event.currentTarget.checked)} />
      {children}
    </label>
  )
}

/** A line to write in, taken when it is left or Enter is pressed. */
export function LineToWrite({
  label,
  value,
  onChange,
}: {
  label: string
  value: string
  onChange: (text: string) => void
}) {
  return (
    <label>
      {label}
      <input
        type="text"
        placeholder=" "
        value={value}
        spellcheck={false}
        autocapitalize="off"
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={(event) => {
          // A notebook would take some keys for commands of its own.
          event.stopPropagation()
          if (event.key === 'Enter') onChange(event.currentTarget.value)
        }}
      />
    </label>
  )
}

/** What is seen, in words; read out once it has come to rest after a change, not on every frame of a drag. */
export function Words({ children }: { children: string }) {
  const first = useRef(children)
  const [spoken, speak] = useState('')
  useEffect(() => {
    if (children === first.current) return
    first.current = ''
    const timer = setTimeout(() => speak(children), 700)
    return () => clearTimeout(timer)
  }, [children])
  return (
    <>
      <p class="words">{children}</p>
      <span class="spoken" role="status">
        {spoken || null}
      </span>
    </>
  )
}

/** What the library says of numbers that end, as it is written for readers. */
export const readable = (why: string) =>
  why
    .replace('-Infinity', '−∞')
    .replace('Infinity', '∞')
    .replace('NaN', 'no number any more')
    .replace('any more at the start', 'at the start')
    .replace(/(?<=[ ,])-(?=[\d.])/g, '−')

/** What went wrong, in words, in the place of a picture. */
export const Trouble = ({ children }: { children: string }) => (
  <p class="trouble" role="status">
    {children}
  </p>
)
