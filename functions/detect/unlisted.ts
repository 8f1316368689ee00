/** Reports accounts that send events to a hub and have no stage there. Their events are dropped. */
import type { InTime } from '../support/invocation.ts'
import { quietReport, type Report } from '../support/quiet-report.ts'

/** More accounts are in the log and in the metric only. */
const maxAccounts = 100

const reports = new Map<string, Report>()

/** Reports each account at most once in a day from one process. Never throws. */
export async function reportUnlisted(accounts: readonly string[], clock: InTime): Promise<void> {
  for (const account of new Set(accounts)) {
    if (!reports.has(account) && reports.size >= maxAccounts) continue
    const report = reports.get(account) ?? quietReport(24 * 60 * 60_000)
    reports.set(account, report)
    await report(
      {
        subject: `Events of account ${account} are dropped`,
        lines: [
          `Account ${account} sends events to the hub, and tripline.yaml has no stage with this account.`,
          'The hub drops these events: no rule sees them.',
          `To evaluate them, add a stage with \`account: '${account}'\` to \`accounts\`, and deploy the hub.`,
          'Otherwise, remove the stack of Tripline from that account.',
        ],
      },
      clock,
    )
  }
}
