/**
 * When two JSON numbers are the same number.
 *
 * event-ruler compares by value (`300`, `300.0`, `3e2`), but only numbers a 64-bit float holds
 * exactly as written: where the float prints as another decimal (shortest form, as Java prints it
 * since 19) it refuses the number as a bound, and compares it as text in a list
 * (`ComparableNumber.java`). So an 18-digit id never matches its neighbour by rounding.
 */

/** The value to compare a JSON number by; `undefined` when it can only be compared as text. */
export function comparableNumber(text: string): number | undefined {
  const value = Number(text)
  if (isShort(text)) return value
  if (!Number.isFinite(value)) return undefined
  return canonical(text) === canonical(String(value)) ? value : undefined
}

/** A decimal of up to 15 digits survives the way through a float: nothing to check. */
function isShort(text: string): boolean {
  return text.length <= 15 && !/[eE]/.test(text)
}

/** One spelling for every decimal of the same value: `-123e-2` for `-1.230`, `0` for `-0.00`. */
function canonical(text: string): string {
  const [mantissa = '', exponent = '0'] = text.toLowerCase().split('e')
  const [whole = '', fraction = ''] = mantissa.replace('-', '').split('.')
  const digits = trimStart(whole + fraction, '0')
  const significant = trimEnd(digits, '0')
  if (significant === '') return '0'
  const power = Number(exponent) - fraction.length + (digits.length - significant.length)
  return `${mantissa.startsWith('-') ? '-' : ''}${significant}e${power}`
}

function trimStart(text: string, character: string): string {
  let from = 0
  while (text[from] === character) from++
  return text.slice(from)
}

function trimEnd(text: string, character: string): string {
  let to = text.length
  while (text[to - 1] === character) to--
  return text.slice(0, to)
}
