/**
 * Loaded before a function (`node --import`): its clock goes LOCAL_AWS_CLOCK_OFFSET_MS ahead of the
 * machine's, so that minutes between two deliveries of one message take no time.
 */
const offsetMs = Number(process.env.LOCAL_AWS_CLOCK_OFFSET_MS ?? 0)
const TrueDate = Date

class ShiftedDate extends TrueDate {
  constructor(...parts: unknown[]) {
    if (parts.length === 0) super(TrueDate.now() + offsetMs)
    else super(...(parts as [number]))
  }

  static override now(): number {
    return TrueDate.now() + offsetMs
  }
}

globalThis.Date = ShiftedDate as DateConstructor
