/**
 * The techniques of ATT&CK that rules for AWS name, with their tactics. Version 19 split Defense
 * Evasion into Stealth and Defense Impairment. No public source was found that maps each technique,
 * so the two share a column. https://attack.mitre.org/matrices/enterprise/cloud/
 */

export const tactics = [
  'Initial Access',
  'Execution',
  'Persistence',
  'Privilege Escalation',
  'Stealth, Defense Impairment',
  'Credential Access',
  'Discovery',
  'Lateral Movement',
  'Collection',
  'Exfiltration',
  'Impact',
] as const

export type Tactic = (typeof tactics)[number]

export interface Technique {
  readonly id: string
  readonly name: string
  readonly tactics: readonly Tactic[]
}

const evasion: Tactic = 'Stealth, Defense Impairment'

const rows: readonly (readonly [id: string, name: string, ...tactics: Tactic[]])[] = [
  ['T1021.007', 'Cloud Services', 'Lateral Movement'],
  ['T1021.008', 'Direct Cloud VM Connections', 'Lateral Movement'],
  ['T1059.009', 'Cloud API', 'Execution'],
  ['T1078', 'Valid Accounts', 'Initial Access', 'Persistence', 'Privilege Escalation', evasion],
  [
    'T1078.004',
    'Valid Accounts: Cloud Accounts',
    'Initial Access',
    'Persistence',
    'Privilege Escalation',
    evasion,
  ],
  ['T1087.004', 'Account Discovery: Cloud Account', 'Discovery'],
  ['T1098', 'Account Manipulation', 'Persistence', 'Privilege Escalation'],
  ['T1098.001', 'Additional Cloud Credentials', 'Persistence', 'Privilege Escalation'],
  ['T1098.003', 'Additional Cloud Roles', 'Persistence', 'Privilege Escalation'],
  ['T1098.004', 'SSH Authorized Keys', 'Persistence', 'Privilege Escalation'],
  ['T1110', 'Brute Force', 'Credential Access'],
  ['T1110.001', 'Password Guessing', 'Credential Access'],
  ['T1110.003', 'Password Spraying', 'Credential Access'],
  ['T1136.003', 'Create Account: Cloud Account', 'Persistence'],
  ['T1190', 'Exploit Public-Facing Application', 'Initial Access'],
  ['T1199', 'Trusted Relationship', 'Initial Access'],
  ['T1204.003', 'Malicious Image', 'Execution'],
  ['T1213', 'Data from Information Repositories', 'Collection'],
  ['T1484.002', 'Trust Modification', 'Privilege Escalation', evasion],
  ['T1485', 'Data Destruction', 'Impact'],
  ['T1486', 'Data Encrypted for Impact', 'Impact'],
  ['T1490', 'Inhibit System Recovery', 'Impact'],
  ['T1496', 'Resource Hijacking', 'Impact'],
  ['T1496.001', 'Compute Hijacking', 'Impact'],
  ['T1496.004', 'Cloud Service Hijacking', 'Impact'],
  ['T1526', 'Cloud Service Discovery', 'Discovery'],
  ['T1528', 'Steal Application Access Token', 'Credential Access'],
  ['T1530', 'Data from Cloud Storage', 'Collection'],
  ['T1531', 'Account Access Removal', 'Impact'],
  ['T1535', 'Unused/Unsupported Cloud Regions', evasion],
  ['T1537', 'Transfer Data to Cloud Account', 'Exfiltration'],
  ['T1538', 'Cloud Service Dashboard', 'Discovery'],
  ['T1548.005', 'Temporary Elevated Cloud Access', 'Privilege Escalation'],
  ['T1550.001', 'Application Access Token', 'Lateral Movement', evasion],
  ['T1552', 'Unsecured Credentials', 'Credential Access'],
  ['T1552.005', 'Cloud Instance Metadata API', 'Credential Access'],
  ['T1554', 'Compromise Host Software Binary', 'Persistence'],
  ['T1555.006', 'Cloud Secrets Management Stores', 'Credential Access'],
  ['T1556', 'Modify Authentication Process', 'Credential Access', 'Persistence', evasion],
  ['T1556.006', 'Multi-Factor Authentication', 'Credential Access', 'Persistence', evasion],
  ['T1562', 'Impair Defenses', evasion],
  ['T1578', 'Modify Cloud Compute Infrastructure', evasion],
  ['T1578.002', 'Create Cloud Instance', evasion],
  ['T1578.005', 'Modify Cloud Compute Configurations', evasion],
  ['T1580', 'Cloud Infrastructure Discovery', 'Discovery'],
  ['T1619', 'Cloud Storage Object Discovery', 'Discovery'],
  ['T1621', 'Multi-Factor Authentication Request Generation', 'Credential Access'],
  ['T1648', 'Serverless Execution', 'Execution'],
  ['T1651', 'Cloud Administration Command', 'Execution'],
  ['T1666', 'Modify Cloud Resource Hierarchy', evasion],
  ['T1685', 'Disable or Modify Tools', evasion],
  ['T1685.002', 'Disable or Modify Cloud Log', evasion],
  ['T1686.001', 'Cloud Firewall', evasion],
]

const known = new Map(rows.map(([id, name, ...of]) => [id, { id, name, tactics: of }]))

/**
 * The technique of an id. Undefined for an unknown id, which the page lists separately by its
 * number.
 */
export const techniqueOf = (id: string): Technique | undefined => known.get(id)
