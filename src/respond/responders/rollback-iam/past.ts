/** Reads as much of an entity's history as a decision about an event needs, newest first. */
import type { ResponderEvent } from '../../contract/event.ts'
import { NotYet, type PastView, type ResponseStore } from '../../contract/ports.ts'
import { isInProgress, type ResponseRecord, responseId } from '../../contract/record.ts'
import { load } from '../../contract/store.ts'
import { changesIn, type Fact, type Observed, pauseMs, reachesBack } from '../../history/fact.ts'
import type { FactReader } from '../../history/fact-store.ts'
import { undoable } from './undoable.ts'

/** The history of an entity with more facts than that since the event is not read to its end. */
const maxFacts = 2000

/**
 * The outcome of the response to another event. `done`: its effect was undone. `undone`: a person
 * deliberately brought it back. `wanted`: it should have been undone and was not, for any reason.
 */
export type Answered = 'done' | 'undone' | 'wanted'

export interface History {
  readonly facts: readonly Fact[]
  /** By the identity of the event. */
  readonly answered: Readonly<Record<string, Answered>>
  /** Role ARNs of Tripline's own functions, whose changes are rollbacks. */
  readonly ownRoles: readonly string[]
  /**
   * ISO 8601: when the first complete snapshot of the account was started; null while there is
   * none.
   */
  readonly baseline: string | null
  /** Whether facts were left out because there are too many. */
  readonly isCut: boolean
}

interface Sources {
  readonly snapshots: FactReader
  readonly responses: ResponseStore
  readonly ownRoles: readonly string[]
  digest(text: string): string
}

export async function pastOf(
  entity: string,
  event: ResponderEvent,
  { response, until }: PastView,
  { snapshots, responses, ownRoles, digest }: Sources,
): Promise<History> {
  const { facts: all, isCut } = await recent(entity, event, snapshots)
  const facts = all.filter((fact) => until === null || startOf(fact) <= until)
  const found = await answers(
    changesIn(facts)
      .filter(({ by }) => !ownRoles.includes(by))
      .filter(({ eventName }) => undoable.has(eventName))
      .map(({ id }) => id),
    response,
    entity,
    responses,
    digest,
  )
  const { first } = await snapshots.baseline()
  return {
    facts: [...facts, ...found.seen],
    answered: found.answered,
    ownRoles,
    baseline: first,
    isCut,
  }
}

/** When a fact became true, ISO 8601. */
const startOf = (fact: Fact): string => (fact.kind === 'change' ? fact.at : fact.since)

async function recent(
  entity: string,
  event: ResponderEvent,
  snapshots: FactReader,
): Promise<{ facts: readonly Fact[]; isCut: boolean }> {
  const facts: Fact[] = []
  let after: string | null = null
  do {
    const page = await snapshots.page(entity, after)
    facts.push(...page.facts)
    after = page.next
    if (after !== null && facts.length > maxFacts) return { facts, isCut: true }
  } while (after !== null && !isEnough(facts, event))
  return { facts, isCut: false }
}

/**
 * Whether the facts reach back to a snapshot from before the event's burst, and so far that no
 * earlier change can extend the burst.
 */
function isEnough(facts: readonly Fact[], event: ResponderEvent): boolean {
  const own = changesIn(facts).filter(({ by, at }) => by === event.principal.key && at <= event.at)
  const start = own.reduceRight(
    (first, { at }) => (Date.parse(first) - Date.parse(at) <= pauseMs ? at : first),
    event.at,
  )
  return (
    reachesBack(facts, start) &&
    facts.some((fact) => fact.kind === 'observed' && fact.until < start)
  )
}

/**
 * The outcomes of Tripline's own responses: the events that they undid, and the entity as each
 * response left it, which serves as a snapshot. The response `own`, which is being made, does not
 * count.
 */
async function answers(
  identities: readonly string[],
  own: string,
  entity: string,
  responses: ResponseStore,
  digest: (text: string) => string,
): Promise<{ answered: Record<string, Answered>; seen: readonly Observed[] }> {
  const answered: Record<string, Answered> = {}
  const seen: Observed[] = []
  for (const identity of identities) {
    const record = await load(responses, responseId('rollback-iam', identity, digest))
    const did = record?.coveredBy ? await load(responses, record.coveredBy) : record
    if (did === null || did.id === own) continue
    if (isInProgress(did)) {
      throw new NotYet(`response ${did.id} is still working on ${entity}`)
    }
    const answer = answerOf(did)
    if (answer === null) continue
    answered[identity] = answer
    if (answer === 'wanted') continue
    if (did.left === null || did.finishedAt === null) continue
    const [since, until] = [did.finishedAt, did.finishedAt]
    seen.push({ kind: 'observed', entity, since, until, facets: did.left })
  }
  return { answered, seen }
}

function answerOf({ state, request, approvedBy }: ResponseRecord): Answered | null {
  if (state === 'done' || state === 'undone') return state
  const isDecided = request.mode === 'enforce' || approvedBy !== null
  return isDecided && state !== 'waiting' ? 'wanted' : null
}
