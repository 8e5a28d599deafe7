// The words by which other tools say what a threat is, in our categories. What is not in the table says nothing: a
// category is never guessed.
import { isCategory } from '../../protocol/categories.ts'

const words: Readonly<Record<string, readonly string[]>> = {
  phishing: [
    ...[
      'phish',
      'spear-phishing',
      'spearphishing',
      'credential-phishing',
      'bulk-phishing',
      'clone-phishing',
      'whaling',
    ],
    ...['smishing', 'sms-phishing', 'vishing', 'voice-phishing', 'quishing', 'fake-website', 'credential-harvesting'],
    ...['phishing-site', 'phishing-website', 'phishing-url', 'phishing-domain', 'phishing-kit', 'email-spoofing'],
  ],
  ransomware: [
    ...['ransom', 'crypto-ransomware', 'locker-ransomware', 'ransomware-as-a-service', 'ransomware-group'],
    ...['crypto-robbing-ransomware'],
  ],
  malware: [
    ...[
      'trojan',
      'rat',
      'remote-access-trojan',
      'backdoor',
      'bot',
      'botnet',
      'botnet-cc',
      'bot-herder',
      'c2',
      'cc',
      'c-c',
    ],
    ...[
      'c2-server',
      'command-and-control',
      'keylogger',
      'stealer',
      'infostealer',
      'info-stealer',
      'information-stealer',
    ],
    ...[
      'spyware',
      'rootkit',
      'bootkit',
      'worm',
      'virus',
      'dropper',
      'downloader',
      'loader',
      'wiper',
      'adware',
      'webshell',
    ],
    ...[
      'exploit-kit',
      'screen-capture',
      'cryptominer',
      'coinminer',
      'cryptojacking',
      'resource-exploitation',
      'banker',
    ],
    ...[
      'banking-trojan',
      'malware-distribution',
      'malware-hosting',
      'malware-site',
      'payload-delivery',
      'remote-access',
    ],
    ...['datacenter-scale-crypto-jacking'],
  ],
  'wallet-drainer': ['drainer', 'crypto-drainer', 'cryptodrainer'],
  'address-poisoning': ['poisoning-attack'],
  scam: [
    'fraud',
    'crypto-scam',
    'cryptocurrency-scam',
    'scams',
    'fraudulent',
    'tech-support-scam',
    'technical-support-scam',
  ],
  'investment-fraud': ['investment-scam', 'fake-investment', 'hyip', 'fraudulent-investment'],
  'pig-butchering': ['pig-butchering-scam', 'sha-zhu-pan', 'shazhupan'],
  'romance-scam': ['romance-fraud', 'dating-scam'],
  ponzi: ['ponzi-scheme', 'pyramid-scheme'],
  impersonation: ['business-email-compromise', 'bec', 'impersonator', 'brand-impersonation'],
  'airdrop-scam': ['fake-airdrop', 'giveaway-scam', 'fake-giveaway'],
  'rug-pull': ['rug-pulls', 'rugpull', 'rag-pull'],
  'exit-scam': ['exit-scams'],
  'fake-project': ['fake-exchange', 'fake-ico'],
  'sim-swap': ['sim-swapping', 'simswap'],
  'payment-card-fraud': ['carding', 'credit-card-fraud', 'stolen-credit-cards', 'skimmer', 'skimming'],
  'fraud-shop': ['carding-shop', 'card-shop'],
  blackmail: ['extortion', 'email-extortion-and-bomb-threats', 'bomb-threat'],
  sextortion: ['sextortion-scam'],
  'stolen-funds': ['theft', 'heist', 'crypto-theft'],
  'service-hack': ['exchange-hack'],
  'contract-exploit': ['smart-contract-exploit', 'defi-exploit', 'flash-loan-attack'],
  'account-takeover': ['ato', 'account-compromise', 'privileged-account-compromise', 'unprivileged-account-compromise'],
  'money-laundering': ['laundering', 'shadow-money-service-businesses'],
  'money-mule': ['mule', 'mule-account', 'money-mules'],
  mixer: ['tumbler', 'mixing-service', 'crypto-mixer', 'next-generation-crypto-mixers', 'mixers'],
  'darknet-market': ['darkmarket', 'dark-market', 'darknet-marketplace', 'dark-web-market', 'darkweb-marketplace'],
  drugs: ['drugs-narcotics', 'narcotics'],
  weapons: ['weapons-trade'],
  counterfeit: ['counterfeit-materials', 'counterfeiting'],
  'human-trafficking': ['trafficking'],
  csam: ['csea', 'child-abuse', 'child-sexual-abuse', 'child-pornography', 'child-sexual-exploitation'],
  'sanctioned-entity': ['sanctioned', 'sanctions', 'ofac', 'sanction-evasion'],
  'terrorist-financing': ['terrorism-financing', 'terrorism', 'financing-of-terrorism'],
  extremism: ['violent-extremism'],
  victim: ['victims'],
}

const byWord = new Map(
  Object.entries(words).flatMap(([category, list]) => list.map((word) => [word, category] as const)),
)

/** The category that a word stands for, or is the name of. */
export function categoryOfWord(word: string): string | undefined {
  const slug = word
    .toLowerCase()
    .replace(/&/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
  return isCategory(slug) ? slug : byWord.get(slug)
}

/**
 * Of what several words say, the first; `malware`, which is said of nearly everything, only where nothing else is. The
 * word "unknown" says nothing.
 */
export function categoryOfWords(all: Iterable<string>): string | undefined {
  let generic: string | undefined
  for (const word of all) {
    const category = categoryOfWord(word)
    if (category === 'malware') generic = category
    else if (category !== undefined && category !== 'unknown') return category
  }
  return generic
}
