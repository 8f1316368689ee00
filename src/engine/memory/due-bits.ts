/** Announcements as bits of a number. The state table holds them, so the bits of a due never change. */

/** Bit 0: a start or a new value. 1, 2, …: 10, 100, … repeats. 18, 19, …: 100, 1,000, … new values. */
export function bitOf(due: number): number {
  if (due === 0) return 1
  const zeros = String(Math.abs(due)).length - 1
  return 1 << (due > 0 ? zeros : 16 + zeros)
}

const dues = [
  0,
  ...Array.from({ length: 15 }, (_, index) => 10 ** (index + 1)),
  ...Array.from({ length: 13 }, (_, index) => -(10 ** (index + 2))),
]

/** The dues whose bits are set. */
export const duesIn = (announced: number): number[] =>
  dues.filter((due) => (announced & bitOf(due)) !== 0)
