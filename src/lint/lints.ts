/** The list of all lints. To add one, write a file in `lints/` and add a line here. */
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { alwaysMatching } from './lints/always-matches.ts'
import { blindfolds } from './lints/blindfold.ts'
import { chosenKeys } from './lints/chosen-key.ts'
import { deadValues } from './lints/dead-value.ts'
import { eventSources } from './lints/event-source.ts'
import { misspeltNames } from './lints/misspelt-event-name.ts'
import { neededDataEvents } from './lints/needs-data-events.ts'
import { neededInsights } from './lints/needs-insights.ts'
import { neededNetworkActivity } from './lints/needs-network-activity.ts'
import { neededReadOnlyEvents } from './lints/needs-read-only-events.ts'
import { neverMatching } from './lints/never-matches.ts'
import { neverRecordedNames } from './lints/not-an-event.ts'
import { superfluousClauses } from './lints/subsumed-clause.ts'
import { superfluousRules } from './lints/subsumed-rule.ts'
import { superfluousValues } from './lints/subsumed-value.ts'
import { truncatedDocuments } from './lints/truncated-document.ts'
import { unfilledFields } from './lints/unfilled-field.ts'
import { unguardedNames } from './lints/unguarded-name.ts'
import { unknownActions } from './lints/unknown-action.ts'
import { unknownNames } from './lints/unknown-event-name.ts'
import { versionedNames } from './lints/versioned-event-name.ts'
import { namesOfOtherServices } from './lints/wrong-service.ts'
import type { Lint, Subject } from './subject.ts'

/** Lints that look at one rule. */
export const lints: readonly Lint[] = [
  // Names
  unknownNames,
  misspeltNames,
  versionedNames,
  neverRecordedNames,
  namesOfOtherServices,
  unguardedNames,
  eventSources,
  unknownActions,

  // Logic
  neverMatching,
  alwaysMatching,
  superfluousClauses,
  superfluousValues,

  // Memory
  blindfolds,
  chosenKeys,

  // Records
  unfilledFields,
  truncatedDocuments,
  deadValues,
  neededReadOnlyEvents,
  neededDataEvents,
  neededInsights,
  neededNetworkActivity,
]

/** Lints that compare the rules of a set. */
export const setLints: readonly ((subjects: readonly Subject[]) => readonly Diagnostic[])[] = [
  superfluousRules,
]
