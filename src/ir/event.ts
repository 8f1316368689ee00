import type { JsonObject } from './json.ts'

/** One event as a rule sees it: the record (EventBridge `detail`) and its envelope. */
export interface Event {
  readonly record: JsonObject
  /**
   * The EventBridge envelope without `detail`: `source`, `detail-type`, `account`, `region`,
   * `time`, …
   */
  readonly envelope: JsonObject
}
