/**
 * A run of a scenario: its actors, saved and watched values, and the messages in the inbox so far.
 */
import type { Identity } from '../../packages/local-aws/accounts.ts'
import { principalArn } from '../../packages/local-aws/principal.ts'
import type { Delivery } from '../../packages/local-aws/services/sns/topic.ts'
import { signInRecord } from '../../packages/local-aws/sign-in.ts'
import { deliverRecord } from '../../packages/local-aws/trail-delivery.ts'
import type { AlertDocument } from '../alert/document.ts'
import { CannotAnswer } from '../diagnostics/cannot-answer.ts'
import { failedPreparation } from '../diagnostics/catalogue/cannot-answer/scenarios.ts'
import { failedCall, roleSignIn, succeededCall } from '../diagnostics/catalogue/misses.ts'
import { durationMs } from '../ir/duration.ts'
import type { Json, JsonObject } from '../ir/json.ts'
import type { Scenario, ScenarioCall, Step } from '../rule/schema/scenario.ts'
import { identityFor } from './actors.ts'
import type { Local } from './local.ts'
import {
  auditAddress,
  type Deployment,
  defaultAccount,
  defaultHome,
  mailAddress,
  phoneNumber,
} from './plan.ts'
import type { Miss, ScenarioSetup, Sent } from './scenario-result.ts'
import type { Sdk } from './sdk.ts'
import { fill, plainJson, type Saved, valueAt } from './values.ts'

/** Queues deliver a message for a day. A broken function is known earlier, and an alarm is over earlier. */
const maxRetriesMs = 2 * 3_600_000

/** One run of a scenario on a local account. */
export class ScenarioRun {
  readonly sent: Sent[] = []
  readonly misses: Miss[] = []
  readonly injected: JsonObject[] = []
  readonly #saved: Saved = new Map()
  readonly #actors = new Map<string, Identity>()
  readonly #watched = new Map<string, string>()
  readonly #setup: ScenarioSetup
  readonly #deployment: Deployment
  readonly #local: Local
  readonly #sdk: Sdk
  #inboxRead = 0

  constructor(setup: ScenarioSetup, deployment: Deployment, local: Local, sdk: Sdk) {
    this.#setup = setup
    this.#deployment = deployment
    this.#local = local
    this.#sdk = sdk
  }

