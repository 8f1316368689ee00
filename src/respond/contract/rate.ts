/** At most so many actions in any hour, whatever rules and attackers ask for. */
export interface Taken {
  readonly id: string
  readonly atMs: number
}

const windowMs = 3_600_000

/** The list with `id` in it, or null where it is full. The same response counts once. */
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
