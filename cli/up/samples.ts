// What the three partners of the trial network say at its start. Everything is made up: addresses are hashes of words,
// names lie under the domains that are reserved for documentation.
import type { DraftLine } from '../../node/api/schemas.ts'

export const trialPartners = ['exchange', 'analytics', 'agency'] as const
export type TrialPartner = (typeof trialPartners)[number]

/** Names and countries of the trial's organizations. */
export const trialProfiles: Readonly<Record<TrialPartner, { readonly name: string; readonly jurisdiction: string }>> = {
  exchange: { name: 'Trial Exchange', jurisdiction: 'DE' },
  analytics: { name: 'Trial Analytics', jurisdiction: 'CH' },
  agency: { name: 'Trial Agency', jurisdiction: 'FR' },
}

export const samples: Readonly<Record<TrialPartner, readonly DraftLine[]>> = {
  exchange: [
    {
      value: '0x5f1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c',
      category: 'wallet-drainer',
      confidence: 90,
      marking: 'TLP:GREEN',
      basis: 'forensic',
      description: 'Drained eleven customers through a fake token approval.',
      labels: ['approval-phishing'],
    },
    {
      value: 'claim-rewards.example.com',
      category: 'phishing',
      confidence: 95,
      marking: 'TLP:CLEAR',
      description: 'Asks for the recovery phrase.',
    },
    { value: 'support@refund-desk.example.net', category: 'impersonation', confidence: 80, marking: 'TLP:GREEN' },
  ],
  analytics: [
    {
      value: 'https://wallet-verify.example.org/connect',
      category: 'phishing',
      confidence: 85,
      marking: 'TLP:GREEN',
      basis: 'web-crawl',
    },
    {
      value: '0x00d1c2b3a49586776859403122130f0e0d0c0b0a',
      category: 'mixer',
      confidence: 70,
      marking: 'TLP:GREEN',
      role: 'service',
      basis: 'heuristic',
    },
    {
      value: 'claim-rewards.example.com',
      category: 'phishing',
      confidence: 75,
      marking: 'TLP:GREEN',
      basis: 'web-crawl',
      description: 'Same page behind two other names.',
    },
  ],
  agency: [
    {
      value: 'telegram:trial_investment_desk',
      category: 'pig-butchering',
      confidence: 90,
      marking: 'TLP:GREEN',
      basis: 'authority-data',
    },
    {
      value: 'sha256:3b1d0c5e7f9a2846d0b1c2a3948576e6f7081928374655a4b3c2d1e0f9a8b7c6',
      category: 'malware',
      confidence: 100,
      marking: 'TLP:CLEAR',
      basis: 'forensic',
      description: 'Replaces addresses in the clipboard.',
    },
    {
      value: '0x5f1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c',
      category: 'stolen-funds',
      confidence: 85,
      marking: 'TLP:GREEN',
      basis: 'authority-data',
    },
  ],
}
