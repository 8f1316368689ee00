/** Checks the event source in a rule: whether a service has it, and which one was probably meant. */
import { sourceEnding } from '../../aws/api-catalogue.ts'
import { sourceWrittenInstead } from '../../aws/event-names-sources.ts'
import { nearest } from '../../diagnostics/nearest.ts'
import type { KnownNames } from './known-names.ts'

export type SourceVerdict =
  | { readonly is: 'fine' }
  /** No event source at all, as written. */
  | { readonly is: 'wrong'; readonly right: string | undefined }
  | { readonly is: 'unknown'; readonly guess: string | undefined }

/** `written` is the text in the rule. */
export function sourceVerdict(written: string, known: KnownNames): SourceVerdict {
  if (known.sources.has(written)) return { is: 'fine' }
  const meant = meantSource(written)
  if (written.endsWith('.cn') && known.sources.has(meant)) return { is: 'fine' }
  if (meant !== written) {
    const right = known.sources.has(meant) ? meant : nearest(meant, known.sources)
    return { is: 'wrong', right: right ?? (meant.endsWith(sourceEnding) ? meant : undefined) }
  }
  return { is: 'unknown', guess: nearest(written, known.sources) }
}

/** The one event source that is written with capital letters. */
const capitalised = 'IoTSecuredTunneling.amazonaws.com'

/**
 * The event source that was probably meant by a text such as `aws.ec2`, `ec2`, `EC2.amazonaws.com`
 * or `eventbridge.amazonaws.com`. Returns the text itself if it looks like an event source.
 */
export function meantSource(written: string): string {
  if (written === capitalised) return written
  // The ending of China's endpoints, which its records do not need to carry.
  const ending = /\.amazonaws\.com(?:\.cn)?$/
  const service = written
    .trim()
    .replace(ending, '')
    .replace(/^aws[.:]/, '')
    .toLowerCase()
  if (!/^[a-z0-9][a-z0-9.-]*$/.test(service)) return written
  return (sourceWrittenInstead.get(service) ?? service) + sourceEnding
}
