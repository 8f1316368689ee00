/**
 * Writes messages for Slack and Microsoft Teams, sent by Amazon Q Developer in chat applications (a
 * custom notification). It drops a message that does not have exactly this shape.
 * https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html
 */
import type { AlertDocument } from '../document.ts'
import { factsOf } from '../facts.ts'
import { headline } from '../headline.ts'
import { huntQuery } from '../hunt-query.ts'
import { keyText } from '../key.ts'
import { inert, paragraphs, visible } from '../neutral.ts'
import type { JsonFormat } from '../rendered.ts'
import { cut } from '../short-json.ts'
import { isSafe, responseText } from './text.ts'

/**
 * One section of a Slack message; a longer one is refused or split.
 * https://docs.slack.dev/reference/block-kit/blocks/section-block
 */
const descriptionLength = 3000

export const chat: JsonFormat = { readers: 'people', value: notification }

function notification(document: AlertDocument) {
  return {
    version: '1.0',
    source: 'custom',
    id: visible(document.id, 64),
    content: {
      textType: 'client-markdown',
      title: plainText(cut(headline(document), 250)),
      description: describe(document),
      nextSteps: nextSteps(document),
      keywords: keywords(document),
    },
    metadata: {
      // Repeats and the end of an incident go into one thread, where the channel allows threads.
      threadId: keyText(document.dedupKey),
      summary: plainText(cut(headline(document), 250)),
      eventType: visible(document.rule, 64),
      relatedResources: document.resources.slice(0, 10).map(({ name }) => inert(name, 512)),
      additionalContext: context(document),
    },
  }
}

/** Breaks bold, strike-through and `:emoji:` in names: a green tick would mean "resolved". */
const plainText = (text: string): string =>
  text
    .replaceAll('*', '∗')
    .replaceAll('~', '∼')
    .replaceAll(/(?<!\w):(?=[\w+-]+:(?!\w))/g, '∶')

/** Nothing is formatted in a code span; `inert` leaves no backtick that could end it. */
const code = (text: string): string => `\`${text}\``

/** As many whole parts as fit, most important first. */
function describe(document: AlertDocument): string {
  const { why, notes, response } = document
  const facts = factsOf(document).map(
    ({ label, value }) => `${plainText(label)}: ${code(cut(value, 300))}`,
  )
  const query = huntQuery(document)
  const parts = [
    ...facts.slice(0, 8),
    ...notes.slice(0, 5).map((note) => `Note: ${plainText(inert(note, 300))}`),
    ...(response === null ? [] : [plainText(responseText(response))]),
    ...facts.slice(8),
    `Why: ${paragraphs(why, 500)}`,
    ...(query === undefined
      ? []
      : [`Other calls of this caller in the next 24 hours (Athena):\n\`\`\`\n${query}\n\`\`\``]),
  ]
  const kept: string[] = []
  let room = descriptionLength
  for (const part of parts) {
    room -= part.length + 1
    if (room < 40) return [...kept, 'Shortened. The event has the full content.'].join('\n')
    kept.push(part)
  }
  return kept.join('\n')
}

/** The runbook line by line, then the links. */
function nextSteps({ runbook, links }: AlertDocument): string[] {
  const steps = paragraphs(runbook ?? '', 4096)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  return [
    ...steps.slice(0, 15).map((step) => cut(step, 500)),
    ...links
      .filter(({ url }) => isSafe(url))
      .slice(0, 6)
      .map(({ label, url }) => `${plainText(inert(label, 80))}: ${url}`),
  ]
}

const keywords = ({ severity, rule, account, region, attack }: AlertDocument): string[] =>
  [severity, rule, account ?? '', region ?? '', ...attack.slice(0, 5)]
    .filter((word) => word !== '')
    .map((word) => inert(word, 64))

/** Metadata for the channel's buttons: custom actions read these by name. */
function context({
  id,
  status,
  kind,
  severity,
  rule,
  account,
  region,
  actor,
  sourceIP,
  response,
}: AlertDocument) {
  const known = {
    alert: id,
    kind,
    status,
    severity,
    rule,
    account,
    region,
    actor: actor?.name ?? null,
    sourceIP,
    response: response?.id ?? null,
  }
  return Object.fromEntries(
    Object.entries(known).flatMap(([name, value]) =>
      value === null || value === '' ? [] : [[name, inert(value, 512)]],
    ),
  )
}
