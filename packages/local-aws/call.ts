/**
 * One call to the local account, and what a service is made of.
 *
 * A service is one folder under `services/` plus one line in `services.ts`. Its `operations` are
 * plain functions: input as the SDK's command takes it (decoded from the wire, required members
 * checked), output as the command gives it back. The shapes on the wire are those of the SDK client
 * that `model` loads, so an operation never sees XML or JSON. To refuse, an operation throws
 * `AwsError` with AWS's code. The CloudTrail record is written around it (`record.ts`).
 */
import type { JsonObject } from '../../src/ir/json.ts'
import type { Account, Cloud, Identity, Region } from './accounts.ts'
import type { CloudTrailRecord } from './cloudtrail-record.ts'

export interface Call {
  readonly cloud: Cloud
  readonly account: Account
  readonly region: Region
  readonly identity: Identity
  /** The operation's name in the API, e.g. `PutRolePolicy`. */
  readonly operation: string
  readonly requestId: string
  /** When it arrived; time does not move while it is answered. */
  readonly now: Date
  readonly userAgent: string
  /** Without port, e.g. `iam.amazonaws.com`; the host AWS would have been asked at. */
  readonly host: string
  /** Where this server listens, for URLs in answers (queues), e.g. `http://127.0.0.1:4000`. */
  readonly endpoint: string
}

// biome-ignore lint/suspicious/noExplicitAny: each operation has shapes of its own, see OperationsOf
export type Operation = (input: any, call: Call) => Returned | Promise<Returned>

// biome-ignore lint/suspicious/noConfusingVoidType: an operation that answers nothing returns nothing
type Returned = object | void

export type ProtocolName = 'query' | 'ec2Query' | 'json1.0' | 'json1.1' | 'restXml'

export interface Service {
  /** The name in a signature's scope, e.g. `monitoring` for CloudWatch; two may share one (S3). */
  readonly signingName: string
  /** e.g. `iam.amazonaws.com` */
  readonly eventSource: string
  readonly protocol: ProtocolName
  /** Records of a global service are in us-east-1. */
  readonly isGlobal: boolean
  /** Its SDK client: what the shapes on the wire are read from. Loaded at the first call. */
  readonly model: () => Promise<object>
  readonly operations: Readonly<Record<string, Operation>>
  /** Where its records differ from the rule in `record.ts`. */
  readonly trail?: TrailHabits
}

/** How a service's records differ from what `record.ts` makes of a call. */
export interface TrailHabits {
  /** `data` for data events, `never` for calls that CloudTrail does not know at all. */
  readonly category?: (operation: string) => 'management' | 'data' | 'never'
  readonly eventName?: (operation: string) => string
  readonly isReadOnly?: (operation: string) => boolean
  /** `fields` is what the rule makes of the input. */
  readonly requestParameters?: (fields: JsonObject, input: object, call: Call) => object | null
  /** Asked for every call that succeeded; undefined leaves it to the rule. */
  readonly responseElements?: (
    fields: JsonObject,
    output: object,
    call: Call,
  ) => object | null | undefined
  /** Further fields: `resources`, `additionalEventData`, `tlsDetails`, … */
  readonly more?: (input: object, call: Call) => Partial<CloudTrailRecord>
  /** Other accounts that get a copy with the same `sharedEventID`. */
  readonly sharedWith?: (input: object, call: Call) => readonly string[]
}

/** Input of an operation once the members that must be there are known to be. */
// biome-ignore lint/complexity/noBannedTypes: the way to ask whether a member may be left out
type Given<I> = { readonly [K in keyof I]: {} extends Pick<I, K> ? I[K] : NonNullable<I[K]> }

/**
 * The operations of the client package `Client` with their own inputs and outputs: what a service's
 * `operations` is checked against (`satisfies OperationsOf<typeof import('@aws-sdk/client-iam')>`).
 */
export type OperationsOf<Client> = {
  readonly [K in keyof Client as K extends `${infer Name}Command`
    ? Name
    : never]?: Client[K] extends {
    readonly prototype: { readonly input: infer I; readonly resolveMiddleware: infer R }
  }
    ? OperationOf<I, R>
    : never
}

// biome-ignore lint/suspicious/noExplicitAny: the SDK's handler type is only taken apart
type OperationOf<I, R> = R extends (...args: any[]) => (...args: any[]) => Promise<infer Out>
  ? Out extends { readonly output: infer O }
    ? (input: Given<I>, call: Call) => Answer<O> | Promise<Answer<O>>
    : never
  : never

// biome-ignore lint/suspicious/noConfusingVoidType: an operation that answers nothing returns nothing
type Answer<O> = keyof Omit<O, '$metadata'> extends never ? void : Omit<O, '$metadata'>
