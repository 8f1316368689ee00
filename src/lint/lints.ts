/** Everything that is looked for in rules that are read without an error. Adding a lint: a file in `lints/` and a line here. */
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { always } from './lints/always-matches.ts'
import { eventSource } from './lints/event-source.ts'
import { misspelt } from './lints/misspelt-event-name.ts'
import { dataEvents } from './lints/needs-data-events.ts'
import { insightEvents } from './lints/needs-insights.ts'
import { networkActivity } from './lints/needs-network-activity.ts'
import { readOnlyEvents } from './lints/needs-read-only-events.ts'
import { never } from './lints/never-matches.ts'
import { neverRecorded } from './lints/not-an-event.ts'
import { superfluousClause } from './lints/subsumed-clause.ts'
import { superfluousRule } from './lints/subsumed-rule.ts'
import { superfluousValue } from './lints/subsumed-value.ts'
import { unfilled } from './lints/unfilled-field.ts'
import { unguarded } from './lints/unguarded-name.ts'
import { unknownName } from './lints/unknown-event-name.ts'
import { versioned } from './lints/versioned-event-name.ts'
import { ofAnotherService } from './lints/wrong-service.ts'
import type { Lint, Subject } from './subject.ts'

/** Of one rule. */
export const lints: readonly Lint[] = [
  // Names
  unknownName,
  misspelt,
  versioned,
  neverRecorded,
  ofAnotherService,
  unguarded,
  eventSource,

  // Logic
  never,
  always,
  superfluousClause,
  superfluousValue,

  // Records
  unfilled,
  readOnlyEvents,
  dataEvents,
  insightEvents,
  networkActivity,
]

/** Of rules side by side. */
export const setLints: readonly ((subjects: readonly Subject[]) => readonly Diagnostic[])[] = [
  superfluousRule,
]
