// The chains that subjects can name: CAIP-2 id, the names people and feeds use for it, and how its addresses are written.

/** How addresses of a chain are written; `chains` maps each chain to one. */
export type AddressFamily =
  | 'evm'
  | 'bitcoin'
  | 'litecoin'
  | 'dogecoin'
  | 'bitcoin-cash'
  | 'bitcoin-sv'
  | 'bitcoin-gold'
  | 'dash'
  | 'verge'
  | 'zcash'
  | 'tron'
  | 'xrp'
  | 'monero'
  | 'solana'
  | 'ton'
  | 'polkadot'
  | 'kusama'
  | 'stellar'
  | 'cosmos'

export interface Chain {
  /** CAIP-2 id. */
  readonly id: string
  readonly family: AddressFamily
  /** Lower-case names; the first is the one to show. OFAC's tickers (XBT, TRX, ...) are among them. */
  readonly names: readonly string[]
}

/**
 * Chains of version 1 of the grammar. bip122 references are the first 32 digits of the genesis block's hash, or of the
 * first block after the fork; Bitcoin Gold, whose fork has no published reference, stands under its SLIP-44 number. Adding a chain is a new version: an older node keeps such statements and shows them later.
 */
export const chains: readonly Chain[] = [
  { id: 'bip122:000000000019d6689c085ae165831e93', family: 'bitcoin', names: ['bitcoin', 'btc', 'xbt'] },
  { id: 'bip122:12a765e31ffd4059bada1e25190f6e98', family: 'litecoin', names: ['litecoin', 'ltc'] },
  { id: 'bip122:1a91e3dace36e2be3bf030a65679fe82', family: 'dogecoin', names: ['dogecoin', 'doge'] },
  {
    id: 'bip122:000000000000000000651ef99cb9fcbe',
    family: 'bitcoin-cash',
    names: ['bitcoin-cash', 'bitcoincash', 'bch'],
  },
  { id: 'bip122:000000000000000001d956714215d96f', family: 'bitcoin-sv', names: ['bitcoin-sv', 'bitcoinsv', 'bsv'] },
  { id: 'slip44:156', family: 'bitcoin-gold', names: ['bitcoin-gold', 'bitcoingold', 'btg'] },
  { id: 'bip122:00040fe8ec8471911baa1db1266ea15d', family: 'zcash', names: ['zcash', 'zec'] },
  { id: 'bip122:00000ffd590b1485b3caadc19b22e637', family: 'dash', names: ['dash'] },
  { id: 'bip122:00000fc63692467faeb20cdb3b53200d', family: 'verge', names: ['verge', 'xvg'] },
  { id: 'eip155:1', family: 'evm', names: ['ethereum', 'eth', 'mainnet'] },
  { id: 'eip155:0', family: 'evm', names: ['evm'] },
  { id: 'eip155:10', family: 'evm', names: ['optimism', 'op'] },
  { id: 'eip155:25', family: 'evm', names: ['cronos', 'cro'] },
  { id: 'eip155:30', family: 'evm', names: ['rootstock', 'rsk'] },
  { id: 'eip155:56', family: 'evm', names: ['bsc', 'bnb', 'binance-smart-chain', 'bnb-smart-chain'] },
  { id: 'eip155:61', family: 'evm', names: ['ethereum-classic', 'ethereumclassic', 'etc'] },
  { id: 'eip155:100', family: 'evm', names: ['gnosis', 'xdai'] },
  { id: 'eip155:137', family: 'evm', names: ['polygon', 'matic', 'pol'] },
  { id: 'eip155:250', family: 'evm', names: ['fantom', 'ftm'] },
  { id: 'eip155:324', family: 'evm', names: ['zksync', 'zksync-era'] },
  { id: 'eip155:8453', family: 'evm', names: ['base'] },
  { id: 'eip155:42161', family: 'evm', names: ['arbitrum', 'arb', 'arbitrum-one'] },
  { id: 'eip155:42220', family: 'evm', names: ['celo'] },
  { id: 'eip155:43114', family: 'evm', names: ['avalanche', 'avax'] },
  { id: 'eip155:59144', family: 'evm', names: ['linea'] },
  { id: 'eip155:81457', family: 'evm', names: ['blast'] },
  { id: 'eip155:534352', family: 'evm', names: ['scroll'] },
  { id: 'tron:0x2b6653dc', family: 'tron', names: ['tron', 'trx'] },
  { id: 'xrpl:0', family: 'xrp', names: ['xrp', 'xrpl', 'ripple'] },
  { id: 'monero:418015bb9ae982a1975da7d79277c270', family: 'monero', names: ['monero', 'xmr'] },
  { id: 'solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp', family: 'solana', names: ['solana', 'sol'] },
  { id: 'tvm:-239', family: 'ton', names: ['ton', 'the-open-network'] },
  { id: 'polkadot:91b171bb158e2d3848fa23a9f1c25182', family: 'polkadot', names: ['polkadot', 'dot'] },
  { id: 'polkadot:b0a8d493285c2df73290dfb7e61f870f', family: 'kusama', names: ['kusama', 'ksm'] },
  { id: 'stellar:pubnet', family: 'stellar', names: ['stellar', 'xlm'] },
  { id: 'cosmos:cosmoshub-4', family: 'cosmos', names: ['cosmos', 'atom', 'cosmoshub'] },
]

const byName = new Map(chains.flatMap((chain) => chain.names.map((name) => [name, chain.id] as const)))
const familyById = new Map(chains.map((chain) => [chain.id, chain.family]))
const idByFamily = new Map(chains.map((chain) => [chain.family, chain.id]).reverse() as [AddressFamily, string][])

// CAIP-2 allows 32 characters of reference; an EVM chain id is a decimal number without leading zeros.
const evmChain = /^eip155:(?:0|[1-9][0-9]{0,31})$/

/** Tickers of assets that live on many chains: they say nothing about the chain, the address does. */
const assets = new Set(['usdt', 'usdc'])

/** Whether `name` is the ticker of an asset that lives on many chains (OFAC lists USDT on Ethereum and on Tron). */
export function isAsset(name: string): boolean {
  return assets.has(name.trim().toLowerCase())
}

/** CAIP-2 id for a name, a ticker or a CAIP-2 id; `undefined` for what is not known. Case counts in CAIP-2 alone. */
export function resolveChain(name: string): string | undefined {
  if (familyOf(name) !== undefined) return name
  return byName.get(name.trim().toLowerCase().replaceAll(/[ _]/g, '-'))
}

/** How addresses of a CAIP-2 chain are written; `undefined` for a chain that is not known. */
export function familyOf(chain: string): AddressFamily | undefined {
  return familyById.get(chain) ?? (evmChain.test(chain) ? 'evm' : undefined)
}

/** CAIP-2 id of the default chain of a family: eip155:1 for the EVM. */
export function chainOf(family: AddressFamily): string {
  const id = idByFamily.get(family)
  if (id === undefined) throw new Error(`no chain for ${family}`)
  return id
}
