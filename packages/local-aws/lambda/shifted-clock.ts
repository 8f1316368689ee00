/**
 * Loaded before a function (`node --import`). It sets the clock ahead of the machine's by
 * LOCAL_AWS_CLOCK_OFFSET_MS milliseconds, so that the minutes between two deliveries of a message
 * take no time.
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
