// Addresses that nobody holds a key of, or that belong to a chain itself: burn addresses, system contracts and programs, and
// contracts that everybody uses. Feeds name them by mistake: a robbery that ends at the burn address, a fee that was paid.
import type { Subject } from '../../protocol/statement-shape.ts'
import { resolveChain, subjectKey } from '../../protocol/subjects/index.ts'

interface SystemAddress {
  readonly value: string
  /** A name that `resolveChain` knows; those of the EVM hold on each of its chains. */
  readonly chain: string
  readonly what: string
}

const rows = (chain: string, entries: readonly (readonly [value: string, what: string])[]): SystemAddress[] =>
  entries.map(([value, what]) => ({ chain, value, what }))

/** As they are published, checksums included; a test holds each against the checksum of its chain. */
export const systemAddresses: readonly SystemAddress[] = [
  ...rows('ethereum', [
    ['0xEeeeeEeeeEeEeeEeEeEeeEEEeeeeEeeeeeeeEEeE', 'stands for the native coin in many contracts'],
    ['0xFFfFfFffFFfffFFfFFfFFFFFffFFFffffFfFFFfF', 'burn address'],
    ['0xffffFFFfFFffffffffffffffFfFFFfffFFFfFFfE', 'the system caller of Ethereum (EIP-4788)'],
    ['0xdEAD000000000000000042069420694206942069', 'burn address'],
    ['0x00000000219ab540356cBB839Cbe05303d7705Fa', 'deposit contract of the beacon chain'],
    ['0x000F3df6D732807Ef1319fB7B8bB8522d0Beac02', 'system contract of beacon roots (EIP-4788)'],
    ['0x0000F90827F1C53a10cb7A02335B175320002935', 'system contract of block hashes (EIP-2935)'],
    ['0x00000961Ef480Eb55e80D19ad83579A64c007002', 'system contract of withdrawals (EIP-7002)'],
    ['0x0000BBdDc7CE488642fb579F8B00f3a590007251', 'system contract of consolidations (EIP-7251)'],
    ['0x4e59b44847b379578588920cA78FbF26c0B4956C', 'deployer of contracts that everybody uses (CREATE2)'],
    ['0x5FF137D4b0FDCD49DcA30c7CF57E578a026d2789', 'entry point of account abstraction (ERC-4337, 0.6)'],
    ['0x0000000071727De22E5E9d8BAf0edAc6f37da032', 'entry point of account abstraction (ERC-4337, 0.7)'],
    ['0x1820a4B7618BdE71Dce8cdc73aAB6C95905faD24', 'registry of interfaces (ERC-1820)'],
    ['0xcA11bde05977b3631167028862bE2a173976CA11', 'contract that everybody uses (Multicall3)'],
    ['0x000000000022D473030F116dDEE9F6B43aC78BA3', 'contract that everybody uses (Permit2)'],
    ['0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2', 'contract of a token that everybody uses (WETH)'],
    ['0xdAC17F958D2ee523a2206206994597C13D831ec7', 'contract of a token that everybody uses (USDT)'],
    ['0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48', 'contract of a token that everybody uses (USDC)'],
    ['0x6B175474E89094C44Da98b954EedeAC495271d0F', 'contract of a token that everybody uses (DAI)'],
  ]),
  ...rows('bitcoin', [
    ['1BitcoinEaterAddressDontSendf59kuE', 'burn address'],
    ['1CounterpartyXXXXXXXXXXXXXXXUWLpVr', 'burn address (Counterparty)'],
    ['1ChancecoinXXXXXXXXXXXXXXXXXZELUFD', 'burn address (Chancecoin)'],
    ['1FuckBTCqwBQexxs9jiuWTiZeoKfSo9Vyi', 'burn address'],
    ['1111111111111111111114oLvT2', 'burn address (hash of zeros)'],
    ['31h1vYVSYuKP6AhS86fbRdMw9XHieotbST', 'burn address (script hash of zeros)'],
    ['bc1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq9e75rs', 'burn address (hash of zeros)'],
    ['bc1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqthqst8', 'burn address (script hash of zeros)'],
    ['1HT7xU2Ngenf7D4yocz2SAcnNLW7rK8d4E', 'burn address (hash of an empty key)'],
    ['3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy', 'anybody can spend it (hash of an empty script)'],
  ]),
  ...rows('litecoin', [
    ['LKDxGDJq5fF4FohAB8zJH24mDDNHDNtqsE', 'burn address (hash of zeros)'],
    ['M7uAERuQW2AotfyLDyewFGcLUDtAYu9v5V', 'burn address (script hash of zeros)'],
    ['ltc1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqp9ysmq', 'burn address (hash of zeros)'],
  ]),
  ...rows('dogecoin', [
    ['DDogepartyxxxxxxxxxxxxxxxxxxw1dfzr', 'burn address (Dogeparty)'],
    ['D596YFweJQuHY1BbjazZYmAbt8jJPbKehC', 'burn address (hash of zeros)'],
    ['9rSGfPZLcyCGzY4uYEL1fkzJr6fkicS2rs', 'burn address (script hash of zeros)'],
  ]),
  ...rows('bitcoin-cash', [['qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqfnhks603', 'burn address (hash of zeros)']]),
  ...rows('bitcoin-sv', [['1111111111111111111114oLvT2', 'burn address (hash of zeros)']]),
  ...rows('bitcoin-gold', [
    ['GHqvR8KwyrcJ5UJHvwf7RmLtvAnr5uTHdV', 'burn address (hash of zeros)'],
    ['AFmseVrdL9f9oyCzZefL9tG6UbvhPbdYzM', 'burn address (script hash of zeros)'],
  ]),
  ...rows('dash', [
    ['XagqqFetxiDb9wbartKDrXgnqLah6SqX2S', 'burn address (hash of zeros)'],
    ['7SQekjmcMtR25wEPPiL6m1Mb5586R5ut33', 'burn address (script hash of zeros)'],
  ]),
  ...rows('verge', [['D596YFweJQuHY1BbjazZYmAbt8jJPbKehC', 'burn address (hash of zeros)']]),
  ...rows('zcash', [
    ['t1Hsc1LR8yKnbbe3twRp88p6vFfC5t7DLbs', 'burn address (hash of zeros)'],
    ['t3JZcvsuaXE6ygokL4XUiZSTrQBUoPYFnXJ', 'burn address (script hash of zeros)'],
  ]),
  ...rows('tron', [
    ['T9yD14Nj9j7xAB4dbGeiX9h8unkKHxuWwb', 'burn address (black hole)'],
    ['TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t', 'contract of a token that everybody uses (USDT)'],
  ]),
  ...rows('xrp', [
    ['rrrrrrrrrrrrrrrrrrrrrhoLvTp', 'special account (ACCOUNT_ZERO)'],
    ['rrrrrrrrrrrrrrrrrrrrBZbvji', 'special account (ACCOUNT_ONE)'],
    ['rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh', 'the genesis account, whose key is public'],
    ['rrrrrrrrrrrrrrrrrNAMEtxvNvQ', 'special account (former reservation of names)'],
    ['rrrrrrrrrrrrrrrrrrrn5RM1rHd', 'special account (NaN)'],
  ]),
  ...rows('stellar', [
    ['GAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAWHF', 'burn address (key of zeros)'],
    ['GALAXYVOIDAOPZTDLHILAJQKCVVFMD4IKLXLSZV5YHO7VY74IWZILUTO', 'burn address'],
  ]),
  ...rows('ton', [
    ['EQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAM9c', 'burn address (zeros)'],
    ['EQD__________________________________________0vo', 'burn address'],
    ['Ef8AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAADAU', 'system address of the masterchain (zeros)'],
    ['Ef8zMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzM0vF', 'system contract (elector)'],
    ['Ef9VVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVbxn', 'system contract (configuration)'],
  ]),
  ...rows('polkadot', [['13UVJyLnbVp9RBZYFwFGyDvVd1y27Tt8tkntv6Q7JVPhFsTB', 'system account (treasury)']]),
  ...rows('kusama', [
    ['CaKWz5omakTK7ovp4m3koXrHyHb7NG3Nt7GENHbviByZpKp', 'burn address (key of zeros)'],
    ['F3opxRbN5ZbjJNU511Kj2TLuzFcDq9BGduA9TgiECafpg29', 'system account (treasury)'],
  ]),
  ...rows('cosmos', [
    ['cosmos1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqnrql8a', 'burn address (zeros)'],
    ['cosmos10d07y265gmmuvt4z0w9aw880jnsr700j6zn9kn', 'module account (governance)'],
    ['cosmos1fl48vsnmsdzcv85q5d2q4z5ajdha8yu34mf0eh', 'module account (bonded tokens)'],
    ['cosmos1tygms3xhhs3yv487phx3dw4a95jn7t7lpm470r', 'module account (tokens that are not bonded)'],
    ['cosmos1jv65s3grqf6v6jl3dp4t6c9t9rk99cd88lyufl', 'module account (distribution)'],
    ['cosmos17xpfvakm2amg962yls6f84z3kell8c5lserqta', 'module account (fees)'],
  ]),
  ...rows('solana', [
    ['11111111111111111111111111111111', 'system program'],
    ['1nc1nerator11111111111111111111111111111111', 'burn address (incinerator)'],
    ['TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA', 'token program'],
    ['TokenzQdBNbLqP5VEhdkAS6EPFLC1PHnBqCXEpPxuEb', 'token program (2022)'],
    ['ATokenGPvbdGVxr1b2hvZbsiqW5xWH25efTNsLJA8knL', 'program of associated token accounts'],
    ['So11111111111111111111111111111111111111112', 'wrapped SOL'],
    ['EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v', 'token that everybody uses (USDC)'],
    ['Es9vMFrzaCERmJfrF4H2FYD4KCoNkY11McCe8BenwNYB', 'token that everybody uses (USDT)'],
    ['MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr', 'memo program'],
    ['Memo1UhkJRfHyvLMcVucJwxXeuD728EqVDDwQDxFMNo', 'memo program (1)'],
    ['metaqbxxUerdq28cj1RbAWkYQm3ybzjb6a8bt518x1s', 'program of token metadata'],
    ...(
      [
        'AddressLookupTab1e1111111111111111111111111',
        'BPFLoader1111111111111111111111111111111111',
        'BPFLoader2111111111111111111111111111111111',
        'BPFLoaderUpgradeab1e11111111111111111111111',
        'ComputeBudget111111111111111111111111111111',
        'Config1111111111111111111111111111111111111',
        'Ed25519SigVerify111111111111111111111111111',
        'Feature111111111111111111111111111111111111',
        'KeccakSecp256k11111111111111111111111111111',
        'LoaderV411111111111111111111111111111111111',
        'NativeLoader1111111111111111111111111111111',
        'Stake11111111111111111111111111111111111111',
        'StakeConfig11111111111111111111111111111111',
        'Vote111111111111111111111111111111111111111',
      ] as const
    ).map((value) => [value, 'program of the chain itself'] as const),
    ...(
      [
        'SysvarC1ock11111111111111111111111111111111',
        'SysvarEpochRewards1111111111111111111111111',
        'SysvarEpochSchedu1e111111111111111111111111',
        'SysvarFees111111111111111111111111111111111',
        'SysvarLastRestartS1ot1111111111111111111111',
        'SysvarRecentB1ockHashes11111111111111111111',
        'SysvarRent111111111111111111111111111111111',
        'SysvarRewards111111111111111111111111111111',
        'SysvarS1otHashes111111111111111111111111111',
        'SysvarS1otHistory11111111111111111111111111',
        'SysvarStakeHistory1111111111111111111111111',
        'Sysvar1nstructions1111111111111111111111111',
      ] as const
    ).map((value) => [value, 'variable of the chain itself'] as const),
  ]),
]

