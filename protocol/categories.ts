// The taxonomy of threats: what an indicator may say of its subject. Names are stable: they go over the wire.

export type CategoryGroup =
  'fraud' | 'extortion' | 'theft' | 'laundering' | 'illicit-trade' | 'security' | 'not-accusing'

export interface Category {
  readonly name: string
  readonly group: CategoryGroup
}

const groups: Readonly<Record<CategoryGroup, readonly string[]>> = {
  fraud: [
    'scam',
    'investment-fraud',
    'pig-butchering',
    'ponzi',
    'romance-scam',
    'impersonation',
    'fake-project',
    'donation-scam',
    'airdrop-scam',
    'rug-pull',
    'exit-scam',
    'phishing',
    'sim-swap',
    'fraud-shop',
    'payment-card-fraud',
  ],
  extortion: ['ransomware', 'sextortion', 'blackmail'],
  theft: [
    'stolen-funds',
    'service-hack',
    'account-takeover',
    'contract-exploit',
    'malware',
    'wallet-drainer',
    'address-poisoning',
  ],
  laundering: [
    'money-laundering',
    'mixer',
    'coinjoin',
    'privacy-protocol',
    'money-mule',
    'high-risk-exchange',
    'no-kyc-exchange',
  ],
  'illicit-trade': ['darknet-market', 'drugs', 'weapons', 'counterfeit', 'human-trafficking', 'csam'],
  security: ['sanctioned-entity', 'sanctioned-jurisdiction', 'terrorist-financing', 'extremism'],
  // These say what a subject is without accusing its owner: a victim, an exchange's own wallet.
  'not-accusing': ['victim', 'seized-funds', 'exchange-hot-wallet', 'deposit-address', 'unknown'],
}

/** Every category with its group, in the order of the taxonomy. */
export const categories: readonly Category[] = (Object.keys(groups) as CategoryGroup[]).flatMap((group) =>
  groups[group].map((name) => ({ name, group })),
)

const byName = new Map(categories.map((category) => [category.name, category]))

/** Whether `text` is the exact name of a category. */
export function isCategory(text: string): boolean {
  return byName.has(text)
}

/** Group of a category, or `undefined` for a name that is none. */
export function categoryGroup(name: string): CategoryGroup | undefined {
  return byName.get(name)?.group
}
