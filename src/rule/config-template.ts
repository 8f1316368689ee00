import { alertFormats } from '../ir/names.ts'

/** The tripline.yaml that `tripline new --config` writes. It is valid and explains every key. */
export const configTemplate = (schema: string): string => `# yaml-language-server: $schema=${schema}
# What differs between organisations, so that rules need not. What must be filled in is marked !

home: eu-west-1                   # ! where alerts are decided and sent from

accounts:                         # stage of \`sst deploy --stage\` to account
  production:
    account: '111122223333'       # ! twelve digits, in quotes
    # regions: [eu-west-1, us-east-1]        # enabled regions; default: those on by default
    # deployRole: arn:aws:iam::111122223333:role/deploy   # nobody else changes what it made
    # operators: ['arn:aws:iam::111122223333:role/oncall'] # may send undelivered messages again

channels:                         # where alerts go, by the names that \`notify\` of a rule uses
  oncall:
    subscribe: [security@example.com]        # ! addresses, +numbers, https URLs, ARNs; or \`elsewhere\`
    severity: high                # the lowest it takes: info | low | medium | high | critical
    format: text                  # ${alertFormats.join(' | ')}
  archive:
    subscribe: [alerts@example.com]          # !
    # topic: arn:aws:sns:eu-west-1:111122223333:alerts    # one that exists, without \`subscribe\`

health:                           # who hears that the alerting itself is broken
  subscribe: [platform@example.com]          # !

trail:                            # events reach EventBridge only while a trail is logging
  create: account                 # make one: account | organization
  # logGroup: my-trail            # or use the log group of one that exists, without \`create\`
  # region: eu-west-1             # of that log group; default: home

heartbeat:
  every: 15m                      # a harmless call in each region must come back as an event

# lists:                          # values that rules take as \${lists.name}
#   office-networks: [203.0.113.0/24]

responders:                       # limits on automatic responses
  maxActionsPerHour: 10
  approvalExpires: 24h
  # restore: true                 # a function that gives powers back and undoes; equals an administrator
  # confirm: person               # before it gives powers: person | never
  # undo: { expires: 7d, people: 1 }
  # breakGlass: [AROAEXAMPLEBREAKGLASS]      # never rolled back: unique ids, or exact ARNs

# hub:                            # one account decides for the others, which forward to it
#   account: '111122223333'       # has a stage above, as every member has
#   region: eu-west-1             # its home
#   organization: o-a1b2c3d4e5

pack: by-source                   # few EventBridge rules; per-rule: one for each rule
`
