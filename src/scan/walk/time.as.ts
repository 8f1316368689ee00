/**
 * Parses a time as CloudTrail writes it, `2026-11-21T05:22:02Z`, into seconds since 1970; 0 for
 * anything else and for times before 2000. A day that its month does not have counts as a day of
 * the next month, as in `Date`.
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

/**
 * Days from 1970 to a date. The year starts in March here, so that the leap day is its last day.
 */
function daysBefore(year: i32, month: i32, day: i32): i32 {
  const isEarly = month < 3
  const y = isEarly ? year - 1 : year
  const monthFromMarch = isEarly ? month + 9 : month - 3
  const dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
  const daysTo1970: i32 = 719468
  return y * 365 + y / 4 - y / 100 + y / 400 + dayOfYear - daysTo1970
}

/** The number that two digits write; -1 if they are no digits or the number is out of range. */
function pair(at: usize, minimum: i32, maximum: i32): i32 {
  const tens = <i32>load<u8>(at) - 0x30
  const ones = <i32>load<u8>(at, 1) - 0x30
  if (<u32>tens > 9 || <u32>ones > 9) return -1
  const number = tens * 10 + ones
  return number < minimum || number > maximum ? -1 : number
}
