/** Runs batches. A malformed batch is refused; otherwise each entry has its own answer. */
import { AwsError } from '../../errors.ts'

interface Entry {
  readonly Id?: string | undefined
}

const MAX_ENTRIES = 10

/** Checks the entries. `action` is SQS's word: Send, Delete, ChangeVisibility. */
export function checkEntries(action: string, entries: readonly Entry[]): void {
  if (entries.length === 0) {
    throw new AwsError(
      'EmptyBatchRequest',
      `There should be at least one ${action}MessageBatchRequestEntry in the request.`,
    )
  }
  if (entries.length > MAX_ENTRIES) {
    throw new AwsError(
      'TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are ${MAX_ENTRIES}. You have sent ${entries.length}.`,
    )
  }
  const seen = new Set<string>()
  for (const { Id = '' } of entries) {
    if (!/^[A-Za-z0-9_-]{1,80}$/.test(Id)) {
      throw new AwsError(
        'InvalidBatchEntryId',
        'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
      )
    }
    if (seen.has(Id)) throw new AwsError('BatchEntryIdsNotDistinct', `Id ${Id} repeated.`)
    seen.add(Id)
  }
}

/** Runs each entry. The failure of one does not affect the others. */
export function each<E extends Entry, R extends object>(
  entries: readonly E[],
  act: (entry: E) => R,
) {
  const Successful: (R & { Id: string })[] = []
  const Failed: { Id: string; SenderFault: boolean; Code: string; Message: string }[] = []
  for (const entry of entries) {
    const Id = entry.Id ?? ''
    try {
      Successful.push({ Id, ...act(entry) })
    } catch (fault) {
      if (!(fault instanceof AwsError)) throw fault
      Failed.push({ Id, SenderFault: true, Code: fault.code, Message: fault.message })
    }
  }
  return {
    Successful: Successful.length === 0 ? undefined : Successful,
    Failed: Failed.length === 0 ? undefined : Failed,
  }
}