const whatByKey = new Map(systemAddresses.map((one) => [keyOf(one), one.what]))
// Most subjects are answered by this: a key is made of the few that may be meant.
const values = new Set(systemAddresses.map(({ chain, value }) => canonical(chain, value)))

// Precompiled contracts and system contracts of every EVM chain lie below 2^16 (Ethereum 0x1 to 0x11 and 0x100, BNB 0x1000
// to 0x2006, Polygon 0x1010, zkSync 0x8001 on); nobody can find a key of one. 0x...dEaD is among them.
const lowEvm = /^0x0{36}[0-9a-f]{4}$/
/** What the OP stack deploys at genesis: 2,048 places. */
const opPredeploy = /^0x420{35}[0-7][0-9a-f]{2}$/

/** What a system address is; `undefined` for every other subject. */
export function systemAddressOf(subject: Subject): string | undefined {
  const { kind, chain = '', value } = subject
  if (kind !== 'address') return undefined
  if (chain.startsWith('eip155:') && (value.startsWith('0x0') || value.startsWith('0x42'))) {
    if (value.endsWith('dead') && lowEvm.test(value)) return 'burn address'
    if (/^0x0{40}$/.test(value)) return 'the zero address'
    if (lowEvm.test(value)) return 'precompiled or system contract'
    if (opPredeploy.test(value)) return 'system contract of the OP stack'
  }
  return values.has(value) ? whatByKey.get(subjectKey(subject)) : undefined
}

function keyOf({ chain, value }: SystemAddress): string {
  return subjectKey({ kind: 'address', chain: resolveChain(chain) ?? chain, value: canonical(chain, value) })
}

function canonical(chain: string, value: string): string {
  return chain === 'ethereum' ? value.toLowerCase() : value
}
