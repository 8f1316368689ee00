/** Everything that a decision about an alarm depends on. */
import type { AlarmItem, Span } from './alarm-item.ts'
import type { AlarmFilter } from './alarm-links.ts'
import type { AlarmMessage } from './alarm-message.ts'
import type { Reading } from './log-entry.ts'
import type { RuleContext } from './verdict.ts'

export interface DecisionInput extends RuleContext {
  readonly message: AlarmMessage
  readonly filter: AlarmFilter
  /** The memory of the alarm. */
  readonly item: AlarmItem
  /** The part of the log that was to be read, and the result of reading it. */
  readonly span: Span
  readonly reading: Reading
  /** Milliseconds since 1970. */
  readonly nowMs: number
}
