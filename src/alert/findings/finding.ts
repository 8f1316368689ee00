/** A finding of another detector, in one shape for all forms. */
import type { Resource } from '../../aws/resources.ts'
import type { Scalar } from '../../ir/json.ts'
import type { Severity } from '../../ir/names.ts'
import type { ActorDocument } from '../document.ts'

export interface Finding {
  /** The same in every update of the finding, in every account and region that receives it. */
  readonly id: string
  readonly title: string | null
  readonly description: string | null
  /** In the detector's words: `UnauthorizedAccess:IAMUser/MaliciousIPCaller`. */
  readonly type: string | null
  readonly severity: Severity | null
  /** Where it happened, which may differ from where the finding is delivered. */
  readonly account: string | null
  readonly region: string | null
  /** ISO 8601: when it was last seen. */
  readonly time: string | null
  readonly actor: ActorDocument | null
  readonly sourceIP: string | null
  readonly userAgent: string | null
  readonly errorCode: string | null
  readonly resources: readonly Resource[]
  /** By label; null values are unknown and omitted. */
  readonly fields: Readonly<Record<string, Scalar>>
  /** The detector's advice, and a link to more. Anybody who can import findings controls both. */
  readonly advice: { readonly text: string | null; readonly url: string | null }
  /** The page of the service's console: its name and the part after the `#`. */
  readonly page: readonly [service: string, fragment: string] | null
}
