/**
 * The types of a call to the local account, and of a service.
 *
 * A service is one folder under `services/` plus one line in `services.ts`. Its `operations` are
 * plain functions. They take the input as the SDK's command takes it (decoded from the wire,
 * required members checked), and return the output as the command returns it. The shapes on the
 * wire are those of the SDK client that `model` loads, so an operation never sees XML or JSON. To
 * refuse, an operation throws `AwsError` with AWS's code. The CloudTrail record is written around
 * it (`record.ts`).
 */
import type { JsonObject } from '../../src/ir/json.ts'
import type { Account, Cloud, Identity, Region } from './accounts.ts'
import type { Demand } from './authorization/authorization.ts'
import type { CloudTrailRecord } from './cloudtrail-record.ts'

export interface Call {
  readonly cloud: Cloud
  readonly account: Account
  readonly region: Region
  readonly identity: Identity
  /** The operation's name in the API, e.g. `PutRolePolicy`. */
  readonly operation: string
  readonly requestId: string
  /** The time of arrival. Time does not advance during the call. */
  readonly now: Date
  readonly userAgent: string
  /** The host at AWS that the call would have reached, without port, e.g. `iam.amazonaws.com`. */
  readonly host: string
  /** The URL of this server, for URLs in answers (queues), e.g. `http://127.0.0.1:4000`. */
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
  /** Its SDK client, from which the shapes on the wire are read. Loaded at the first call. */
  readonly model: () => Promise<object>
  readonly operations: Readonly<Record<string, Operation>>
  /**
   * What a call needs to be allowed. By default the action is named after the operation, and has no
   * resource.
   */
  readonly demands?: (input: object, call: Call) => readonly Demand[]
  /** The differences of its records from the rules in `record.ts`. */
  readonly trail?: TrailHabits
}

/** The differences of a service's records from those that `record.ts` makes. */
export interface TrailHabits {
  /** `data` for data events, `never` for calls that CloudTrail does not record. */
  readonly category?: (operation: string) => 'management' | 'data' | 'never'
  readonly eventName?: (operation: string) => string
  readonly isReadOnly?: (operation: string) => boolean
  /** `fields` is the default, made from the input. */
  readonly requestParameters?: (fields: JsonObject, input: object, call: Call) => object | null
  /** Called for every call that succeeded; undefined keeps the default. */
  readonly responseElements?: (
    fields: JsonObject,
    output: object,
    call: Call,
  ) => object | null | undefined
  /** More fields: `resources`, `additionalEventData`, `tlsDetails`, … */
  readonly more?: (input: object, call: Call) => Partial<CloudTrailRecord>
  /** Other accounts that receive a copy with the same `sharedEventID`. */
  readonly sharedWith?: (input: object, call: Call) => readonly string[]
}

/** The input of an operation after required members were checked. */
// biome-ignore lint/complexity/noBannedTypes: the way to ask whether a member may be left out
type Given<I> = { readonly [K in keyof I]: {} extends Pick<I, K> ? I[K] : NonNullable<I[K]> }

/**
 * The operations of the client package `Client` with their inputs and outputs. A service's
 * `operations` is checked against it (`satisfies OperationsOf<typeof
 * import('@aws-sdk/client-iam')>`).
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
