/** Limits the actions of any hour, regardless of what rules and attackers cause. */
export interface Taken {
  readonly id: string
  readonly atMs: number
}

const windowMs = 3_600_000

/** The list with `id` added, or null where the hour is full. The same response counts once. */
export function admit(
  taken: readonly Taken[],
  id: string,
  nowMs: number,
  max: number,
): readonly Taken[] | null {
  const recent = taken.filter(({ atMs }) => atMs > nowMs - windowMs)
  if (recent.some((other) => other.id === id)) return recent
  return recent.length >= max ? null : [...recent, { id, atMs: nowMs }]
}
