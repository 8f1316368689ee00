/** What a finding of another detector says, whichever form it came in. */
import type { Resource } from '../../aws/resources.ts'
import type { Scalar } from '../../ir/json.ts'
import type { Severity } from '../../ir/names.ts'
import type { ActorDocument } from '../document.ts'

export interface Finding {
  /** The same in every update of the finding, in whichever account and region it is delivered. */
  readonly id: string
  readonly title: string | null
  readonly description: string | null
  /** In the detector's own words: `UnauthorizedAccess:IAMUser/MaliciousIPCaller`. */
  readonly type: string | null
  readonly severity: Severity | null
  /** Where it happened, which is not where the finding is delivered. */
  readonly account: string | null
  readonly region: string | null
  /** ISO 8601: when it was last seen. */
  readonly time: string | null
  readonly actor: ActorDocument | null
  readonly sourceIP: string | null
  readonly userAgent: string | null
  readonly errorCode: string | null
  readonly resources: readonly Resource[]
  /** By label; what is null is not known and left out. */
  readonly fields: Readonly<Record<string, Scalar>>
  /** What the detector advises, and where it says more. Whoever may import findings writes it. */
  readonly advice: { readonly text: string | null; readonly url: string | null }
  /** Of the service's console: its name and the part behind the `#`. */
  readonly page: readonly [service: string, fragment: string] | null
}
