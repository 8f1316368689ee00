/**
 * Alerts that are due, and their ids: pure functions, the same for `detect`, `alarm` and `replay`.
 * The output of the last step becomes a draft, a draft with ids is due, and a due alert becomes the
 * document that people read.
 */
import type { AlertDocument } from '../alert/document.ts'
import { documentFor } from '../alert/document-for.ts'
import { subjectOf } from '../engine/identity.ts'
import type { Announcement } from '../engine/memory/memory.ts'
import { keyOf, type Step } from '../engine/memory/steps.ts'
import type { Event } from '../ir/event.ts'
import type { DeployedRule } from '../ir/rule.ts'
import { causesOf, type Firing, type Group, type Match, memoryKey } from './firing.ts'
import type { Digest } from './ports.ts'
import { undecidedParts } from './undecided.ts'

/** An alert that is due. Its messages must be delivered again until it is sent. */
export interface DueAlert extends AlertDraft {
  /** 32 hexadecimal digits, the same whenever it is decided again. */
  readonly id: string
  /** The same for all alerts about the same thing. */
  readonly dedupKey: string
  readonly notes?: readonly string[]
}

/** An alert before its ids are computed: a replay of thousands of alerts prints none of them. */
export interface AlertDraft extends Match {
  readonly status: AlertDocument['status']
  readonly count: number
  readonly samples: readonly Event[]
  /** What nobody can read in the event, if the rule could not be decided without it. */
  readonly undecided: readonly string[]
  /** What makes its id: an announcement of a group, or one firing. */
  readonly basis:
    | { readonly step: Step; readonly values: string; readonly announcement: Announcement }
    | { readonly firing: string }
}

/** An alert that a dedup passes on: the first of its group, a new value, or the 10th, 100th, … repeat. */
export function announcedAlert(group: Group, announcement: Announcement): AlertDraft {
  const { step, values } = group
  const { first, rule, event, messages, samples } = causesOf(group, announcement)
  const { due } = announcement
  return {
    rule,
    event,
    messages,
    status: due > 0 ? 'repeat' : 'new',
    count: due > 0 ? due + 1 : first.count,
    samples: due > 0 ? samples : first.samples,
    undecided: undecidedParts(rule, event),
    basis: { step, values, announcement },
  }
}

/** An alert of one firing, where no dedup groups them. */
export const ungroupedAlert = (
  { rule, event, messages, count, samples, id }: Firing,
  status: AlertDocument['status'],
): AlertDraft => ({
  rule,
  event,
  messages,
  status,
  count,
  samples,
  undecided: undecidedParts(rule, event),
  basis: { firing: id },
})

export const dueFrom = (draft: AlertDraft, digest: Digest): DueAlert => ({
  ...draft,
  id: idOf(draft, digest),
  dedupKey: dedupKeyOf(draft, digest),
})

function idOf({ rule, basis }: AlertDraft, digest: Digest): string {
  if ('firing' in basis) return ungroupedId(rule, basis.firing, digest)
  const { step, values, announcement } = basis
  const key = memoryKey(rule, step, values, digest)
  return digest(`alert/${key}/${announcement.anchor}/${announcement.due}`).slice(0, 32)
}

/** The id of an alert, or of a request, of one firing. */
export const ungroupedId = (rule: DeployedRule, firing: string, digest: Digest): string =>
  digest(`alert/${rule.status}/${rule.id}/${firing}`).slice(0, 32)

/** Alerts about the same thing: by what the rule groups repeats by, else by the incident or the finding, else by the event. */
function dedupKeyOf({ rule, event }: AlertDraft, digest: Digest): string {
  const by = (rule.dedup ?? rule.threshold ?? rule.firstSeen)?.by
  const subject = by === undefined ? subjectOf(event) : keyOf(event, by)
  return `tripline/${rule.id}/${digest(subject).slice(0, 32)}`
}

/** The alert as people read it, before anything is looked up. `detectedAt` is ISO 8601. */
export const documentOf = (
  {
    rule,
    event,
    count,
    samples,
    status,
    id,
    dedupKey,
    basis,
    undecided,
    notes: own = [],
  }: DueAlert,
  detectedAt: string,
  notes: readonly string[] = [],
): AlertDocument =>
  documentFor({
    rule,
    event,
    count,
    samples: samples.map(({ record }) => record),
    status,
    id,
    dedupKey,
    detectedAt,
    undecided,
    notes: [...own, ...notes, ...limitNotes(basis)],
  })

/** An alert that stands for new values that were not sent reports this. */
function limitNotes(basis: AlertDraft['basis']): string[] {
  if ('firing' in basis || basis.step.kind !== 'dedup' || basis.announcement.due >= 0) return []
  const number = (-basis.announcement.due).toLocaleString('en-US')
  const limit = basis.step.maxNew
  return [
    `This is new value ${number} since the first alert. A rule of this severity sends the first ${limit}, then the 100th, the 1,000th and so on. The values between them were not sent.`,
  ]
}
