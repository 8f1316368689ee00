/** What every function that sends alerts has: whom to send to, and the permission to do it once. */
import { busArn, channelArn, roleArn } from '../arns.ts'
import type { Manifest } from '../manifest.ts'
import { allow, type Statement } from '../policy/statement.ts'
import { allowTable } from '../policy/tables.ts'

export const sendingEnvironment = (manifest: Manifest): Readonly<Record<string, string>> => ({
  STATE_TABLE: `${manifest.prefix}-state`,
  BUS: manifest.prefix,
  CHANNELS: json(
    manifest.channels.map((channel) => [
      channel.name,
      {
        topic: channelArn(manifest, channel),
        format: channel.format,
        severity: channel.severity,
      },
    ]),
  ),
  OWN_ROLES: JSON.stringify(manifest.functions.map((name) => roleArn(manifest, name))),
})

/** An object as JSON text. */
export const json = (entries: readonly (readonly [string, unknown])[]): string =>
  JSON.stringify(Object.fromEntries(entries))

/** The record of who sends an alert and who has it, the channels, and the event for others on the bus. */
export const sendingPermissions = (manifest: Manifest): readonly Statement[] => [
  allowTable(manifest, 'state', 'GetItem', 'UpdateItem'),
  ...publishing(manifest),
  allow(['events:PutEvents'], [busArn(manifest)]),
]

/** As `sendingPermissions`, and the memory of what was seen of a key. */
export const decidingPermissions = (manifest: Manifest): readonly Statement[] => [
  allowTable(manifest, 'state', 'PutItem'),
  ...sendingPermissions(manifest),
]

const publishing = (manifest: Manifest): readonly Statement[] =>
  manifest.channels.length === 0
    ? []
    : [
        allow(
          ['sns:Publish'],
          manifest.channels.map((channel) => channelArn(manifest, channel)),
        ),
      ]
