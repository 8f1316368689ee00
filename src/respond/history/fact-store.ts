/** What keeping the history needs of the world; `functions/world/` gives it. */
import type { Facets } from '../contract/responder.ts'
import type { Fact } from './fact.ts'

export interface FactPage {
  /** Newest first. */
  readonly facts: readonly Fact[]
  /** For the page after it; null where there is none. */
  readonly next: string | null
}

export interface FactReader {
  page(entity: string, after: string | null): Promise<FactPage>
  baseline(): Promise<Baseline>
}

export interface FactStore extends FactReader {
  /** The same fact twice is one. */
  put(fact: Fact): Promise<void>
  /** What the last snapshot of an entity looked like, in short; null where there is none. */
  fingerprint(entity: string): Promise<string | null>
  putFingerprint(entity: string, fingerprint: string): Promise<void>
  putBaseline(baseline: Baseline): Promise<void>
}

export interface Baseline {
  /** ISO 8601: when the first complete one was begun; null while there is none. */
  readonly first: string | null
  readonly latest: string | null
  /** The one that is being made, or was broken off. */
  readonly current: Cursor | null
}

export interface Cursor {
  readonly startedAt: string
  /** IAM's own, of the next page; null for the first. */
  readonly marker: string | null
  readonly entities: number
}

export interface AccountPage {
  readonly entities: readonly { readonly entity: string; readonly facets: Facets }[]
  /** Marker of the next page; null after the last. */
  readonly next: string | null
}

export interface SnapshotWorld extends FactStore {
  nowMs(): number
  /** Until the function is ended. */
  remainingMs(): number
  sleep(ms: number): Promise<void>
  digest(text: string): string
  /** Users, roles, groups and policies of the account, some at a time. */
  accountPage(marker: string | null): Promise<AccountPage>
  /** One entity as it stands now; empty where it does not exist. */
  live(entity: string): Promise<Facets>
}

/** What IAM answers to a marker it does not know any more. */
export class MarkerExpired extends Error {}
