/**
 * A time as CloudTrail writes it, `2026-11-21T05:22:02Z`, in seconds since 1970; 0 for anything else and
 * for what was before 2000. A day that its month has not is one of the next month, as `Date` takes it.
 */
export function timeIn(at: usize, length: i32): f64 {
  if (length !== 20) return 0
  const isSeparated =
    load<u8>(at, 4) === 0x2d &&
    load<u8>(at, 7) === 0x2d &&
    load<u8>(at, 10) === 0x54 &&
    load<u8>(at, 13) === 0x3a &&
    load<u8>(at, 16) === 0x3a &&
    load<u8>(at, 19) === 0x5a
  if (!isSeparated) return 0
  const century = pair(at, 20, 99)
  const years = pair(at + 2, 0, 99)
  const month = pair(at + 5, 1, 12)
  const day = pair(at + 8, 1, 31)
  const hour = pair(at + 11, 0, 23)
  const minute = pair(at + 14, 0, 59)
  const second = pair(at + 17, 0, 59)
  if ((century | years | month | day | hour | minute | second) < 0) return 0
  return (
    <f64>daysBefore(century * 100 + years, month, day) * 86400 + (hour * 60 + minute) * 60 + second
  )
}

/** Days from 1970 to a date. The year begins in March, so that the day that comes and goes is its last. */
function daysBefore(year: i32, month: i32, day: i32): i32 {
  const isEarly = month < 3
  const y = isEarly ? year - 1 : year
  const monthFromMarch = isEarly ? month + 9 : month - 3
  const dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
  const daysTo1970: i32 = 719468
  return y * 365 + y / 4 - y / 100 + y / 400 + dayOfYear - daysTo1970
}

/** Two digits; -1 where they are none, or not in this range. */
function pair(at: usize, least: i32, most: i32): i32 {
  const tens = <i32>load<u8>(at) - 0x30
  const ones = <i32>load<u8>(at, 1) - 0x30
  if (<u32>tens > 9 || <u32>ones > 9) return -1
  const number = tens * 10 + ones
  return number < least || number > most ? -1 : number
}
