/** The ports of the history. `functions/world/` implements them. */
import type { Facets } from '../contract/responder.ts'
import type { Fact } from './fact.ts'

export interface FactPage {
  /** Newest first. */
  readonly facts: readonly Fact[]
  /** The cursor of the next page; null after the last. */
  readonly next: string | null
}

export interface FactReader {
  page(entity: string, after: string | null): Promise<FactPage>
  baseline(): Promise<Baseline>
  /**
   * ISO 8601: the time of the latest change of IAM of which CloudTrail left the parameters out; null
   * where there was none.
   */
  truncatedAt(): Promise<string | null>
}

export interface FactStore extends FactReader {
  /** Idempotent: the same fact is stored once. */
  put(fact: Fact): Promise<void>
  /** The fingerprint of an entity's last snapshot; null where there is none. */
  fingerprint(entity: string): Promise<string | null>
  putFingerprint(entity: string, fingerprint: string): Promise<void>
  putBaseline(baseline: Baseline): Promise<void>
  putTruncatedAt(at: string): Promise<void>
}

export interface Baseline {
  /**
   * ISO 8601: when the first complete snapshot of the account was started; null while there is
   * none.
   */
  readonly first: string | null
  readonly latest: string | null
  /** The snapshot in progress, or interrupted; null where there is none. */
  readonly current: Cursor | null
}

export interface Cursor {
  readonly startedAt: string
  /** IAM's marker of the next page; null for the first page. */
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
  /** Milliseconds until Lambda ends the function. */
  remainingMs(): number
  sleep(ms: number): Promise<void>
  digest(text: string): string
  /** One page of the account's users, roles, groups and policies. Throws `MarkerExpired`. */
  accountPage(marker: string | null): Promise<AccountPage>
  /** One entity now; empty where it does not exist. */
  live(entity: string): Promise<Facets>
}

/** IAM does not know the marker any more. */
export class MarkerExpired extends Error {}
