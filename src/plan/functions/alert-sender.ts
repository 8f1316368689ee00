/**
 * The environment and the permissions of every function that sends alerts: the channels, and the
 * table that makes each alert be sent once.
 */
import { busArn, channelArn, roleArn } from '../arns.ts'
import type { Manifest } from '../manifest.ts'
import { allow, type Statement } from '../policy/statement.ts'
import { allowTable } from '../policy/tables.ts'

/** The environment variables of a function that sends alerts. */
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

/**
 * Permissions for the records of leases and sent alerts, for the channels, and for the event about
 * an alert on the bus.
 */
export const sendingPermissions = (manifest: Manifest): readonly Statement[] => [
  allowTable(manifest, 'state', 'GetItem', 'UpdateItem'),
  ...publishing(manifest),
  allow(['events:PutEvents'], [busArn(manifest)]),
]

/** `sendingPermissions`, and permission to write the memory of rules. */
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