  async prepare(): Promise<void> {
    const { scenario, onMoment } = this.#setup
    const { account = defaultAccount, home = defaultHome } = scenario
    this.#saved.set('account', account).set('home', home)
    for (const [name, actor] of Object.entries(scenario.actors)) {
      const identity = await identityFor(name, actor, account, this.#local, this.#sdk)
      this.#actors.set(name, identity)
      this.#saved.set(name, principalArn(identity.principal))
      this.#saved.set(`${name}Key`, identity.accessKeyId)
    }
    for (const { by, save, ...request } of scenario.given ?? []) {
      this.#save(await this.#call(request, this.#identity(by)).catch(failGiven(request)), save)
    }
    const { manifest, ruleset, rules } = this.#deployment
    await this.#local.deploy(manifest, ruleset)
    await this.#local.drain()
    this.#inboxRead = this.#local.inbox().length
    await this.#reportChanges()
    const resourceCount = manifest.eventRules.length + manifest.metricFilters.length
    onMoment({ kind: 'ready', resourceCount, ruleCount: rules.length })
  }

  async act(): Promise<void> {
    for (const step of this.#setup.scenario.steps) {
      await this.#local.advance(step.after === undefined ? 1000 : durationMs(step.after))
      const at = this.#local.cloud.clock.now()
      const refused = await this.#do(step)
      this.#setup.onMoment({ kind: 'step', step, at, refused })
      await this.#reportChanges()
      await this.#local.drain({ maxMs: maxRetriesMs })
      this.#readInbox(at)
      await this.#reportChanges()
    }
  }

  actorKeys(): ReadonlySet<string> {
    return new Set([...this.#actors.values()].map(({ accessKeyId }) => accessKeyId))
  }

  /** Makes a call as root, with which an expectation is tested. */
  makeCall(request: ScenarioCall): Promise<object> {
    return this.#call(request, this.#identity(undefined))
  }

  async #do(step: Step): Promise<string | undefined> {
    if (step.wait !== undefined) await this.#local.advance(durationMs(step.wait))
    else if (step.event !== undefined)
      for (let turn = 0; turn < (step.times ?? 1); turn++) this.#inject(step.event)
    else if (step.signIn !== undefined) this.#signIn(step)
    else if (step.call !== undefined) return this.#repeat({ ...step, call: step.call })
    return undefined
  }

  async #repeat({ call, times = 1, by, fails, save, ...step }: Step & { readonly call: string }) {
    let refused: string | undefined
    for (let turn = 0; turn < times; turn++) {
      try {
        this.#save(await this.#call({ ...step, call }, this.#identity(by)), save)
      } catch (problem) {
        if (problem instanceof CannotAnswer) throw problem
        refused = (problem as Error).name
        if (refused !== fails)
          this.misses.push({ what: failedCall(call, refused, (problem as Error).message) })
        continue
      }
      if (fails !== undefined) this.misses.push({ what: succeededCall(call, fails) })
    }
    return refused
  }

  #signIn({ by = '', signIn, in: region = 'us-east-1', times = 1 }: Step): void {
    const { principal, sourceIPAddress, userAgent, mfa } = this.#identity(by)
    if (principal.kind === 'session') {
      this.misses.push({ what: roleSignIn(by) })
      return
    }
    for (let turn = 0; turn < times; turn++) {
      const record = signInRecord(this.#local.cloud, {
        who: principal,
        succeeds: signIn === 'succeeds',
        mfa: mfa || mfaOf(this.#setup.scenario, by),
        sourceIPAddress,
        region,
        ...(userAgent === undefined ? {} : { userAgent }),
      })
      this.injected.push(record as unknown as JsonObject)
      deliverRecord(this.#local.cloud, record)
    }
  }

  #inject(event: Readonly<Record<string, unknown>>): void {
    const { cloud } = this.#local
    const full = fill(event, this.#saved.set('now', cloud.clock.now().toISOString())) as JsonObject
    const whole = {
      version: '0',
      id: cloud.ids.uuid(),
      time: cloud.clock.now().toISOString().replace(/\.\d+/, ''),
      account: this.#saved.get('account') ?? '',
      region: this.#saved.get('home') ?? '',
      resources: [],
      ...full,
    }
    this.injected.push(whole)
    this.#local.inject(whole)
  }

  async #call(
    { call, in: region, with: input = {} }: ScenarioCall,
    identity: Identity,
  ): Promise<object> {
    const home = String(this.#saved.get('home'))
    const place = call.startsWith('iam:') ? 'us-east-1' : (region ?? home)
    return plainJson(
      await this.#sdk.call(
        call,
        fill(input, this.#saved) as object,
        this.#local.config(identity, place),
      ),
    )
  }

  #identity(name: string | undefined): Identity {
    const { account } = this.#deployment.manifest
    return (name === undefined ? undefined : this.#actors.get(name)) ?? this.#local.root(account)
  }

  #save(answer: object, save: Readonly<Record<string, string>> = {}): void {
    for (const [name, path] of Object.entries(save))
      this.#saved.set(name, valueAt(answer, path) ?? null)
  }

  /** Reports watched values that changed since the last call. */
  async #reportChanges(): Promise<void> {
    for (const { what, show, ...request } of this.#setup.scenario.watch ?? []) {
      const answer = await this.makeCall(request).catch((problem: Error) => problem)
      const after = answer instanceof Error ? `(${answer.name})` : shownValue(valueAt(answer, show))
      const before = this.#watched.get(what)
      this.#watched.set(what, after)
      if (before !== undefined && before !== after)
        this.#setup.onMoment({ kind: 'change', what, before, after })
    }
  }

  #readInbox(since: Date): void {
    const inbox = this.#local.inbox()
    const fresh = inbox.slice(this.#inboxRead)
    this.#inboxRead = inbox.length
    for (const delivery of fresh.filter(({ endpoint }) => endpoint === auditAddress)) {
      const document = JSON.parse(delivery.message) as AlertDocument
      const other = (endpoint: string) => messageTo(endpoint, document.id, inbox)
      const alert = { document, mail: other(mailAddress), phone: other(phoneNumber) }
      this.sent.push(alert)
      const afterMs = Date.parse(delivery.at) - since.getTime()
      this.#setup.onMoment({ kind: 'alert', alert, afterMs: afterMs >= 0 ? afterMs : undefined })
    }
  }
}

/** Throws for a failed call of `given`. Without its preparation, a scenario proves nothing. */
const failGiven =
  ({ call }: ScenarioCall) =>
  (problem: Error): never => {
    if (problem instanceof CannotAnswer) throw problem
    throw failedPreparation(call, problem.name, problem.message)
  }

const messageTo = (endpoint: string, alert: string, inbox: readonly Delivery[]): string =>
  inbox.find((each) => each.endpoint === endpoint && each.attributes.alert === alert)?.message ??
  '(no message was sent)'

const mfaOf = ({ actors }: Scenario, name: string): boolean => actors[name]?.mfa ?? false

const shownValue = (value: Json | undefined): string =>
  value === undefined ? '(none)' : typeof value === 'string' ? value : JSON.stringify(value)
