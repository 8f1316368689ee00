import { alertFormats } from '../ir/names.ts'

/** The tripline.yaml that `tripline new --config` writes. It is valid and explains every key. */
export const configTemplate = (schema: string): string => `# yaml-language-server: $schema=${schema}
# The settings of your organization. Replace the values that are marked !

home: eu-west-1                   # ! where alerts are decided and sent from

accounts:                         # the stages of \`sst deploy --stage\`, and their accounts
  production:
    account: '111122223333'       # ! twelve digits, in quotes
    # regions: [eu-west-1, us-east-1]        # enabled regions; default: those on by default
    # deployRole: arn:aws:iam::111122223333:role/deploy   # only this role can change the stage
    # operators: ['arn:aws:iam::111122223333:role/oncall'] # can move dead letters back

channels:                         # receivers of alerts, by the names in \`notify\` of rules
  oncall:
    subscribe: [security@example.com]        # ! addresses, +numbers, https URLs, ARNs; or \`elsewhere\`
    severity: high                # the lowest severity that it receives: info | low | medium | high | critical
    format: text                  # ${alertFormats.join(' | ')}
  archive:
    subscribe: [alerts@example.com]          # !
    # topic: arn:aws:sns:eu-west-1:111122223333:alerts    # an existing topic, without \`subscribe\`

health:                           # receivers of reports that Tripline itself is broken
  subscribe: [platform@example.com]          # !

trail:                            # events reach EventBridge only while a trail is logging
  create: account                 # create a trail: account | organization
  # logGroup: my-trail            # or the log group of an existing trail, without \`create\`
  # region: eu-west-1             # the region of that log group; default: home

heartbeat:
  every: 15m                      # Tripline makes a harmless call in each region, and its event must arrive

# lists:                          # values for rules, as \${lists.name}
#   office-networks: [203.0.113.0/24]

responders:                       # limits on automatic responses
  maxActionsPerHour: 10
  approvalExpires: 24h
  # restore: true                 # a function that gives permissions back and undoes; equivalent to an administrator
  # confirm: person               # who confirms that it gives permissions: person | never
  # undo: { expires: 7d, people: 1 }
  # breakGlass: [AROAEXAMPLEBREAKGLASS]      # never rolled back: unique ids, or exact ARNs

# hub:                            # one account evaluates the events of the others, which forward them
#   account: '111122223333'       # it has a stage above, and so has every member
#   region: eu-west-1             # the value of home
#   organization: o-a1b2c3d4e5

pack: by-source                   # few EventBridge rules; per-rule: one for each rule
`
